import { Chance } from '../../../../tools/chance.ts';
import { adminActs } from '../faults/admin-acts.ts';
import { drawnFaults } from '../faults/all-faults.ts';
import { processFaults } from '../faults/process-faults.ts';
import type { RunPlan } from '../run-plan.ts';
import { drawActs } from './draw-acts.ts';
import { drawAppliers } from './draw-appliers.ts';
import { drawObjects } from './draw-objects.ts';
import { drawStrikes } from './draw-strikes.ts';

/** What is done by processes and people makes for the more interesting runs. */
const people = { ...processFaults, ...adminActs };

/** Draws a whole run: a small centre, who applies, and what goes wrong, of which a few kinds only in any one run. */
export function drawRun(seed: number, possible: readonly string[] = Object.keys(drawnFaults)): RunPlan {
  const chance = new Chance(seed);
  const share = chance.one([0.05, 0.12, 0.25]);
  const shareOf = (kind: string) =>
    possible.length < 8 ? 0.7 : Object.hasOwn(people, kind) ? 2 * share : share;
  const active = together(possible.filter((kind) => chance.happens(shareOf(kind))));
  const objects = drawObjects(chance);
  const appliers = drawAppliers(chance, active);
  return {
    seed,
    pageSize: active.has('small-pages') ? 1 + chance.below(2) : 100,
    ...(active.has('no-versions') && { unversioned: true as const }),
    objects,
    appliers,
    strikes: drawStrikes(chance, active, appliers.length),
    acts: drawActs(chance, active, appliers.length, objects),
  };
}

/**
 * Processes know of each other's sendings by the wall clock alone. Where somebody sets it ahead, none can know how long ago another one
 * wrote, so that this is promised only where what is written shows at once.
 */
function together(kinds: readonly string[]): ReadonlySet<string> {
  const late = ['late-commit', 'late-silent', 'slow', 'stale-list', 'stale-get'];
  return new Set(kinds.includes('clock-jump') ? kinds.filter((kind) => !late.includes(kind)) : kinds);
}
