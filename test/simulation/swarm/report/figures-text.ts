import { allFaults } from '../faults/all-faults.ts';
import type { Figures } from './figures.ts';

const kindWidth = 20;
const countWidth = 10;

/** The figures for people. */
export function figuresText(figures: Figures, seconds: number): string {
  const { met, stops, ...sums } = figures;
  const kinds = Object.keys(allFaults);
  const lines = [
    ...Object.entries(sums).map(([name, sum]) => row(wordsOf(name), sum)),
    row('runs per second', Math.round((sums.runs / seconds) * 10) / 10),
    '',
    'truthful stops by reason',
    ...Object.entries(stops).map(([code, count]) => row(`  ${code}`, count)),
    '',
    `kinds of fault met: ${kinds.filter((kind) => met[kind]).length} of ${kinds.length}`,
    ...kinds.map((kind) => `${row(`  ${kind}`, met[kind] ?? 0)}  ${allFaults[kind]}`),
  ];
  return `${lines.join('\n')}\n`;
}

const row = (name: string, count: number) =>
  `${name.padEnd(kindWidth)} ${String(count).padStart(countWidth)}`;

const wordsOf = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
