import { type Address, address, byCodeUnit } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { groupBy } from '../core/group-by.ts';
import type { Rewrite } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Effect, OwedEffect } from '../core/plan.ts';
import { referencesIn } from '../core/references-in.ts';
import type { Resource } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/**
 * What the changes set off: objects that are written again after something that they refer to was updated; and what a killed run still
 * owes. Sorted by address.
 */
export function effectsOf(
  kinds: KindTable,
  tenant: TenantSpec,
  changes: readonly Change[],
  { desired, byAddress }: Pick<Live, 'desired' | 'byAddress'>,
  owed: ReadonlyMap<Address, OwedEffect>,
): Effect[] {
  const updated = new Set(
    changes.filter(({ action }) => action === 'update').map((change) => change.address),
  );
  if (updated.size === 0 && owed.size === 0) return [];
  return kinds.objects
    .flatMap(({ kind, rewrite }) => {
      if (!rewrite?.wanted(tenant)) return [];
      const present = desired.filter((resource) => resource.kind === kind && byAddress.has(resource.address));
      return [...groupBy(present, ({ manifest }) => manifest)].flatMap(([manifest, members]) => {
        const after = [...new Set(members.flatMap((one) => causesOf(kinds, rewrite, one, updated)))];
        const left = after.length > 0 ? members : stillOwed(members, owed.get(manifest));
        return left.length > 0 ? [effect(rewrite, manifest, left, after)] : [];
      });
    })
    .sort((a, b) => byCodeUnit(a.address, b.address));
}

function stillOwed(members: readonly Resource[], owed: OwedEffect | undefined): readonly Resource[] {
  return owed ? members.filter(({ address }) => !owed.done.has(address)) : [];
}

function effect(
  rewrite: Rewrite,
  manifest: Address,
  members: readonly Resource[],
  after: readonly Address[],
): Effect {
  return {
    address: manifest,
    effect: rewrite.effect,
    count: members.length,
    members: members.map((resource) => resource.address),
    after: [...after].sort(byCodeUnit),
  };
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
