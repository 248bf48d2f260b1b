import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../support/seeded-random.ts';
import { runApply } from './commands.ts';
import { expectSettled } from './oracle.ts';
import { worldBefore } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { runProcess } from './world.ts';

const pairs = 12;
const timeout = 30_000;

/** Each test has a seed of its own: another order of what happens at the same time. */
describe.each(
  scenarios.map((scenario) => ({ scenario, title: scenario.title, boundariesMin: scenario.boundariesMin })),
)('$title', ({ scenario, boundariesMin }) => {
  it(
    `are settled by the next run after a crash at any of more than ${boundariesMin} boundaries`,
    async () => {
      const seed = 1;
      const before = await worldBefore(scenario, seed);
      const whole = await runProcess(before, { seed, pid: 2 }, runApply);
      await expectSettled({ scenario, before, ran: whole, next: { seed, pid: 3 }, where: 'no crash' });
      expect(whole.boundaries.length).toBeGreaterThan(boundariesMin);

      for (const [crashAt, boundary] of whole.boundaries.entries()) {
        const crashed = await runProcess(before, { seed, pid: 2, crashAt }, runApply);
        expect(crashed.result).toBeUndefined();
        expect(crashed.boundaries).toEqual(whole.boundaries.slice(0, crashAt + 1));
        const ran = await runProcess(crashed.contents, { seed, pid: 3 }, runApply);
        const where = `${crashAt}: ${boundary}`;
        await expectSettled({ scenario, before, ran, next: { seed, pid: 4 }, where });
      }
    },
    timeout,
  );

  it(
    `are settled after two crashes in a row, for ${pairs} pairs of boundaries`,
    async () => {
      const seed = 2;
      const chance = new SeededRandom(seed);
      const anyOf = (boundaries: readonly string[]) => Math.floor(chance.next() * boundaries.length);
      const before = await worldBefore(scenario, seed);
      const { boundaries } = await runProcess(before, { seed, pid: 2 }, runApply);
      for (let pair = 0; pair < pairs; pair++) {
        const first = anyOf(boundaries);
        const once = await runProcess(before, { seed, pid: 2, crashAt: first }, runApply);
        const recovery = await runProcess(once.contents, { seed, pid: 3 }, runApply);
        const second = anyOf(recovery.boundaries);
        const twice = await runProcess(once.contents, { seed, pid: 3, crashAt: second }, runApply);
        expect(twice.result).toBeUndefined();
        const ran = await runProcess(twice.contents, { seed, pid: 4 }, runApply);
        const where = `${first}: ${boundaries[first]}, then ${second}: ${recovery.boundaries[second]}`;
        await expectSettled({ scenario, before, ran, next: { seed, pid: 5 }, where });
      }
    },
    timeout,
  );

  it('go the same way again, to the byte of the tenant and of the journal', async () => {
    const seed = 3;
    const recovered = async () => {
      const before = await worldBefore(scenario, seed);
      const crashed = await runProcess(before, { seed, pid: 2, crashAt: 20 }, runApply);
      return runProcess(crashed.contents, { seed, pid: 3 }, runApply);
    };
    expect(await recovered()).toEqual(await recovered());
  });
});
