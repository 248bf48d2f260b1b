import { type Address, address, byCodeUnit } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { groupBy } from '../core/group-by.ts';
import type { Rewrite } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Effect } from '../core/plan.ts';
import { referencesIn } from '../core/references-in.ts';
import type { Resource } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/** What the changes set off: objects that are written again after something that they refer to was updated. Sorted by address. */
export function effectsOf(
  kinds: KindTable,
  tenant: TenantSpec,
  changes: readonly Change[],
  { desired, byAddress }: Pick<Live, 'desired' | 'byAddress'>,
): Effect[] {
  const updated = new Set(
    changes.filter(({ action }) => action === 'update').map((change) => change.address),
  );
  if (updated.size === 0) return [];
  return kinds.objects
    .flatMap(({ kind, rewrite }) => {
      if (!rewrite?.wanted(tenant)) return [];
      const present = desired.filter((resource) => resource.kind === kind && byAddress.has(resource.address));
      const concerned = present
        .map((resource) => ({ resource, causes: causesOf(kinds, rewrite, resource, updated) }))
        .filter(({ causes }) => causes.length > 0);
      return [...groupBy(concerned, ({ resource }) => resource.manifest)].map(([manifest, members]) => ({
        address: manifest,
        effect: rewrite.effect,
        count: members.length,
        members: members.map(({ resource }) => resource.address),
        after: [...new Set(members.flatMap(({ causes }) => causes))].sort(byCodeUnit),
      }));
    })
    .sort((a, b) => byCodeUnit(a.address, b.address));
}

function causesOf(
  kinds: KindTable,
  { references }: Rewrite,
  { kind, spec }: Resource,
  updated: ReadonlySet<Address>,
): Address[] {
  return referencesIn(kinds.get(kind).fields, spec).flatMap(({ reference, field }) => {
    if (field.path !== references || typeof reference !== 'string') return [];
    const target = address(field.kind, reference);
    return updated.has(target) ? [target] : [];
  });
}
