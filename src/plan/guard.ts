import { type Address, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { GuardSpec } from '../core/tenant-spec.ts';

/**
 * `GUARD`: more deletions of a kind than the Tenant allows, as a number or as a share of the objects known as ours. Exceeding
 * either one is too many, however few the kind has (interface §3). Apply refuses a plan with this warning.
 */
export function guardDeletes(
  changes: readonly Change[],
  known: Iterable<Address>,
  { maxDeletes, maxDeletePercent }: GuardSpec,
): Diagnostic[] {
  const knownOf = groupBy(known, kindIn);
  const deletes = groupBy(
    changes.filter(({ action }) => action === 'delete').map(({ address }) => address),
    kindIn,
  );
  return [...deletes].flatMap(([kind, doomed]) => {
    const ours = knownOf.get(kind)?.length ?? 0;
    const percent = (doomed.length / ours) * 100;
    if (doomed.length <= maxDeletes && percent <= maxDeletePercent) return [];
    return [
      warning({
        code: 'GUARD',
        summary: `Deletes ${doomed.length} of ${ours} ${kind} objects; the guard allows ${maxDeletes} and ${maxDeletePercent}%`,
        hint: `Apply --allow-deletes ${doomed.length} if that is meant`,
      }),
    ];
  });
}
