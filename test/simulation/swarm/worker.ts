import { parentPort, workerData } from 'node:worker_threads';
import { checkRun } from './check-run.ts';
import { drawRun } from './draw/draw-run.ts';
import type { Violation } from './oracles/violation.ts';
import { addRun, type Figures, noFigures } from './report/figures.ts';
import type { RunPlan } from './run-plan.ts';
import { shrink } from './shrink.ts';

/** The runs of one worker: every `step`th seed. */
export interface Work {
  readonly from: number;
  readonly before: number;
  readonly step: number;
  readonly faults: readonly string[];
}

/** A run that must not be as it was. */
export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly smallest: RunPlan;
}

export type Message = { readonly figures: Figures } | { readonly failure: Failure };

/** So many runs are told of at once. */
const batch = 100;
/** One run in so many is run twice. */
const twiceEvery = 25;
/** A worker that has found so many failures looks for no more. */
const failuresMax = 3;

async function work({ from, before, step, faults }: Work): Promise<void> {
  let figures = noFigures();
  let failures = 0;
  const tell = (message: Message) => parentPort?.postMessage(message);
  for (let seed = from; seed < before && failures < failuresMax; seed += step) {
    const plan = drawRun(seed, faults);
    const { record, violations } = await checkRun(plan, seed % twiceEvery === 0);
    if (record) addRun(figures, record);
    else figures.runs++;
    const [first] = violations;
    if (first) {
      figures.violations++;
      failures++;
      const smallest = await shrink(plan, async (smaller) => breaks(smaller, first));
      tell({ failure: { seed, violations, smallest } });
    }
    if (figures.runs >= batch) {
      tell({ figures });
      figures = noFigures();
    }
  }
  tell({ figures });
}

async function breaks(plan: RunPlan, { oracle }: Violation): Promise<boolean> {
  const { violations } = await checkRun(plan, oracle === 'replayed');
  return violations.some((one) => one.oracle === oracle);
}

await work(workerData as Work);
