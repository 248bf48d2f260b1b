import type { RunPlan } from './run-plan.ts';
import type { ApplierRecord, RunRecord } from './run-record.ts';
import { declare, tenantBefore } from './world/centre.ts';
import { Machinery } from './world/machinery.ts';
import { readFolder } from './world/read-folder.ts';

/** A week is more than any process may take. */
const patienceMs = 7 * 24 * 3_600_000;
/** After so long, whatever was on its way has arrived. */
const quietMs = 120_000;
/** So long a message is on its way, unless a fault delays it. */
const arrivalMsMax = 100;
/** Between two applies after the faults: longer than any lease. */
const pauseMs = 600_000;
const finalsMax = 3;

/** Places of the processes that no plan names. */
const historyPlace = -1;
const finalPlace = 90;
const planPlace = 99;

/** Runs a plan of the swarm to its end. The same plan goes the same way, to the byte. Rejects with Stuck where it cannot come to one. */
export async function runSwarm(plan: RunPlan): Promise<RunRecord> {
  const machinery = await Machinery.open(plan, tenantBefore(plan));
  const { time, disk, tenant } = machinery;
  const whole = <T>(work: Promise<T>) => time.until(work, patienceMs);
  if (plan.objects.some(({ before }) => before)) {
    await declare(disk.files, plan.objects, 'before');
    const history = await whole(machinery.start(historyPlace, plain));
    if (history.ended?.exitCode !== 0) throw new Error(`the history failed: ${history.ended?.output}`);
  }
  await declare(disk.files, plan.objects, 'after');
  await whole(startAll(machinery, plan));
  await whole(time.sleep(quietMs).then(() => tenant.quiet()));
  machinery.faultsEnd();

  let unlocks = 0;
  let last: ApplierRecord | undefined;
  for (let place = finalPlace; place < finalPlace + finalsMax && last?.ended?.exitCode !== 0; place++) {
    await whole(time.sleep(pauseMs));
    last = await whole(machinery.start(place, plain));
    if (codesOf(last).includes('LEDGER_BUSY')) {
      unlocks++;
      await whole(machinery.unlock());
    }
  }
  if (!last) throw new Error('nothing was applied');
  const again = await whole(machinery.start(planPlace, { ...plain, planOnly: true }));
  const folder = await readFolder(disk.files, time);
  return machinery.record({ plan, last, again, unlocks, ...folder });
}

const plain = { parallelism: 3, lockTimeoutMs: 0, turns: [] };

/** Each begins a time after the one before it, or at its end. */
async function startAll(machinery: Machinery, { appliers }: RunPlan): Promise<void> {
  const ends: Promise<ApplierRecord>[] = [];
  for (const [place, applier] of appliers.entries()) {
    const { afterMs } = applier;
    if (afterMs === undefined) await ends.at(-1);
    else await machinery.time.sleep(afterMs);
    // Nothing of a dead process is still on its way when the clock is set.
    if (applier.clockAheadMs !== undefined) await machinery.time.sleep(arrivalMsMax);
    ends.push(machinery.start(place, applier));
  }
  await Promise.all(ends);
}

/** The codes of the diagnostics that it ended with. */
function codesOf({ ended }: ApplierRecord): readonly string[] {
  const found = ended?.answer.diagnostics as readonly { readonly code: string }[] | undefined;
  return found?.map(({ code }) => code) ?? [];
}
