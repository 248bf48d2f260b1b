import { describe, expect, it } from 'vitest';
import { checkRun } from './check-run.ts';
import { drawRun } from './draw/draw-run.ts';
import { allFaults, drawnFaults } from './faults/all-faults.ts';
import { addRun, noFigures } from './report/figures.ts';

/** For a long run: npm run simulate -- --runs 100000 */
const runs = 150;
const timeout = 120_000;

describe('a swarm of faults', () => {
  it(
    `breaks no promise in ${runs} runs of many kinds`,
    async () => {
      const figures = noFigures();
      const failures: string[] = [];
      for (let seed = 1; seed <= runs; seed++) {
        const { record, violations } = await checkRun(drawRun(seed), seed % 10 === 0);
        if (record) addRun(figures, record);
        for (const { oracle, says } of violations) {
          failures.push(`npm run simulate -- --replay ${seed}: ${oracle}: ${says}`);
        }
      }
      expect(failures).toEqual([]);
      expect(figures.runs).toBe(runs);
      // The runs are worth something: faults come, processes die, and most centres are settled all the same.
      expect(Object.keys(figures.met).filter((kind) => !Object.hasOwn(allFaults, kind))).toEqual([]);
      expect(Object.keys(figures.met).length).toBeGreaterThan(60);
      expect(figures.died).toBeGreaterThan(runs / 20);
      expect(figures.writes).toBeGreaterThan(runs);
      expect(figures.converged).toBeGreaterThan(runs * 0.8);
    },
    timeout,
  );

  it('draws the same run from the same seed, and the run as a value of JSON goes the same way', async () => {
    const plan = drawRun(7);
    expect(drawRun(7)).toEqual(plan);
    const [one, other] = [await checkRun(plan), await checkRun(JSON.parse(JSON.stringify(plan)))];
    expect(one.record?.journal).toBe(other.record?.journal);
    expect(one.record?.states).toEqual(other.record?.states);
    expect(one.record?.journal.length).toBeGreaterThan(0);
  });

  it('has more than 50 kinds of fault, each with a sentence of its own', () => {
    const sentences = Object.values(drawnFaults);
    expect(sentences.length).toBeGreaterThan(50);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
