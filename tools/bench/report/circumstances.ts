import type { Results } from '../results.ts';

/** When, on what and how often, in one line. */
export function circumstancesOf({ date, machine, runs, seed, profileShare }: Results): string {
  const { node, system, cores, memoryGb } = machine;
  const often = runs === 1 ? 'one run of each' : `the median of ${runs} runs`;
  return `${date} · Node ${node} · ${system} · ${cores} cores · ${memoryGb} GiB · ${often} · seed ${seed} · ${Math.round(profileShare * 100)} % profiles`;
}
