import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { type EngineWorld, engineWorld, lostConnection } from '../support/engine-world.ts';

const live = { id: 'q1', name: 'billing', channel: 'voice', wrapUpTimeout: 5_000, version: 1 };

/** Loses the answers of the first `times` requests of a method, before the tenant does anything or after it has. */
function lose(world: EngineWorld, method: string, when: 'received' | 'committed', times = 1): void {
  let lost = 0;
  world.hooks.boundary = (boundary, request) => {
    if (boundary !== when || request.method !== method || lost >= times) return;
    lost++;
    throw lostConnection();
  };
}

describe('a create whose answer was lost', () => {
  const centre = () =>
    engineWorld({ declared: [skill('new'), queue('billing', { skills: [{ skill: 'new', level: 1 }] })] });

  it('after the tenant did it is found by its name, and what needs it goes on', async () => {
    const world = await centre();
    lose(world, 'POST', 'committed');
    const { outcomes } = await world.apply();
    expect(outcomes).toMatchObject([
      { address: 'Queue/billing', outcome: 'applied', attempts: 1 },
      { address: 'Skill/new', outcome: 'applied', attempts: 1 },
    ]);
    expect(await world.objects('skills')).toHaveLength(1);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('before the tenant did anything is sent again, once that is sure', async () => {
    const world = await centre();
    lose(world, 'POST', 'received');
    const sent: number[] = [];
    world.hooks.answer = ({ method, url }) => {
      if (method === 'POST' && url.endsWith('/skills')) sent.push(world.clock.now());
      return undefined;
    };
    const { outcomes } = await world.apply();
    expect(outcomes).toMatchObject([
      { address: 'Queue/billing', outcome: 'applied' },
      { address: 'Skill/new', outcome: 'applied', attempts: 2 },
    ]);
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(30_000);
    expect(await world.objects('skills')).toHaveLength(1);
  });

  it('three times, without effect, is failed and blocks what needs it', async () => {
    const world = await centre();
    lose(world, 'POST', 'received', 99);
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/billing', outcome: 'blocked' },
      { address: 'Skill/new', outcome: 'failed', attempts: 3, error: { code: 'CONNECTION_LOST' } },
    ]);
    expect(await world.objects('skills')).toEqual([]);
  });

  it('is unknown where what came of it cannot be read', async () => {
    const world = await centre();
    lose(world, 'POST', 'committed');
    world.hooks.answer = ({ method, url }) =>
      method === 'GET' && url.includes('/skills') && world.writes.length > 0
        ? Response.json({ message: 'no' }, { status: 403 })
        : undefined;
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/billing', outcome: 'blocked' },
      { address: 'Skill/new', outcome: 'unknown', attempts: 1 },
    ]);
  });

  it('is unknown where two objects could be it, and names both', async () => {
    const world = await engineWorld({ declared: [skill('new', { description: 'ours' })] });
    let posts = 0;
    world.hooks.answer = ({ method, url }) => {
      if (method === 'POST' && url.endsWith('/skills') && posts++ === 0) throw lostConnection();
      if (method !== 'GET' || !url.includes('/skills') || posts === 0) return undefined;
      const twin = (id: string) => ({ id, name: 'new', description: 'ours', version: 1 });
      return Response.json({ entities: [twin('s1'), twin('s2')] });
    };
    expect((await world.apply()).outcomes).toMatchObject([
      {
        outcome: 'unknown',
        attempts: 1,
        error: { code: 'LOST_CREATE_AMBIGUOUS', message: expect.stringMatching(/s1.*s2/) },
      },
    ]);
    expect(posts).toBe(1);
  });

  it("is unknown where an object of that name is somebody else's work, and leaves that one alone", async () => {
    const world = await engineWorld({ declared: [skill('new', { description: 'ours' })] });
    let posts = 0;
    world.hooks.answer = ({ method, url }) => {
      if (method === 'POST' && url.endsWith('/skills') && posts++ === 0) throw lostConnection();
      if (method !== 'GET' || !url.includes('/skills') || posts === 0) return undefined;
      return Response.json({ entities: [{ id: 's1', name: 'new', description: 'theirs', version: 1 }] });
    };
    expect((await world.apply()).outcomes).toMatchObject([
      { outcome: 'unknown', attempts: 1, error: { code: 'LOST_CREATE_DOUBTFUL' } },
    ]);
    expect(posts).toBe(1);
  });
});

describe('a deletion whose answer was lost', () => {
  const centre = async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')] });
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletePercent: 100 } });
    await world.declare();
    return world;
  };

  it.each(['received', 'committed'] as const)('when it was %s is applied in the end', async (when) => {
    const world = await centre();
    lose(world, 'DELETE', when, 9);
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/billing', outcome: 'applied', attempts: when === 'committed' ? 1 : 2 },
    ]);
    expect(await world.objects('queues')).toEqual([]);
  });

  it('leaves what somebody has changed since', async () => {
    const world = await centre();
    let isEdited = false;
    world.hooks.boundary = async (boundary, { method }, sandbox) => {
      if (boundary !== 'received' || method !== 'DELETE' || isEdited) return;
      isEdited = true;
      await sandbox.edit('queues', 'q1', { colour: 'red' });
      throw lostConnection();
    };
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'conflict' }]);
    expect(await world.object('queues', 'q1')).toMatchObject({ colour: 'red' });
  });
});
