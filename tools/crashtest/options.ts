import { parseArgs } from 'node:util';
import { wholeNumber } from '../whole-number.ts';

/** What a crash test is asked for. */
export interface Options {
  /** How many times an apply is killed. */
  readonly kills: number;
  /** The same seed, the same edits and moments; what a process had done by a moment is up to the machine. */
  readonly seed: number;
}

/** Reads the words behind `npm run crashtest --`. Throws an Error with the problem where they mean nothing. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
    },
  });
  return { kills: wholeNumber('--kills', values.kills), seed: wholeNumber('--seed', values.seed, 0) };
}
