import { parseArgs } from 'node:util';
import { wholeNumber } from '../whole-number.ts';

/** What a bench is asked for. */
export interface Options {
  /** Routing objects of each tenant. */
  readonly sizes: readonly number[];
  /** How often each command is run. */
  readonly runs: number;
  readonly seed: number;
  /** Of the objects that are routing profiles, each of which takes a request of its own: 0 to 0.5. */
  readonly profileShare: number;
  /** Print tables for BENCHMARKS.md and not for the terminal. */
  readonly markdown: boolean;
  /** Where the results go as JSON. */
  readonly output: string | undefined;
}

const defaultSizes = '100,300,1000,3000,10000,30000';

/** Reads the words behind `npm run bench --`. Throws an Error with the problem where they mean nothing. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sizes: { type: 'string', default: defaultSizes },
      runs: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      profiles: { type: 'string', default: '25' },
      markdown: { type: 'boolean', default: false },
      output: { type: 'string' },
    },
  });
  const sizes = values.sizes.split(',').map((size) => wholeNumber('--sizes', size, 100));
  return {
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    runs: wholeNumber('--runs', values.runs, 1),
    seed: wholeNumber('--seed', values.seed, 0),
    profileShare: wholeNumber('--profiles', values.profiles, 0, 50) / 100,
    markdown: values.markdown,
    output: values.output,
  };
}
