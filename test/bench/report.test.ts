import { describe, expect, it } from 'vitest';
import { figureOf } from '../../tools/bench/figure.ts';
import { growthOf } from '../../tools/bench/growth.ts';
import { readOptions } from '../../tools/bench/options.ts';
import { markdownTable, textTable } from '../../tools/bench/report/table.ts';
import type { Row, StartUp } from '../../tools/bench/results.ts';
import { surprisesIn } from '../../tools/bench/surprises.ts';

const always = (value: number) => figureOf([value]);

function row(objects: number, others: Partial<Row> = {}): Row {
  return {
    objects,
    command: 'plan',
    requests: always(10),
    bound: 10,
    rereads: 0,
    writes: always(0),
    changes: 0,
    cpuSeconds: always(1),
    wallSeconds: always(1),
    peakRssMb: always(100),
    ...others,
  };
}

describe('a figure', () => {
  it('is the middle of its values, whatever their order', () => {
    expect(figureOf([3, 1, 20])).toEqual({ median: 3, min: 1, max: 20 });
    expect(figureOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });
});

describe('growth', () => {
  const used = (cpu: number, rss: number) => ({
    cpuSeconds: always(cpu),
    wallSeconds: always(cpu),
    peakRssMb: always(rss),
  });
  const startUp: StartUp = { version: used(0.5, 60), node: used(0.2, 40) };

  it('is reckoned above the floors, from each size to the one ten times as large', () => {
    const large = row(1000, { cpuSeconds: always(5.5), peakRssMb: always(220) });
    expect(growthOf([row(100), row(300), large], startUp)).toEqual([
      { command: 'plan', from: 100, to: 1000, cpu: 10, rss: 3 },
    ]);
  });

  it('is reckoned for each command by itself', () => {
    expect(growthOf([row(100), row(1000, { command: 'drift' })], startUp)).toEqual([]);
  });
});

describe('a surprise', () => {
  it('is any run that asks or writes other than expected', () => {
    expect(surprisesIn({ rows: [row(100), row(100, { rereads: 1, requests: always(11) })] })).toEqual([]);
    expect(surprisesIn({ rows: [row(100, { requests: figureOf([10, 10, 11]) })] })).toHaveLength(1);
    expect(surprisesIn({ rows: [row(100, { writes: always(1) })] })).toHaveLength(1);
  });
});

describe('the options', () => {
  it('have each size once, the smallest first', () => {
    expect(readOptions(['--sizes', '1000,100,1000', '--runs', '3'])).toMatchObject({
      sizes: [100, 1000],
      runs: 3,
      markdown: false,
    });
  });

  it.each(['--sizes 1e3', '--sizes 10', '--runs 0', '--fast'])('refuse %s', (words) => {
    expect(() => readOptions(words.split(' '))).toThrow(words.split(' ')[0]);
  });
});

describe('a table', () => {
  const table = { title: 'Plans', columns: ['command', 's'], rows: [['plan', '12.5']], note: 'Medians.' };

  it('is aligned on a terminal', () => {
    expect(textTable(table)).toBe('Plans\n\ncommand     s\nplan     12.5\n\nMedians.\n');
  });

  it('is a table in Markdown', () => {
    expect(markdownTable(table)).toBe(
      '### Plans\n\n| command | s |\n| --- | ---: |\n| plan | 12.5 |\n\nMedians.\n',
    );
  });
});
