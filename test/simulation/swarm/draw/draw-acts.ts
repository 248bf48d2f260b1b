import type { Chance } from '../../../../tools/chance.ts';
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
      kind === 'keeps-saving'
        ? drawSaves(chance, appliers, objects)
        : Array.from({ length: 1 + chance.below(5) }, (): PlannedAct => {
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

const savesMost = 12;

/** The same object, right before each write of a process. */
function drawSaves(chance: Chance, appliers: number, objects: RunPlan['objects']): readonly PlannedAct[] {
  const applier = chance.below(appliers);
  const { name } = chance.one(objects);
  return Array.from({ length: savesMost }, (_, nth): PlannedAct => {
    return { applier, site: 'write', nth, when: 'before', kind: 'keeps-saving', name, share: 0 };
  });
}
