import type { Chance } from '../../random/chance.ts';
import { type AdminActKind, adminActs } from '../faults/admin-acts.ts';
import type { PlannedAct, RunPlan } from '../run-plan.ts';

const timesMost = { list: 3, get: 2, write: 4 };

/** What an administrator does, and when. */
export function drawActs(
  chance: Chance,
  active: ReadonlySet<string>,
  appliers: number,
  objects: RunPlan['objects'],
): readonly PlannedAct[] {
  return (Object.keys(adminActs) as AdminActKind[])
    .filter((kind) => active.has(kind))
    .flatMap((kind) =>
      Array.from({ length: 1 + chance.below(5) }, (): PlannedAct => {
        const site = chance.one(['list', 'get', 'write', 'write'] as const);
        return {
          applier: chance.below(appliers),
          site,
          nth: chance.below(timesMost[site]),
          when: chance.one(['before', 'after'] as const),
          kind,
          name: chance.one(objects).name,
          share: chance.below(1_000) / 1_000,
        };
      }),
    );
}
