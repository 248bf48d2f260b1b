import { parseArgs } from 'node:util';

/** What a crash test is asked for. */
export interface Options {
  /** How many times an apply is killed. */
  readonly kills: number;
  /** The same seed, the same edits and moments; what a process had done by a moment is up to the machine. */
  readonly seed: number;
}

/** Reads the words behind `npm run crashtest --`; a problem where they mean nothing. */
export function readOptions(words: readonly string[]): Options | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        kills: { type: 'string', default: '20' },
        seed: { type: 'string', default: '1' },
      },
    });
    return { kills: wholeNumber('--kills', values.kills, 1), seed: wholeNumber('--seed', values.seed, 0) };
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new Error(`${option}: ${text} is no whole number from ${least}`);
}
