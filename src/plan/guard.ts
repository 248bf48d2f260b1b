import { type Address, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { Live } from '../core/live.ts';
import type { Prior } from '../core/resource.ts';
import type { GuardSpec } from '../core/tenant-spec.ts';

/** A kind of which more would go than the Tenant allows. */
export interface ExcessDeletes {
  readonly kind: string;
  readonly deletes: number;
  /** How many of the kind are known as ours. */
  readonly ours: number;
}

/** The objects and facets that are known as ours and still there: what the guard counts shares of. */
export function stillOurs(
  priors: ReadonlyMap<Address, Prior>,
  { byAddress }: Pick<Live, 'byAddress'>,
): Address[] {
  // Under whatever address: another manifest may have taken the object over.
  const there = new Set(Array.from(byAddress.values(), ({ kind, id }) => keyInKind(kind, id)));
  return [...priors]
    .filter(([address, { id }]) => there.has(keyInKind(kindIn(address), id)))
    .flatMap(([address, { facets }]) => [address, ...facets.map((facet) => facet.address)]);
}

/** What the changes take away: objects, and facets of objects that stay. */
export function doomedBy(changes: readonly Change[]): Address[] {
  return changes.flatMap(({ address, action, clears = [] }) => (action === 'delete' ? [address] : clears));
}

/**
 * The kinds of which the changes take away more than the Tenant allows, as a number or as a share of what is known as ours. Exceeding
 * either one is too many, however few the kind has (interface §3). Apply refuses where there is any.
 */
export function excessDeletes(
  changes: readonly Change[],
  ours: readonly Address[],
  { maxDeletes, maxDeletePercent }: GuardSpec,
): ExcessDeletes[] {
  const oursOf = groupBy(ours, kindIn);
  return [...groupBy(doomedBy(changes), kindIn)]
    .map(([kind, doomed]) => ({ kind, deletes: doomed.length, ours: oursOf.get(kind)?.length ?? 0 }))
    .filter(({ deletes, ours }) => deletes > maxDeletes || (deletes / ours) * 100 > maxDeletePercent);
}

/** `GUARD`: what `excessDeletes` found, as warnings for the plan. */
export function guardDeletes(
  changes: readonly Change[],
  ours: readonly Address[],
  guard: GuardSpec,
): Diagnostic[] {
  return excessDeletes(changes, ours, guard).map(({ kind, deletes, ours }) =>
    warning({
      code: 'GUARD',
      summary: `Deletes ${deletes} of ${ours} of kind ${kind}; the guard allows ${guard.maxDeletes} and ${guard.maxDeletePercent}%`,
      hint: `Apply --allow-deletes ${doomedBy(changes).length} if that is meant`,
    }),
  );
}
