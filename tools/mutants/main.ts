import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command, type Start, tell } from '../command.ts';
import { bundleHunt } from './bundle.ts';
import { mutants } from './catalog/all.ts';
import { type Mutant, placeProblem } from './mutant.ts';
import { type Options, readOptions } from './options.ts';
import { type Result, resultLine, resultLines } from './results.ts';
import { tryMutant } from './try-mutant.ts';

/** `npm run mutants`. */
export const start = command(readOptions, tryMutants);

/**
 * Tries the simulation on every mutant, and prints which of its oracles found it and when. Answers an exit code: 1 where one survived, or
 * where a run that killed one goes wrong without any.
 */
async function tryMutants(options: Options, { root }: Start): Promise<number> {
  const { only, runs, seed, jobs, verbose } = options;
  const meant = mutants.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  if (meant.length === 0) {
    tell(`--only: no mutant has ${only.join(' or ')} in its name`);
    return 1;
  }
  const misplaced = await misplacedIn(root, meant);
  if (misplaced.length > 0) {
    tell(...misplaced);
    return 1;
  }
  const startedAt = performance.now();
  const original = await bundleHunt(root);
  const results = await inParallel(meant, jobs, async (mutant) => {
    const result = await tryMutant({ root, original, mutant, from: seed, before: seed + runs });
    tell(resultLine(result));
    return result;
  });
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  process.stdout.write(resultLines(results, { verbose, seconds }));
  return results.every(({ kill, broken }) => kill && broken.length === 0) ? 0 : 1;
}

/** So many at once, the results in the order given. */
async function inParallel(
  meant: readonly Mutant[],
  jobs: number,
  work: (mutant: Mutant) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<Mutant, Result>();
  const left = [...meant];
  const takeNext = async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) results.set(mutant, await work(mutant));
  };
  await Promise.all(Array.from({ length: jobs }, takeNext));
  return meant.flatMap((mutant) => results.get(mutant) ?? []);
}

/** Why mutants cannot be tried: their texts have moved. */
async function misplacedIn(root: string, meant: readonly Mutant[]): Promise<readonly string[]> {
  const places = meant.map(async (mutant) =>
    placeProblem(await readFile(join(root, mutant.file), 'utf8'), mutant),
  );
  return (await Promise.all(places)).flatMap((problem) => problem ?? []);
}
