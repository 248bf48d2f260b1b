import type { Chance } from '../../../../tools/chance.ts';
import { diskFaults } from '../faults/disk-faults.ts';
import { networkFaults } from '../faults/network-faults.ts';
import type { Site, Strike } from '../run-plan.ts';

/** How often a process does something of a sort, more or less. */
const timesMost: { readonly [site in Site]: number } = {
  token: 2,
  list: 8,
  get: 6,
  write: 10,
  append: 20,
  replace: 6,
};

const rates = [0.03, 0.1, 0.3, 0.8];

/** What strikes whom: each active kind at a rate of its own, one strike at a time. */
export function drawStrikes(
  chance: Chance,
  active: ReadonlySet<string>,
  appliers: number,
): readonly Strike[] {
  const drawn = new Map<string, Strike>();
  for (const [kind, { on }] of Object.entries({ ...networkFaults, ...diskFaults })) {
    if (!active.has(kind)) continue;
    const rate = chance.one(rates);
    for (let applier = 0; applier < appliers; applier++) {
      for (const site of on) {
        for (let nth = 0; nth < timesMost[site]; nth++) {
          if (!chance.happens(rate)) continue;
          const share = chance.below(1_000) / 1_000;
          drawn.set(`${applier} ${site} ${nth}`, { applier, site, nth, kind: kind as Strike['kind'], share });
        }
      }
    }
  }
  return [...drawn.values()];
}
