import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { runApply } from './commands.ts';
import { expectIdle, oracleFor } from './oracle.ts';
import { pidAfterHistory, type Story, worldBefore } from './scenario.ts';
import { expectRewritten } from './tenant-oracle.ts';
import { runProcess } from './world.ts';

const pairs = 6;
/** Milliseconds. */
const timeout = 120_000;

/** The processes of a test, in their order. */
const first = pidAfterHistory;
const second = first + 1;
const third = first + 2;
const fourth = first + 3;

/**
 * Crashes the apply of each story at every boundary and at pairs of them, and asks the oracle about what the next run makes of it.
 * Each test has a seed of its own: another order of what happens at the same time.
 */
export function crashEverywhere(...stories: readonly Story[]): void {
  describe.each(stories.map((story) => ({ story, title: story.title })))('$title', ({ story }) =>
    crash(story),
  );
}

function crash(story: Story): void {
  it(
    `are settled by the next run after a crash at any of more than ${story.boundariesMin} boundaries`,
    async () => {
      const seed = 1;
      const before = await worldBefore(story, seed);
      const expectSettled = await oracleFor(story, before);
      const whole = await runProcess(before, { seed, pid: first }, runApply);
      await expectSettled({ ran: whole, next: { seed, pid: second }, where: 'no crash' });
      await expectIdle(whole.contents, { seed, pid: second }, 'no crash');
      expectRewritten(story, before, whole.contents);
      expect(whole.boundaries.length).toBeGreaterThan(story.boundariesMin);

      const settled = new Set<string>();
      for (const [crashAt, boundary] of whole.boundaries.entries()) {
        const crashed = await runProcess(before, { seed, pid: first, crashAt }, runApply);
        expect(crashed.result).toBeUndefined();
        expect(crashed.boundaries).toEqual(whole.boundaries.slice(0, crashAt + 1));
        // The same process on the same contents does the same.
        const contents = JSON.stringify(crashed.contents);
        if (settled.has(contents)) continue;
        settled.add(contents);
        const ran = await runProcess(crashed.contents, { seed, pid: second }, runApply);
        await expectSettled({ ran, next: { seed, pid: third }, where: `${crashAt}: ${boundary}` });
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
      const before = await worldBefore(story, seed);
      const expectSettled = await oracleFor(story, before);
      const { boundaries } = await runProcess(before, { seed, pid: first }, runApply);
      for (let pair = 0; pair < pairs; pair++) {
        const one = anyOf(boundaries);
        const once = await runProcess(before, { seed, pid: first, crashAt: one }, runApply);
        const recovery = await runProcess(once.contents, { seed, pid: second }, runApply);
        const other = anyOf(recovery.boundaries);
        const twice = await runProcess(once.contents, { seed, pid: second, crashAt: other }, runApply);
        expect(twice.result).toBeUndefined();
        const ran = await runProcess(twice.contents, { seed, pid: third }, runApply);
        const where = `${one}: ${boundaries[one]}, then ${other}: ${recovery.boundaries[other]}`;
        await expectSettled({ ran, next: { seed, pid: fourth }, where });
        await expectIdle(ran.contents, { seed, pid: fourth }, where);
      }
    },
    timeout,
  );

  it('go the same way again, to the byte of the tenant and of the journal', async () => {
    const seed = 3;
    const recovered = async () => {
      const before = await worldBefore(story, seed);
      const crashed = await runProcess(before, { seed, pid: first, crashAt: 20 }, runApply);
      return runProcess(crashed.contents, { seed, pid: second }, runApply);
    };
    expect(await recovered()).toEqual(await recovered());
  });
}
