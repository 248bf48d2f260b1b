import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { Members } from '../../src/sandbox/wire.ts';
import { queue, skill } from '../support/declarations.ts';
import { type EngineWorld, engineWorld, lostConnection } from '../support/engine-world.ts';

const live = { id: 'q1', name: 'billing', channel: 'voice', wrapUpTimeout: 5_000, version: 1 };

const centre = (declared: JsonObject = { wrapUpTimeout: '30s' }) =>
  engineWorld({ queues: [live], declared: [queue('billing', declared)] });

/** An administrator who edits the queue just before each of the first `times` writes gets there. */
function interfere(world: EngineWorld, change: (time: number) => Members, times = 1): void {
  let time = 0;
  world.hooks.boundary = async (boundary, { method }, sandbox) => {
    if (boundary !== 'received' || method === 'GET' || time >= times) return;
    time++;
    await sandbox.edit('queues', 'q1', change(time));
  };
}

describe('an object that moved while it was being written', () => {
  it('in another field is written at its new version, and both edits survive', async () => {
    const world = await centre();
    interfere(world, () => ({ channel: 'chat', colour: 'red' }));
    const { outcomes } = await world.apply();
    expect(outcomes).toMatchObject([{ outcome: 'applied', attempts: 2, id: 'q1', version: 3 }]);
    expect(world.writes.map(({ body, status }) => [status, body])).toEqual([
      [409, { wrapUpTimeout: 30_000, version: 1 }],
      [200, { wrapUpTimeout: 30_000, version: 2 }],
    ]);
    expect(await world.object('queues', 'q1')).toMatchObject({
      channel: 'chat',
      colour: 'red',
      wrapUpTimeout: 30_000,
    });
  });

  it('in the same field is left as the administrator has it, and all three values are told', async () => {
    const world = await centre();
    interfere(world, () => ({ wrapUpTimeout: 7_000 }));
    const { outcomes, summary } = await world.apply();
    expect(summary).toMatchObject({ applied: 0, conflict: 1 });
    expect(outcomes).toMatchObject([
      {
        outcome: 'conflict',
        attempts: 1,
        error: { code: 'CONFLICT', status: 409 },
        conflicts: [{ path: '/wrapUpTimeout', base: '5s', theirs: '7s', ours: '30s' }],
      },
    ]);
    expect((await world.object('queues', 'q1'))?.wrapUpTimeout).toBe(7_000);
  });

  it('in one of two fields is written in neither', async () => {
    const world = await centre({ wrapUpTimeout: '30s', overflow: { maxWaitTime: '1m', action: 'drop' } });
    interfere(world, () => ({ wrapUpTimeout: 7_000 }));
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'conflict' }]);
    expect(await world.object('queues', 'q1')).not.toHaveProperty('overflow');
  });

  it('to just what is wanted is applied, without a further write', async () => {
    const world = await centre();
    interfere(world, () => ({ wrapUpTimeout: 30_000 }));
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied', attempts: 1, version: 2 }]);
    expect(world.writes).toHaveLength(1);
  });

  it('in a list is rebased element by element', async () => {
    const skills = [
      { id: 's1', name: 'english', version: 1 },
      { id: 's2', name: 'French', version: 1 },
    ];
    const both = (english: number, french: number) => [
      { id: 's1', level: english },
      { id: 's2', level: french },
    ];
    const world = await engineWorld({
      skills,
      queues: [{ ...live, skills: both(1, 1) }],
      declared: [
        skill('english'),
        queue('billing', {
          skills: [
            { skill: 'english', level: 5 },
            { skill: { external: 'French' }, level: 1 },
          ],
        }),
      ],
    });
    interfere(world, () => ({ skills: both(1, 2) }));
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied', attempts: 2 }]);
    expect((await world.object('queues', 'q1'))?.skills).toEqual(both(5, 2));
  });

  it('in the same element of an external reference is a conflict at the place that the manifest names', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'English', version: 1 }],
      queues: [{ ...live, skills: [{ id: 's1', level: 1 }] }],
      declared: [queue('billing', { skills: [{ skill: { external: 'English' }, level: 5 }] })],
    });
    interfere(world, () => ({ skills: [{ id: 's1', level: 3 }] }));
    expect((await world.apply()).outcomes).toMatchObject([
      { conflicts: [{ path: '/skills/external:English/level', base: 1, theirs: 3, ours: 5 }] },
    ]);
  });

  it('again and again is written three times and then left alone', async () => {
    const world = await centre();
    interfere(world, (time) => ({ colour: `shade ${time}` }), 99);
    expect((await world.apply()).outcomes).toMatchObject([
      {
        outcome: 'conflict',
        attempts: 3,
        conflicts: [{ path: '/wrapUpTimeout', base: '5s', theirs: '5s', ours: '30s' }],
        error: { code: 'CONFLICT' },
      },
    ]);
    expect(world.writes.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect((await world.object('queues', 'q1'))?.wrapUpTimeout).toBe(5_000);
  });

  it('twice is written at the third attempt', async () => {
    const world = await centre();
    interfere(world, (time) => ({ colour: `shade ${time}` }), 2);
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied', attempts: 3 }]);
  });

  it('so that it is gone is failed, not created again', async () => {
    const world = await centre();
    world.hooks.answer = ({ method, url }) => {
      if (method === 'PATCH')
        return Response.json({ errors: [{ code: 'version_mismatch', message: 'v' }] }, { status: 409 });
      return url.endsWith('/q1')
        ? Response.json({ errors: [{ code: 'x', message: 'gone' }] }, { status: 404 })
        : undefined;
    };
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'failed', error: { code: 'GONE' } }]);
  });
});

describe('a 409 without a moved version', () => {
  it('is another refusal, shown as it is and not tried again', async () => {
    const world = await centre();
    let patches = 0;
    world.hooks.answer = ({ method }) => {
      if (method !== 'PATCH') return undefined;
      patches++;
      return Response.json(
        { errors: [{ code: 'queue_locked', message: 'a supervisor holds it' }] },
        { status: 409 },
      );
    };
    expect((await world.apply()).outcomes).toMatchObject([
      {
        outcome: 'failed',
        attempts: 1,
        error: { code: 'CONFLICT', status: 409, message: expect.stringContaining('a supervisor holds it') },
      },
    ]);
    expect(patches).toBe(1);
  });
});

describe('a lost answer', () => {
  it('of an update is found out by its version: applied, and written once', async () => {
    const world = await centre();
    let lost = false;
    world.hooks.boundary = (boundary, { method }) => {
      if (boundary !== 'committed' || method !== 'PATCH' || lost) return;
      lost = true;
      throw lostConnection();
    };
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied', version: 2 }]);
    expect(await world.object('queues', 'q1')).toMatchObject({ wrapUpTimeout: 30_000, version: 2 });
    expect((await world.plan()).changes).toEqual([]);
  });

  it.each([
    ['an update', 'PATCH'],
    ['a deletion', 'DELETE'],
  ])('of %s is unknown where what came of it cannot be read', async (_, method) => {
    const world = await centre();
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletePercent: 100 } });
    const changed = queue('billing', { wrapUpTimeout: '50s' });
    await world.declare(...(method === 'PATCH' ? [changed] : []));
    let isLost = false;
    world.hooks.boundary = (boundary, request) => {
      if (boundary !== 'committed' || request.method !== method || isLost) return;
      isLost = true;
      throw lostConnection();
    };
    world.hooks.answer = (request) =>
      isLost && request.method === 'GET' ? Response.json({ message: 'no' }, { status: 403 }) : undefined;
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('of a clear that shows as the default of the tenant is unknown, and nobody is blamed', async () => {
    const world = await engineWorld({
      queues: [{ id: 'q1', name: 'billing', channel: 'voice', wrapUpTimeout: 5_000, version: 1 }],
      declared: [queue('billing', { wrapUpTimeout: null })],
      settings: { clearedQueue: { wrapUpTimeout: 30_000 } },
    });
    let lost = false;
    world.hooks.boundary = (boundary, { method }) => {
      if (boundary !== 'committed' || method !== 'PATCH' || lost) return;
      lost = true;
      throw lostConnection();
    };
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'unknown' }]);
    expect((await world.apply()).summary).toMatchObject({ applied: 1 });
    expect((await world.plan()).changes).toEqual([]);
  });
});
