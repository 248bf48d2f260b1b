import { describe, expect, it } from 'vitest';
import { Chance } from '../../tools/chance.ts';
import { runApply, runPlan } from './commands.ts';
import type { Contents } from './contents.ts';
import { expectIdle, oracleFor } from './oracle.ts';
import { drawScenario } from './random/draw-scenario.ts';
import { pidAfterHistory, worldBefore } from './scenario.ts';
import { expectRewritten } from './tenant-oracle.ts';
import { runProcess } from './world.ts';

/** For a long run: SIMULATION_SEEDS=500 npx vitest run test/simulation/random.test.ts */
const count = Number(process.env.SIMULATION_SEEDS ?? 8);
const first = Number(process.env.SIMULATION_FIRST_SEED ?? 1);
const seeds = Array.from({ length: count }, (_, index) => first + index);

/** How often each centre is brought to its end, and the most crashes on the way. */
const times = 3;
const crashesMax = 3;

describe('a random change of a random centre', () => {
  it.each(seeds)('is settled whatever crashes on the way (seed %i)', async (seed) => {
    const scenario = drawScenario(seed);
    const before = await worldBefore(scenario, seed);
    const expectSettled = await oracleFor(scenario, before);
    const whole = await runProcess(before, { seed, pid: pidAfterHistory }, runApply);
    const next = { seed, pid: pidAfterHistory + 1 };
    await expectSettled({ ran: whole, next, where: 'no crash' });
    await expectIdle(whole.contents, next, 'no crash');
    expectRewritten(scenario, before, whole.contents);

    const chance = new Chance(seed);
    for (let time = 0; time < times; time++) {
      const { ran, pid, where } = await crashedAndRun({
        before,
        seed,
        chance,
        limit: whole.boundaries.length,
      });
      await expectSettled({ ran, next: { seed, pid: pid + 1 }, where });
      await expectIdle(ran.contents, { seed, pid: pid + 1 }, where);
    }
  });

  it('goes the same way again, to the byte of the tenant and of the journal', async () => {
    const recovered = async () => {
      const before = await worldBefore(drawScenario(first), first);
      const process = { seed: first, pid: pidAfterHistory, crashAt: 20 };
      const crashed = await runProcess(before, process, runApply);
      return runProcess(crashed.contents, { seed: first, pid: pidAfterHistory + 1 }, runApply);
    };
    expect(await recovered()).toEqual(await recovered());
  });

  it('can be of any sort', async () => {
    const met = new Set<string>();
    for (let seed = 1; seed <= 30; seed++) {
      const scenario = drawScenario(seed);
      const before = await worldBefore(scenario, seed);
      const { result } = await runProcess(before, { seed, pid: pidAfterHistory }, runPlan);
      for (const { action, steps, clears, address } of result?.answer.changes ?? []) {
        for (const step of steps) met.add(step);
        if (clears) met.add('clears');
        met.add(`${address.split('/')[0]} ${action}`);
      }
      for (const { effect } of result?.answer.effects ?? []) met.add(effect);
      for (const { host } of scenario.left ?? []) met.add(host ? 'rule left' : 'object left');
      if (scenario.manifests.includes('"formerly":["')) met.add('renamed');
    }
    expect([...met].sort()).toEqual([
      'Queue create',
      'Queue delete',
      'Queue update',
      'RoutingProfile create',
      'RoutingProfile update',
      'Skill create',
      'Skill delete',
      'Skill update',
      'clears',
      'link',
      'object left',
      'reassign',
      'renamed',
      'rule left',
      'unlink',
      'write',
    ]);
  });
});

interface Crashing {
  readonly before: Contents;
  readonly seed: number;
  readonly chance: Chance;
  /** The number of boundaries that the whole apply has. */
  readonly limit: number;
}

/** Runs the apply until it reaches its end: the first process dies, and some of those after it. */
async function crashedAndRun({ before, seed, chance, limit }: Crashing) {
  const places: string[] = [];
  const crashes = 1 + chance.below(crashesMax);
  let contents = before;
  for (let pid = pidAfterHistory; ; pid++) {
    const crashAt = places.length < crashes ? { crashAt: chance.below(limit) } : {};
    const ran = await runProcess(contents, { seed, pid, ...crashAt }, runApply);
    if (ran.result) {
      expect(places).not.toEqual([]);
      return { ran, pid, where: places.join(', then ') };
    }
    places.push(`${ran.boundaries.length - 1}: ${ran.boundaries.at(-1)}`);
    contents = ran.contents;
  }
}
