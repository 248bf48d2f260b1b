import type { Kill } from './hunt/finding.ts';
import type { Mutant } from './mutant.ts';

/** What became of a mutant. */
export interface Result {
  readonly mutant: Mutant;
  readonly runs: number;
  /** Undefined where it survived. */
  readonly kill?: Kill & { readonly seed: number };
  /** Seeds of runs that fail without any mutant. */
  readonly broken: readonly number[];
}

interface Shown {
  /** With what the oracles said. */
  readonly verbose: boolean;
  /** That it all took. */
  readonly seconds: number;
}

/** A table for a terminal, by rooms, and the figures below it. */
export function resultLines(results: readonly Result[], { verbose, seconds }: Shown): string {
  const width = Math.max(...results.map(({ mutant }) => mutant.name.length));
  const rows = results.flatMap((result) => [
    resultLine(result, width),
    ...(verbose || !result.kill ? [`  ${result.mutant.why}`] : []),
    ...(verbose && result.kill ? [`  ${result.kill.says.split('\n', 1)[0]}`] : []),
  ]);
  const survivors = results.filter(({ kill }) => !kill);
  const runs = results.reduce((sum, one) => sum + one.runs, 0);
  const verdict = `${results.length} mutants, ${results.length - survivors.length} killed, ${survivors.length} survived`;
  return `${[...rows, '', `${verdict}; ${runs} runs in ${seconds} s`].join('\n')}\n`;
}

/** `name  killed by ORACLE after N runs (seed S)`, or that it survived. */
export function resultLine({ mutant, runs, kill, broken }: Result, width = 0): string {
  const after = `${runs} ${runs === 1 ? 'run' : 'runs'}`;
  const end = kill ? `killed by ${kill.oracle} after ${after} (seed ${kill.seed})` : `SURVIVED ${after}`;
  const without = broken.length > 0 ? `; without it fail too: ${broken.join(', ')}` : '';
  return `${mutant.name.padEnd(width)}  ${end}${without}`;
}
