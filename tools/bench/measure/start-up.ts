import { figureOf } from '../figure.ts';
import type { StartUp } from '../results.ts';
import { type Meter, measure, wallSecondsOf } from './run.ts';

/** Starting takes so little that it is measured more often than the rest. */
const runs = 15;

/** What it takes to start: the floor above which growth is reckoned. The wall time is without the module that measures the rest. */
export async function measureStartUp(parts: {
  readonly cli: string;
  readonly meter: Meter;
  readonly folder: string;
}): Promise<StartUp> {
  const { cli, meter, folder: cwd } = parts;
  const started = async (words: readonly string[]) => {
    const usages = [];
    const walls: number[] = [];
    for (let made = 0; made < runs; made++) {
      usages.push(await measure(meter, { words, cwd }));
      walls.push(await wallSecondsOf({ words, cwd }));
    }
    return {
      cpuSeconds: figureOf(usages.map(({ cpuSeconds }) => cpuSeconds)),
      peakRssMb: figureOf(usages.map(({ peakRssMb }) => peakRssMb)),
      wallSeconds: figureOf(walls),
    };
  };
  return { version: await started([cli, '--version']), node: await started(['-e', '0']) };
}
