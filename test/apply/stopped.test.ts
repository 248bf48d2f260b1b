import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { engineWorld, lostConnection } from '../support/engine-world.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

describe('an apply that is asked to stop', () => {
  it('while it writes finishes what is under way, begins nothing more, and says so of each', async () => {
    const world = await engineWorld({ declared: names.map((name) => skill(name)) });
    world.hooks.boundary = (boundary, { method }) => {
      if (boundary === 'committed' && method === 'POST') world.stop();
    };
    const { outcomes, summary } = await world.apply({ parallelism: 2 });
    expect(world.writes.length).toBeLessThanOrEqual(2);
    expect(summary.applied).toBe(world.writes.length);
    const left = outcomes.filter(({ outcome }) => outcome !== 'applied');
    for (const one of left) expect(one).toMatchObject({ outcome: 'blocked', error: { code: 'INTERRUPTED' } });
    expect(summary.applied + left.length).toBe(names.length);
    expect((await world.journal()).at(-1)).toMatchObject({ type: 'run-ended', stopped: true });
    expect(await (await world.ledger()).holder()).toBeUndefined();
  });

  it('is finished by the next one', async () => {
    const world = await engineWorld({ declared: names.map((name) => skill(name)) });
    world.hooks.boundary = (boundary, { method }) => {
      if (boundary === 'committed' && method === 'POST') world.stop();
    };
    await world.apply({ parallelism: 1 });
    world.hooks.boundary = () => {};
    expect((await world.apply()).summary).toMatchObject({ applied: 4 });
    expect(await world.objects('skills')).toHaveLength(5);
  });

  it('while the tenant is read writes nothing, to the ledger neither', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    world.hooks.boundary = (boundary, { method }) => {
      if (boundary === 'answered' && method === 'GET') world.stop();
    };
    const result = await world.applyResult();
    expect(result).toMatchObject({ diagnostics: [{ code: 'INTERRUPTED' }] });
    expect(world.writes).toEqual([]);
    expect(await world.journal()).toEqual([]);
    expect(await (await world.ledger()).holder()).toBeUndefined();
  });

  it('while somebody is asked whether to write does not wait for the answer', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    const result = await world.applyResult({
      confirm: () => {
        world.stop();
        return new Promise(() => {});
      },
    });
    expect(result).toMatchObject({ diagnostics: [{ code: 'INTERRUPTED' }] });
    expect(world.writes).toEqual([]);
  });

  it('while it waits for what became of a lost answer leaves that unknown, for the next one to find out', async () => {
    const world = await engineWorld({
      declared: [skill('a'), queue('b', { skills: [{ skill: 'a', level: 1 }] })],
    });
    world.hooks.boundary = (boundary, { method }) => {
      if (boundary !== 'committed' || method !== 'POST') return;
      void world.clock.sleep(5_000).then(() => world.stop());
      throw lostConnection();
    };
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/b', outcome: 'blocked' },
      { address: 'Skill/a', outcome: 'unknown', attempts: 1 },
    ]);
    world.hooks.boundary = () => {};
    expect((await world.apply()).summary).toMatchObject({ applied: 1 });
    expect(await world.objects('skills')).toHaveLength(1);
    expect(await world.journal()).toContainEqual(
      expect.objectContaining({ type: 'settled', address: 'Skill/a', effect: 'applied' }),
    );
  });
});
