import { bundleHunt } from './bundle.ts';
import { startHunt } from './hunt/start-hunt.ts';
import type { Mutant } from './mutant.ts';
import type { Result } from './results.ts';

interface Trial {
  /** The folder of the checkout. */
  readonly root: string;
  /** The bundle without any mutant. */
  readonly original: string;
  readonly mutant: Mutant;
  /** The first seed, and the one behind the last. */
  readonly from: number;
  readonly before: number;
}

/** An engine that fails so often without any mutant is not worth hunting in. */
const brokenMax = 5;

/** Hunts a mutant. A run in which the engine as it is fails too shows nothing, and is told of. */
export async function tryMutant({ root, original, mutant, from, before }: Trial): Promise<Result> {
  const { faults } = mutant;
  const bundle = await bundleHunt(root, mutant);
  const broken: number[] = [];
  let next = from;
  while (next < before && broken.length < brokenMax) {
    const seeds = Array.from({ length: before - next }, (_, index) => next + index);
    const { runs, kill } = await startHunt(bundle, { seeds, faults });
    next += runs;
    if (!kill) break;
    const seed = next - 1;
    const control = await startHunt(original, { seeds: [seed], faults });
    if (!control.kill) return { mutant, runs: next - from, kill: { ...kill, seed }, broken };
    broken.push(seed);
  }
  return { mutant, runs: next - from, broken };
}
