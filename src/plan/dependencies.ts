import { type Address, address, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { findCycle } from '../core/graph.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import { referencesIn } from '../core/references-in.ts';
import { type Referrers, referrersOfDeletes } from './referrers.ts';

/**
 * Orders changes by what they refer to: a referrer after what it needs created, a deleted object after whatever still points at
 * it. What no order can satisfy is a diagnostic.
 */
export function orderChanges(
  kinds: KindTable,
  changes: readonly Change[],
  live: Live,
): { readonly changes: readonly Change[]; readonly diagnostics: readonly Diagnostic[] } {
  const created = new Set(changes.filter(({ action }) => action === 'create').map(({ address }) => address));
  const referrers = referrersOfDeletes(kinds, changes, live);
  const ordered = changes.map((change) => {
    // What points at itself goes with itself.
    const lettingGo = referrers.get(change.address)?.lettingGo.filter((one) => one !== change.address);
    const needed = lettingGo ?? neededBy(kinds, change).filter((one) => created.has(one));
    return { ...change, dependsOn: [...new Set(needed)].sort() };
  });
  return { changes: ordered, diagnostics: [...stillReferenced(referrers), ...cycleIn(ordered)] };
}

function neededBy(kinds: KindTable, change: Change): Address[] {
  const found = referencesIn(kinds.get(kindIn(change.address)).fields, change.desired);
  return found.flatMap(({ reference, field }) =>
    typeof reference === 'string' ? [address(field.kind, reference)] : [],
  );
}

function stillReferenced(referrers: ReadonlyMap<Address, Referrers>): Diagnostic[] {
  return [...referrers].flatMap(([address, { remaining }]) =>
    remaining.map(({ name, id }) =>
      error({
        code: 'DELETE_REFERENCED',
        summary: `${address} cannot be deleted: ${name} refers to it`,
        ...(id !== undefined && { detail: `The referring object's id: ${id}` }),
        hint: 'Let it go there first, or keep the manifest. A field that a manifest leaves out stays: write null to clear it',
        address,
      }),
    ),
  );
}

function cycleIn(changes: readonly Change[]): Diagnostic[] {
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  const cycle = findCycle(byAddress.keys(), (at) => byAddress.get(at)?.dependsOn ?? []);
  if (!cycle) return [];
  const [first = '' as Address] = cycle;
  const source = byAddress.get(first)?.sources[''];
  return [
    error({
      code: 'REFERENCE_CYCLE',
      ...explainCycle(cycle, byAddress.get(first)?.action === 'delete'),
      address: first,
      ...(source && { source }),
    }),
  ];
}

/** Nothing but a delete waits for a delete, so that a cycle has no others in it where it has one. */
function explainCycle(cycle: readonly Address[], ofDeletes: boolean): { summary: string; hint: string } {
  const chain = cycle.join(' → ');
  return ofDeletes
    ? {
        summary: `These refer to each other, so that none can be deleted first: ${chain}`,
        hint: 'Restore one of the manifests, clear its reference with null, apply, and remove it again',
      }
    : {
        summary: `These need each other to be there first: ${chain}`,
        hint: 'Apply once with one of the references left out, then add it',
      };
}
