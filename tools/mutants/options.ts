import { parseArgs } from 'node:util';
import { wholeNumber } from '../whole-number.ts';

/** What is asked of the mutants' command. */
export interface Options {
  /** Only mutants whose names hold one of these; all where there is none. */
  readonly only: readonly string[];
  /** Runs for each mutant at most. */
  readonly runs: number;
  /** Of the first run. */
  readonly seed: number;
  /** Mutants that are tried at once. */
  readonly jobs: number;
  /** Print what was found, not only by which oracle. */
  readonly verbose: boolean;
}

/** Reads the words behind `npm run mutants --`. Throws an Error with the problem where they mean nothing. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: '3000' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '2' },
      verbose: { type: 'boolean', default: false },
    },
  });
  return {
    only: values.only.flatMap((names) => names.split(',')),
    runs: wholeNumber('--runs', values.runs),
    seed: wholeNumber('--seed', values.seed),
    jobs: wholeNumber('--jobs', values.jobs),
    verbose: values.verbose,
  };
}
