import type { RunPlan } from '../run-plan.ts';
import type { Oracle } from './violation.ts';

/** Where nothing goes wrong, nobody edits and no two processes meet, every apply does all that it has begun. */
export const smooth: Oracle = ({ plan, appliers }) =>
  isCalm(plan)
    ? appliers
        .filter(({ ended }) => ended === undefined || ended.exitCode > 1)
        .map(
          ({ applier, ended }) =>
            `process ${applier} ended with ${ended?.exitCode}, although nothing went wrong`,
        )
    : [];

function isCalm({ strikes, acts, appliers, objects }: RunPlan): boolean {
  const names = objects.map(({ name }) => name);
  return (
    strikes.length === 0 &&
    acts.length === 0 &&
    new Set(names).size === names.length &&
    appliers.every(
      ({ turns, finds, afterMs, gitGoesOn }) =>
        turns.length === 0 && !finds && afterMs === undefined && !gitGoesOn,
    )
  );
}
