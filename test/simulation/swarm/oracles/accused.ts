import { canonicalJson } from '../../../../src/core/fingerprint.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { RunRecord } from '../run-record.ts';
import { outcomesOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** Of all the writes of a change. */
const writesMax = 3;

/**
 * A conflict is one: somebody else has set a field to a third value, or has moved the object before each of three writes. Whoever meets a
 * version that has moved is told of nothing else than that.
 */
export const accused: Oracle = (record) =>
  record.appliers.flatMap((applier) =>
    outcomesOf(applier).flatMap((outcome) =>
      wrong(record, applier.applier, outcome).map(
        (says) => `process ${applier.applier}: ${outcome.address} ${says}`,
      ),
    ),
  );

function wrong(
  { plan }: RunRecord,
  place: number,
  { outcome, action, attempts, error, conflicts = [] }: Outcome,
): readonly string[] {
  // Whoever is shown an old version knows of no other.
  const isSighted = !plan.strikes.some(({ applier, site }) => applier === place && site === 'get');
  if (outcome === 'failed' && action === 'update' && error?.code === 'CONFLICT' && isSighted) {
    return ['is told as failed, and its version had moved'];
  }
  // Of what is to go every field of theirs is told, also one that is gone.
  if (outcome !== 'conflict' || action === 'delete') return [];
  const agreed = conflicts.filter(({ theirs, ours }) => canonicalJson(theirs) === canonicalJson(ours));
  const untouched = conflicts.filter(({ base, theirs }) => canonicalJson(base) === canonicalJson(theirs));
  return [
    ...agreed.map(({ path }) => `has a conflict in ${path}, where both say the same`),
    ...(untouched.length > 0 && attempts < writesMax && !plan.unversioned
      ? untouched.map(({ path }) => `has a conflict in ${path}, which nobody has touched`)
      : []),
  ];
}
