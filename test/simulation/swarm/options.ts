import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../../tools/whole-number.ts';
import { drawnFaults } from './faults/all-faults.ts';

/** What a simulation is asked for. */
export interface Options {
  readonly runs: number;
  /** Of the first run; the others have those after it. */
  readonly seed: number;
  /** Kinds that can be drawn. */
  readonly faults: readonly string[];
  readonly workers: number;
}

/** Reads the words behind `npm run simulate --`. Throws an Error with the problem where they mean nothing. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      faults: { type: 'string', default: Object.keys(drawnFaults).join() },
      replay: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const faults = values.faults.split(',');
  const unknown = faults.filter((kind) => !Object.hasOwn(drawnFaults, kind));
  if (unknown.length > 0) {
    throw new Error(
      `--faults: there is no ${unknown.join(', ')}; there are ${Object.keys(drawnFaults).join(', ')}`,
    );
  }
  if (values.replay !== undefined)
    return { runs: 1, seed: wholeNumber('--replay', values.replay), faults, workers: 1 };
  return {
    runs: wholeNumber('--runs', values.runs),
    seed: wholeNumber('--seed', values.seed),
    faults,
    workers: wholeNumber('--workers', values.workers),
  };
}
