import { createHash } from 'node:crypto';
import { judge } from './oracles/judge.ts';
import type { Violation } from './oracles/violation.ts';
import { runSwarm } from './run.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunRecord } from './run-record.ts';

/** What became of a run: its record, unless it could not come to an end, and what must not be. */
export interface Checked {
  readonly record?: RunRecord;
  readonly violations: readonly Violation[];
}

/** Runs a plan and asks all oracles; with `again` once more, which has to go the same way to the byte. Never rejects. */
export async function checkRun(plan: RunPlan, again = false): Promise<Checked> {
  try {
    const record = await runSwarm(plan);
    const violations = judge(record);
    if (!again || digestOf(await runSwarm(plan)) === digestOf(record)) return { record, violations };
    const says = 'the same plan went another way when it was run again';
    return { record, violations: [...violations, { oracle: 'replayed', says }] };
  } catch (thrown) {
    const says = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { violations: [{ oracle: 'ended', says }] };
  }
}

/** Of all that anybody could see of a run. */
function digestOf({ journal, states, appliers, exchanges, files }: RunRecord): string {
  const shown = appliers.map(({ ended, boundaries, began, over }) => [
    ended ?? null,
    boundaries,
    began,
    over,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([journal, states, shown, exchanges, [...files]]))
    .digest('hex');
}
