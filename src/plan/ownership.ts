import { type Address, byCodeUnit } from '../core/address.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { GitCoverage, Orphan, Unmanaged } from '../core/plan.ts';
import type { Prior } from '../core/resource.ts';

/**
 * The objects that the ledger knows as ours and Git no longer declares. Sorted by address. What has gone from the tenant too, or
 * belongs to a manifest of another name now, is not left behind: apply forgets it.
 */
export function findOrphans(live: Live, priors: ReadonlyMap<Address, Prior>): Orphan[] {
  const declared = new Set(live.desired.map(({ address }) => address));
  return [...priors.keys()]
    .flatMap((address) => {
      const object = declared.has(address) ? undefined : live.byAddress.get(address);
      return object ? [{ address, id: object.id }] : [];
    })
    .sort(byOrphan);
}

/** The order of orphans in every list. */
export const byOrphan = (a: Orphan, b: Orphan) =>
  byCodeUnit(a.address, b.address) || byCodeUnit(a.host ?? '', b.host ?? '');

/** What nobody's manifest declares and no ledger knows. Sorted by kind, name and id. */
export function listUnmanaged(live: Live): Unmanaged[] {
  const ours = new Set(live.byAddress.values());
  return live.objects
    .filter((object) => !ours.has(object))
    .map(({ kind, name, id }) => ({ kind, name: name ?? '', id }))
    .sort((a, b) => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id));
}

/** How many of the tenant's objects Git declares. */
export function gitCoverage(kinds: KindTable, live: Live): GitCoverage {
  const isListed = ({ kind }: { readonly kind: string }) => kinds.get(kind).wire.listing !== 'none';
  const objects = live.objects.filter(isListed).length;
  const declared = live.desired.filter(
    (resource) => isListed(resource) && live.byAddress.has(resource.address),
  ).length;
  const percent = objects === 0 ? null : Math.floor((declared / objects) * 1000) / 10;
  return { declared, objects, percent };
}
