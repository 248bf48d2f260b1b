import { describe, expect, it } from 'vitest';
import { queue } from '../support/declarations.ts';
import { engineWorld, lostConnection } from '../support/engine-world.ts';

const refusal = () => Response.json({ errors: [{ code: 'locked', message: 'not now' }] }, { status: 400 });
const live = { id: 'q1', name: 'old', channel: 'voice', version: 1 };

describe('an object whose change failed', () => {
  it('is known as ours all the same, so that another displayName is an update of it', async () => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: '1s' })],
    });
    world.hooks.answer = ({ method }) => (method === 'PATCH' ? refusal() : undefined);
    expect((await world.apply()).summary).toMatchObject({ failed: 1 });
    await world.declare(queue('a', { displayName: 'new', wrapUpTimeout: '1s' }));
    expect((await world.plan()).changes).toMatchObject([{ action: 'update', id: 'q1' }]);
  });

  it('is protected from the apply on that saw its manifest say so', async () => {
    const generous = { prune: true, guard: { maxDeletes: 1_000, maxDeletePercent: 100 } };
    const world = await engineWorld({
      queues: [live],
      declared: [queue('a', { displayName: 'old' })],
      tenant: generous,
    });
    await world.apply();
    await world.declare(queue('a', { displayName: 'old', wrapUpTimeout: '1s' }, { protect: true }));
    world.hooks.answer = ({ method }) => (method === 'PATCH' ? refusal() : undefined);
    await world.apply();
    await world.declare();
    expect(await world.plan()).toMatchObject({ changes: [], diagnostics: [{ code: 'PROTECTED' }] });
  });

  it('keeps as applied what was, and takes what holds', async () => {
    const world = await engineWorld({
      queues: [{ ...live, wrapUpTimeout: 1_000 }],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: '1s' })],
    });
    await world.apply();
    await world.edit('queues', 'q1', { channel: 'chat' });
    await world.declare(queue('a', { displayName: 'old', wrapUpTimeout: '2s', channel: 'chat' }));
    world.hooks.answer = ({ method }) => (method === 'PATCH' ? refusal() : undefined);
    await world.apply();
    const observed = (await world.journal()).filter(({ type }) => type === 'observed').at(-1);
    expect(observed).toMatchObject({
      values: { applied: { displayName: 'old', channel: 'chat', wrapUpTimeout: '1s' } },
    });
  });
});

describe('an object that the tenant gives no version', () => {
  const { version: _, ...versionless } = live;

  it('is read again before its update, which is sent once even where the answer is lost', async () => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: '1s' })],
    });
    let patches = 0;
    world.hooks.answer = ({ method, url }) => {
      if (method === 'PATCH') {
        patches++;
        throw lostConnection();
      }
      if (!url.includes('queues')) return undefined;
      return Response.json(url.includes('q1') ? versionless : { entities: [versionless] });
    };
    expect((await world.plan()).summary.requests).toBe(4);
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'unknown', attempts: 1 }]);
    expect(patches).toBe(1);
  });
});

describe('an object that cannot be read again', () => {
  const unreadable = { ...live, wrapUpTimeout: 'soon' };

  it('after a conflict makes that change failed, and no other', async () => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: '1s' }), queue('b')],
    });
    world.hooks.answer = ({ method, url }) => {
      if (method === 'PATCH')
        return Response.json({ errors: [{ code: 'version_mismatch', message: 'x' }] }, { status: 409 });
      return url.endsWith('/q1') ? Response.json(unreadable) : undefined;
    };
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/a', outcome: 'failed', error: { code: 'LIVE_UNREADABLE' } },
      { address: 'Queue/b', outcome: 'applied' },
    ]);
  });

  it('after a clear leaves the clear applied', async () => {
    const world = await engineWorld({
      queues: [{ ...live, wrapUpTimeout: 5_000 }],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: null })],
    });
    world.hooks.answer = ({ method, url }) =>
      method === 'GET' && url.endsWith('/q1') ? Response.json(unreadable) : undefined;
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied' }]);
    expect((await world.journal()).map(({ type }) => type)).toContain('outcome');
  });
});

describe('a queue created with a field declared null', () => {
  it('needs nothing more on a tenant that shows a default there', async () => {
    const world = await engineWorld({
      declared: [queue('a', { wrapUpTimeout: null })],
      settings: { clearedQueue: { wrapUpTimeout: 0 } },
    });
    const { summary } = await world.plan();
    await world.apply();
    expect(world.requests).toHaveLength(summary.requests);
    expect((await world.objects('queues')).at(0)).toMatchObject({ wrapUpTimeout: 0 });
    expect((await world.plan()).changes).toEqual([]);
    expect((await world.drift()).summary).toMatchObject({ inSync: 1, drifted: 0 });
  });
});
