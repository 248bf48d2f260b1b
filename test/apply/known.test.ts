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

  it('is read again before its update, and before that is sent again where the answer was lost', async () => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: '1s' })],
    });
    const asked: string[] = [];
    world.hooks.answer = ({ method, url }) => {
      if (url.endsWith('/q1')) asked.push(method);
      if (method === 'PATCH') throw lostConnection();
      if (!url.includes('queues')) return undefined;
      return Response.json(url.includes('q1') ? versionless : { entities: [versionless] });
    };
    expect((await world.plan()).summary.requests).toBe(4);
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'failed', attempts: 3 }]);
    expect(asked).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET', 'PATCH', 'GET']);
  });
});

describe('an update of an object that the tenant gives no version', () => {
  const { version: _, ...versionless } = live;

  /** A tenant that shows the queue as `shown` from each write on. */
  const centre = async (shown: (body: object) => object) => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: '1s' })],
    });
    let now: object = versionless;
    world.hooks.answer = async (request) => {
      if (!request.url.includes('queues')) return undefined;
      if (request.method === 'PATCH') {
        now = shown({ ...versionless, ...((await request.json()) as object) });
        return Response.json({ id: 'q1' });
      }
      return Response.json(request.url.includes('q1') ? now : { entities: [now] });
    };
    return world;
  };

  it('is marked as weak by the plan', async () => {
    const world = await centre((body) => body);
    expect((await world.plan()).changes).toMatchObject([{ address: 'Queue/a', weak: true }]);
  });

  it('is applied where it holds when looked at once more', async () => {
    const world = await centre((body) => body);
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied', attempts: 1 }]);
  });

  it('is a conflict where somebody has written over it right after', async () => {
    const world = await centre((body) => ({ ...body, wrapUpTimeout: 9_000 }));
    expect((await world.apply()).outcomes).toMatchObject([
      { outcome: 'conflict', attempts: 1, conflicts: [{ path: '/wrapUpTimeout', theirs: '9s', ours: '1s' }] },
    ]);
  });
});

describe('a deletion of an object that the tenant gives no version', () => {
  const { version: _, ...versionless } = live;

  /** The tenant as it is from the first reading by id on. */
  const centre = async (meanwhile: object) => {
    const world = await engineWorld({ queues: [live], declared: [queue('a', { displayName: 'old' })] });
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletePercent: 100 } });
    await world.declare();
    world.hooks.answer = ({ method, url }) => {
      if (method === 'DELETE') return new Response(null, { status: 204 });
      if (!url.includes('queues')) return undefined;
      return Response.json(url.includes('q1') ? meanwhile : { entities: [versionless] });
    };
    return world;
  };

  it('is done where it is as it was planned', async () => {
    const world = await centre(versionless);
    expect((await world.apply()).outcomes).toMatchObject([{ action: 'delete', outcome: 'applied' }]);
  });

  it('is left where somebody has edited what cxform knows nothing of', async () => {
    const world = await centre({ ...versionless, colour: 'red' });
    expect((await world.apply()).outcomes).toMatchObject([{ action: 'delete', outcome: 'conflict' }]);
    expect(world.writes).toEqual([]);
  });
});

describe('an object that cannot be read again', () => {
  const unreadable = { ...live, wrapUpTimeout: 'soon' };

  it('after a conflict makes that change unknown, and no other', async () => {
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
      { address: 'Queue/a', outcome: 'unknown', error: { code: 'LIVE_UNREADABLE' } },
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

describe('a field that is cleared where answers bear no version', () => {
  /** A tenant that takes each change, shows 5 s in place of nothing, and answers with the id alone. */
  async function world() {
    const world = await engineWorld({
      queues: [{ ...live, wrapUpTimeout: 5_000 }],
      declared: [queue('a', { displayName: 'old', wrapUpTimeout: null })],
    });
    world.hooks.answer = async ({ method }) => {
      if (method !== 'PATCH') return undefined;
      await world.byHand({ list: 'queues', id: 'q1', change: { wrapUpTimeout: 5_000 } });
      return Response.json({ id: 'q1' });
    };
    return world;
  }

  it('is cleared once more, since somebody may have put back what stood there', async () => {
    const asked = await world();
    await asked.apply();
    expect((await asked.plan()).changes).toMatchObject([{ action: 'update', fields: [{ after: null }] }]);
  });

  it('is clear where the tenant shows the same after the second time', async () => {
    const asked = await world();
    await asked.apply();
    await asked.apply();
    expect((await asked.plan()).changes).toEqual([]);
    expect((await asked.drift()).summary).toMatchObject({ inSync: 1, drifted: 0 });
  });
});
