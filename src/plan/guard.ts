import { type Address, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { GuardSpec } from '../core/tenant-spec.ts';

/** A kind of which more would be deleted than the Tenant allows. */
export interface ExcessDeletes {
  readonly kind: string;
  readonly deletes: number;
  /** Objects of the kind that are known as ours. */
  readonly ours: number;
}

/**
 * The kinds of which the changes delete more than the Tenant allows, as a number or as a share of the objects known as ours.
 * Exceeding either one is too many, however few the kind has (interface §3). Apply refuses where there is any.
 */
export function excessDeletes(
  changes: readonly Change[],
  known: Iterable<Address>,
  { maxDeletes, maxDeletePercent }: GuardSpec,
): ExcessDeletes[] {
  const knownOf = groupBy(known, kindIn);
  const deletes = changes.filter(({ action }) => action === 'delete').map(({ address }) => address);
  return [...groupBy(deletes, kindIn)]
    .map(([kind, doomed]) => ({ kind, deletes: doomed.length, ours: knownOf.get(kind)?.length ?? 0 }))
    .filter(({ deletes, ours }) => deletes > maxDeletes || (deletes / ours) * 100 > maxDeletePercent);
}

/** `GUARD`: what `excessDeletes` found, as warnings for the plan. */
export function guardDeletes(
  changes: readonly Change[],
  known: Iterable<Address>,
  guard: GuardSpec,
): Diagnostic[] {
  return excessDeletes(changes, known, guard).map(({ kind, deletes, ours }) =>
    warning({
      code: 'GUARD',
      summary: `Deletes ${deletes} of ${ours} ${kind} objects; the guard allows ${guard.maxDeletes} and ${guard.maxDeletePercent}%`,
      hint: `Apply --allow-deletes ${deletes} if that is meant`,
    }),
  );
}
