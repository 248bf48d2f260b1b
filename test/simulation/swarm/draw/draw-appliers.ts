import type { Chance } from '../../../../tools/chance.ts';
import { type DiskActKind, diskActs } from '../faults/disk-faults.ts';
import type { PlannedApplier } from '../run-plan.ts';
import type { Turn } from '../world/life.ts';

/** About as many as an apply crosses. */
const boundariesMost = 90;

/** One to three processes that apply, what befalls them, and when each begins. */
export function drawAppliers(chance: Chance, active: ReadonlySet<string>): readonly PlannedApplier[] {
  const count = 1 + chance.below(3);
  return Array.from({ length: count }, (_, place) => {
    const afterMs = place > 0 && active.has('two-at-once') ? drawDelay(chance, active) : undefined;
    const finds = drawFinding(chance, active);
    return {
      ...(afterMs !== undefined && { afterMs }),
      ...(finds && { finds }),
      ...(active.has('elsewhere') && chance.happens(0.5) && { elsewhere: true as const }),
      parallelism: 1 + chance.below(3),
      lockTimeoutMs: chance.one([0, 0, 5_000, 200_000]),
      turns: drawTurns(chance, active, place),
      ...(active.has('clock-jump') &&
        chance.happens(0.4) && { clockAheadMs: (1 + chance.below(20)) * 60_000 }),
      ...(active.has('slow-approval') &&
        chance.happens(0.5) && { approvalMs: 1_000 + chance.below(300_000) }),
      ...(active.has('saved-plan') && chance.happens(0.5) && { savedPlanMs: chance.below(300_000) }),
      // Others would read what is not meant for them.
      ...(count === 1 && active.has('git-goes-on') && { gitGoesOn: true as const }),
    };
  });
}

function drawDelay(chance: Chance, active: ReadonlySet<string>): number {
  const soon = chance.below(chance.one([50, 500, 5_000, 60_000]));
  return active.has('freeze-past-lease') && chance.happens(0.7) ? 60_000 + chance.below(200_000) : soon;
}

function drawFinding(chance: Chance, active: ReadonlySet<string>): DiskActKind | undefined {
  const possible = (Object.keys(diskActs) as DiskActKind[]).filter((act) => active.has(act));
  return possible.length > 0 && chance.happens(0.5) ? chance.one(possible) : undefined;
}

function drawTurns(chance: Chance, active: ReadonlySet<string>, place: number): readonly Turn[] {
  const at = () => chance.below(boundariesMost);
  const is = (kind: string, probability = 0.7) => active.has(kind) && chance.happens(probability);
  const turns: Turn[] = [];
  if (is('freeze')) turns.push({ at: at(), what: 'freeze', ms: 1 + chance.below(60_000) });
  if (is('freeze-past-lease')) turns.push({ at: at(), what: 'freeze', ms: 95_000 + chance.below(300_000) });
  if (is('stop') || is('stop-unheard', 0.3)) turns.push({ at: at(), what: 'stop' });
  if (is('stop-twice')) {
    const first = at();
    turns.push({ at: first, what: 'stop' }, { at: first + 1 + chance.below(15), what: 'stop' });
  }
  if (is(place === 0 ? 'crash' : 'crash-in-recovery')) turns.push({ at: at(), what: 'crash' });
  if (is('power-cut', 0.5)) turns.push({ at: at(), what: 'power' });
  return [...new Map(turns.map((turn) => [turn.at, turn])).values()].sort((one, other) => one.at - other.at);
}
