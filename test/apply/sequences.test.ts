import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { type EngineWorld, engineWorld } from '../support/engine-world.ts';

const live = { id: 'q1', name: 'a', channel: 'voice', version: 1 };
const generous = { prune: true, guard: { maxDeletes: 1_000, maxDeletePercent: 100 } };

/** An apply of which the tenant refuses every update. */
async function applyInVain(world: EngineWorld): Promise<void> {
  world.hooks.answer = ({ method }) =>
    method === 'PATCH'
      ? Response.json({ errors: [{ code: 'locked', message: 'not now' }] }, { status: 400 })
      : undefined;
  expect((await world.apply()).summary).toMatchObject({ failed: 1 });
  world.hooks.answer = () => undefined;
}

const origins = async (world: EngineWorld) =>
  (await world.plan()).changes.flatMap(({ fields }) => fields.map(({ path, origin }) => [path, origin]));

describe('after an apply that failed', () => {
  it('what was cleared and set by hand is drift still', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('a', { overflow: null })] });
    await world.apply();
    await world.edit('queues', 'q1', { overflow: { maxWaitTime: 60_000, action: 'drop' } });
    await world.declare(queue('a', { overflow: { maxWaitTime: '30s', action: 'drop' } }));
    const before = await world.drift();
    await applyInVain(world);
    expect((await world.drift()).drifted).toEqual(before.drifted);
    expect(before.summary).toMatchObject({ drifted: 1 });
  });

  it('a list whose skill has a manifest of another name now is pending still', async () => {
    const declared = (name: string, level: number) => [
      skill(name, { displayName: 'S' }),
      queue('a', { skills: [{ skill: name, level }] }),
    ];
    const world = await engineWorld({ declared: declared('s1', 1) });
    await world.apply();
    await world.declare(...declared('t1', 2));
    await applyInVain(world);
    expect((await world.drift()).summary).toMatchObject({ drifted: 0, pending: 1 });
    expect(await origins(world)).toEqual([['/skills/t1/level', 'manifest']]);
  });

  it('what the tenant shows after a clear is known still', async () => {
    const world = await engineWorld({
      queues: [{ ...live, wrapUpTimeout: 5_000 }],
      declared: [queue('a', { wrapUpTimeout: null })],
      settings: { clearedQueue: { wrapUpTimeout: 10_000 } },
    });
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 30_000 });
    await applyInVain(world);
    await world.edit('queues', 'q1', { wrapUpTimeout: 10_000 });
    expect((await world.drift()).summary).toMatchObject({ inSync: 1, drifted: 0 });
  });
});

describe('what the tenant shows after a clear', () => {
  it('is nobody’s edit once Git sets a value', async () => {
    const world = await engineWorld({
      queues: [{ ...live, wrapUpTimeout: 5_000 }],
      declared: [queue('a', { wrapUpTimeout: null })],
      settings: { clearedQueue: { wrapUpTimeout: 10_000 } },
    });
    await world.apply();
    await world.declare(queue('a', { wrapUpTimeout: '20s' }));
    expect(await origins(world)).toEqual([['/wrapUpTimeout', 'manifest']]);
    expect((await world.drift()).summary).toMatchObject({ drifted: 0, pending: 1 });
  });

  it('is remembered where the field was absent for a while', async () => {
    const world = await engineWorld({
      queues: [{ ...live, wrapUpTimeout: 5_000 }],
      declared: [queue('a', { wrapUpTimeout: null })],
      settings: { clearedQueue: { wrapUpTimeout: 10_000 } },
    });
    await world.apply();
    await world.setTenant({ queues: [live] });
    await world.apply();
    await world.setTenant({ queues: [{ ...live, wrapUpTimeout: 10_000 }] });
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is known after a create that was answered with the id alone', async () => {
    const world = await engineWorld({
      declared: [queue('a', { wrapUpTimeout: null })],
      settings: { clearedQueue: { wrapUpTimeout: 10_000 } },
    });
    let created: string | undefined;
    const { world: engine } = world;
    const { connect } = engine;
    Object.assign(engine, {
      connect: async (tenant: Parameters<typeof connect>[0]) => {
        const connecting = await connect(tenant);
        const { connection } = connecting;
        if (!connection) return connecting;
        const service = (name: string) => {
          const real = connection.service(name);
          return {
            list: real.list.bind(real),
            request: async (request: Parameters<typeof real.request>[0]) => {
              const answer = await real.request(request);
              if (request.method !== 'POST') return answer;
              created = (answer.body as { id: string }).id;
              return { ...answer, body: { id: created } };
            },
          };
        };
        return { ...connecting, connection: { ...connection, service } };
      },
    });
    await world.apply();
    expect(created).toMatch(/^que_/);
    expect((await world.plan()).changes).toEqual([]);
    expect((await world.drift()).summary).toMatchObject({ inSync: 1 });
  });
});

describe('what is known of one object', () => {
  it('says nothing of another that a pin puts in its place', async () => {
    const world = await engineWorld({
      queues: [{ ...live, wrapUpTimeout: 5_000 }],
      declared: [queue('a', { wrapUpTimeout: null })],
      settings: { clearedQueue: { wrapUpTimeout: 10_000 } },
    });
    await world.apply();
    await world.setTenant({
      queues: [
        { ...live, wrapUpTimeout: 10_000 },
        { id: 'q2', name: 'other', channel: 'voice', wrapUpTimeout: 10_000, version: 1 },
      ],
    });
    await world.configure({ pins: { 'Queue/a': 'q2' } });
    expect(await origins(world)).toEqual([
      ['/displayName', 'manifest'],
      ['/wrapUpTimeout', 'manifest'],
    ]);
    expect((await world.drift()).summary).toMatchObject({ drifted: 0, pending: 1 });
    await applyInVain(world);
    const observed = (await world.journal()).filter(({ type }) => type === 'observed').at(-1);
    expect(observed).toMatchObject({ id: 'q2', values: { applied: { channel: 'voice' }, cleared: {} } });
  });
});

describe('a queue that overflows to itself', () => {
  it('is deleted like any other', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('a')], tenant: generous });
    await world.apply();
    const overflow = { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: 'a' };
    await world.declare(queue('a', { overflow }));
    await world.apply();
    await world.declare();
    expect((await world.apply()).outcomes).toMatchObject([{ action: 'delete', outcome: 'applied' }]);
  });
});
