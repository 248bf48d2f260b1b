import { describe, expect, it } from 'vitest';
import { queue } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const live = { id: 'q1', name: 'billing', channel: 'voice', version: 1 };

/** A tenant with a queue of ours that Git no longer has. */
async function doomed() {
  const world = await engineWorld({
    queues: [live],
    declared: [queue('billing')],
    tenant: { prune: true, guard: { maxDeletes: 1, maxDeletePercent: 100 } },
  });
  await world.apply();
  await world.declare();
  return world;
}

describe('a deletion', () => {
  it('of what somebody has changed since is a conflict, and it stays', async () => {
    const world = await doomed();
    world.hooks.boundary = async (boundary, { method }, sandbox) => {
      if (boundary === 'received' && method === 'DELETE')
        await sandbox.edit('queues', 'q1', { wrapUpTimeout: 9_000 });
    };
    expect((await world.apply()).outcomes).toMatchObject([
      {
        action: 'delete',
        outcome: 'conflict',
        attempts: 1,
        error: { status: 409 },
        conflicts: [{ path: '/wrapUpTimeout', base: null, theirs: '9s', ours: null }],
      },
    ]);
    expect(await world.objects('queues')).toHaveLength(1);
    expect((await world.plan()).changes).toMatchObject([{ action: 'delete', version: 2 }]);
  });

  it.each([
    ['is unlinked', ['GET', 'PATCH']],
    ['was unlinked, which is nobody’s edit', ['DELETE']],
  ])('of one that holds on to another, and is changed before it %s, shows what was', async (_, methods) => {
    const overflow = (targetQueueId: string) => ({
      maxWaitTime: 1_000,
      action: 'routeToQueue',
      targetQueueId,
    });
    const held = (targetQueue: string) => ({
      overflow: { maxWaitTime: '1s', action: 'routeToQueue', targetQueue },
    });
    const world = await engineWorld({
      queues: [
        { ...live, name: 'a', overflow: overflow('q2') },
        { ...live, id: 'q2', name: 'b', wrapUpTimeout: 5_000, overflow: overflow('q1') },
      ],
      declared: [queue('a', held('b')), queue('b', { wrapUpTimeout: '5s', ...held('a') })],
      tenant: { prune: true, guard: { maxDeletePercent: 100 } },
    });
    await world.apply();
    await world.declare();
    let isPlanned = false;
    let isDone = false;
    world.hooks.boundary = async (boundary, { method, path }, sandbox) => {
      if (isDone || !isPlanned || boundary !== 'received' || !methods.includes(method)) return;
      if (!path.endsWith('q2')) return;
      isDone = true;
      await sandbox.edit('queues', 'q2', { wrapUpTimeout: null });
    };
    const onPlan = () => {
      isPlanned = true;
    };
    const { outcomes } = await world.apply({ parallelism: 1, onPlan });
    expect(outcomes.find(({ outcome }) => outcome === 'conflict')).toMatchObject({
      address: 'Queue/b',
      conflicts: [{ path: '/wrapUpTimeout', base: '5s', theirs: null, ours: null }],
    });
  });

  it('of what is gone already is applied', async () => {
    const world = await doomed();
    world.hooks.answer = ({ method, url }) =>
      method === 'DELETE' || /queues\/[^?]+$/.test(url)
        ? Response.json({ errors: [{ code: 'not_found', message: 'x' }] }, { status: 404 })
        : undefined;
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied' }]);
    expect((await world.journal()).some(({ type }) => type === 'forgotten')).toBe(true);
  });

  it('that answers 404 while the object is still there is failed, and the object stays known as ours', async () => {
    const world = await doomed();
    world.hooks.answer = ({ method }) =>
      method === 'DELETE'
        ? Response.json({ errors: [{ code: 'not_found', message: 'no such call' }] }, { status: 404 })
        : undefined;
    expect((await world.apply()).outcomes).toMatchObject([
      { outcome: 'failed', error: { code: 'NOT_FOUND' } },
    ]);
    expect((await world.journal()).some(({ type }) => type === 'forgotten')).toBe(false);
    world.hooks.answer = () => undefined;
    expect((await world.plan()).changes).toMatchObject([{ action: 'delete' }]);
  });

  const gateway: [string, () => Response][] = [
    ['text', () => new Response('default backend - 404', { status: 404 })],
    ['nothing', () => new Response(null, { status: 404 })],
    ['a message', () => Response.json({ message: 'no Route matched' }, { status: 404 })],
  ];

  it.each(gateway)(
    'that a gateway answers with 404 and %s is failed, and the object stays known',
    async (_what, no) => {
      const world = await doomed();
      world.hooks.answer = ({ url }) => (/queues\/[^?]+/.test(url) ? no() : undefined);
      expect((await world.apply()).outcomes).toMatchObject([
        { outcome: 'failed', attempts: 1, error: { code: 'HOST_UNKNOWN', status: 404 } },
      ]);
      expect((await world.journal()).some(({ type }) => type === 'forgotten')).toBe(false);
      delete world.hooks.answer;
      expect((await world.plan()).changes).toMatchObject([{ action: 'delete', id: 'q1' }]);
    },
  );

  it.each(gateway)('is not taken for done where reading it then is a 404 with %s', async (_what, no) => {
    const world = await doomed();
    world.hooks.answer = ({ method, url }) => {
      if (!/queues\/[^?]+/.test(url)) return undefined;
      const refusal = { errors: [{ code: 'not_found', message: 'no such call' }] };
      return method === 'DELETE' ? Response.json(refusal, { status: 404 }) : no();
    };
    expect((await world.apply()).outcomes).toMatchObject([
      { outcome: 'unknown', error: { code: 'HOST_UNKNOWN' } },
    ]);
    expect((await world.journal()).some(({ type }) => type === 'forgotten')).toBe(false);
  });

  it('that is refused without a moved version is failed, with the reason', async () => {
    const world = await doomed();
    const refusal = { errors: [{ code: 'queue_locked', message: 'a supervisor holds it' }] };
    world.hooks.answer = ({ method }) =>
      method === 'DELETE' ? Response.json(refusal, { status: 409 }) : undefined;
    expect((await world.apply()).outcomes).toMatchObject([
      {
        outcome: 'failed',
        error: { code: 'CONFLICT', message: expect.stringContaining('a supervisor holds it') },
      },
    ]);
  });

  it('that the tenant refuses since it is in use is failed, with the reason', async () => {
    const world = await doomed();
    world.hooks.boundary = async (boundary, { method }, sandbox) => {
      if (boundary !== 'received' || method !== 'DELETE') return;
      await sandbox.edit('queues', 'q2', {
        overflow: { maxWaitTime: 1, action: 'routeToQueue', targetQueueId: 'q1' },
      });
    };
    await world.setTenant({ queues: [live, { ...live, id: 'q2', name: 'other' }] });
    expect((await world.apply()).outcomes).toMatchObject([
      { outcome: 'failed', error: { code: 'CONFLICT', status: 409, message: expect.stringContaining('q2') } },
    ]);
  });
});
