import { type Address, byCodePoint, kindIn } from '../core/address.ts';
import type { Live } from '../core/live.ts';
import type { Orphan, Unmanaged } from '../core/plan.ts';
import type { Prior } from '../core/resource.ts';

/**
 * What the ledger knows as ours and Git no longer declares; with its id where the tenant still has it. Sorted by address.
 * Where a manifest under another name has the object now, nothing is left behind.
 */
export function findOrphans(live: Live, priors: ReadonlyMap<Address, Prior>): Orphan[] {
  const declared = new Set(live.desired.map((resource) => resource.address));
  const idOf = (address: Address) => live.byAddress.get(address)?.id;
  const taken = new Set(live.desired.map(({ address, kind }) => `${kind}/${idOf(address)}`));
  return [...priors.values()]
    .filter(({ address, id }) => !declared.has(address) && !taken.has(`${kindIn(address)}/${id}`))
    .map(({ address }) => {
      const id = idOf(address);
      return id === undefined ? { address } : { address, id };
    })
    .sort((a, b) => byCodePoint(a.address, b.address));
}

/** What nobody's manifest declares and no ledger knows. Sorted by kind, name and id. */
export function listUnmanaged(live: Live): Unmanaged[] {
  const ours = new Set(live.byAddress.values());
  return live.objects
    .filter((object) => !ours.has(object))
    .map(({ kind, name, id }) => ({ kind, name: name ?? '', id }))
    .sort((a, b) => byCodePoint(a.kind, b.kind) || byCodePoint(a.name, b.name) || byCodePoint(a.id, b.id));
}
