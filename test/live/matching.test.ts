import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const live = (id: string, name: string) => ({ id, name, channel: 'voice', version: 1 });

describe('the object of a manifest', () => {
  it('is found by its name, and is then an adoption until an apply has recorded it', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'Billing')],
      declared: [queue('billing', { displayName: 'Billing' })],
    });
    const plan = await world.plan();
    expect(plan).toMatchObject({
      changes: [],
      adopted: [{ address: 'Queue/billing', id: 'q1' }],
      unmanaged: [],
    });

    expect((await world.apply()).outcomes).toEqual([]);
    expect(world.writes).toEqual([]);
    expect(await world.journal()).toMatchObject([
      { type: 'run-started' },
      { type: 'observed', address: 'Queue/billing', id: 'q1' },
      { type: 'run-ended' },
    ]);
    expect((await world.plan()).adopted).toEqual([]);
  });

  it('is recorded once: an apply that learns nothing records nothing of it again', async () => {
    const world = await engineWorld({ queues: [live('q1', 'billing')], declared: [queue('billing')] });
    await world.apply();
    await world.apply();
    expect((await world.journal()).filter(({ type }) => type === 'observed')).toHaveLength(1);
  });

  it('is found by its pin whatever its name, which is then updated', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'Old name'), live('q2', 'billing')],
      declared: [queue('billing')],
      tenant: { pins: { 'Queue/billing': 'q1' } },
    });
    const plan = await world.plan();
    expect(plan.changes).toMatchObject([
      {
        action: 'update',
        id: 'q1',
        fields: [{ path: '/displayName', before: 'Old name', after: 'billing' }],
      },
    ]);
    expect(plan.adopted).toEqual([{ address: 'Queue/billing', id: 'q1' }]);
    expect(plan.unmanaged).toEqual([{ kind: 'Queue', name: 'billing', id: 'q2' }]);
    await world.apply();
    expect(await world.plan()).toMatchObject({ changes: [], adopted: [] });
  });

  it('is never another one where the pin is not found', async () => {
    const world = await engineWorld({
      queues: [live('q2', 'billing')],
      declared: [queue('billing')],
      tenant: { pins: { 'Queue/billing': 'q1' } },
    });
    expect(await world.planResult()).toMatchObject({
      diagnostics: [{ severity: 'error', code: 'PIN_NOT_FOUND', address: 'Queue/billing' }],
    });
  });

  it('cannot be told where two bear the name: both ids are shown', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'billing'), live('q2', 'billing')],
      declared: [queue('billing')],
    });
    expect(await world.planResult()).toMatchObject({
      diagnostics: [{ code: 'LIVE_AMBIGUOUS', detail: expect.stringMatching(/q1.*q2/) }],
    });
  });

  it('can be told by the ledger where another one takes the name later', async () => {
    const world = await engineWorld({ queues: [live('q1', 'billing')], declared: [queue('billing')] });
    await world.apply();
    await world.setTenant({ queues: [live('q1', 'billing'), live('q0', 'billing')] });
    expect(await world.plan()).toMatchObject({
      changes: [],
      unmanaged: [{ kind: 'Queue', name: 'billing', id: 'q0' }],
    });
  });

  it('stays the same one when its displayName changes, since the ledger knows it', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'Billing')],
      declared: [queue('billing', { displayName: 'Billing' })],
    });
    await world.apply();
    await world.declare(queue('billing', { displayName: 'Invoices' }));
    expect((await world.plan()).changes).toMatchObject([{ action: 'update', id: 'q1' }]);
    await world.apply();
    expect(world.writes).toMatchObject([
      { method: 'PATCH', path: '/api/v2/routing/queues/q1', body: { name: 'Invoices', version: 1 } },
    ]);
    expect(await world.objects('queues')).toHaveLength(1);
  });

  it('is not known under a new displayName without a ledger: a create, and the old one unmanaged', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'Billing')],
      declared: [queue('billing', { displayName: 'Billing' })],
    });
    await world.apply();
    await world.declare(queue('billing', { displayName: 'Invoices' }));
    await world.loseLedger();
    expect(await world.plan()).toMatchObject({
      changes: [{ action: 'create', address: 'Queue/billing' }],
      unmanaged: [{ id: 'q1', name: 'Billing' }],
    });
  });

  it('is created again where it was deleted by hand and nobody took its name', async () => {
    const world = await engineWorld({ queues: [live('q1', 'billing')], declared: [queue('billing')] });
    await world.apply();
    await world.setTenant({});
    expect((await world.plan()).changes).toMatchObject([{ action: 'create' }]);
    await world.apply();
    expect(await world.plan()).toMatchObject({ changes: [], adopted: [] });
    expect(await world.drift()).toMatchObject({ missing: [], summary: { inSync: 1 } });
  });

  it('is adopted anew where somebody deleted it and made another one of its name', async () => {
    const world = await engineWorld({ queues: [live('q1', 'billing')], declared: [queue('billing')] });
    await world.apply();
    await world.setTenant({ queues: [live('q2', 'billing')] });
    expect((await world.plan()).adopted).toEqual([{ address: 'Queue/billing', id: 'q2' }]);
    await world.apply();
    expect((await world.plan()).adopted).toEqual([]);
  });

  it('is one although it was listed twice while pages moved: as last seen', async () => {
    const world = await engineWorld({ declared: [queue('billing', { wrapUpTimeout: '1s' })] });
    const seen = [live('q1', 'billing'), { ...live('q1', 'billing'), wrapUpTimeout: 1_000, version: 2 }];
    world.hooks.answer = ({ url }) =>
      url.includes('/queues') ? Response.json({ entities: seen }) : undefined;
    expect(await world.plan()).toMatchObject({ changes: [], unmanaged: [], adopted: [{ id: 'q1' }] });
  });

  it('is of the declared kind', async () => {
    const world = await engineWorld({
      skills: [{ id: 'x', name: 'billing', version: 1 }],
      declared: [queue('billing')],
    });
    expect((await world.plan()).changes).toMatchObject([{ address: 'Queue/billing', action: 'create' }]);
  });

  it('passes to the manifest that takes the name over, and is not orphaned', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'Billing')],
      declared: [queue('old', { displayName: 'Billing' })],
    });
    await world.apply();
    await world.declare(queue('new', { displayName: 'Billing' }));
    expect(await world.plan()).toMatchObject({
      changes: [],
      orphaned: [],
      adopted: [],
    });
    await world.apply();
    expect((await world.journal()).at(-2)).toMatchObject({
      type: 'forgotten',
      address: 'Queue/old',
      id: 'q1',
    });
    expect(await world.plan()).toMatchObject({ adopted: [], orphaned: [] });
  });
});

describe('a pin', () => {
  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])(
    'to what the ledger knows as another manifest’s is an error with both: %s has it, %s is pinned to it',
    async (holder, pinned) => {
      const world = await engineWorld({ queues: [live('q1', holder)], declared: [queue(holder)] });
      await world.apply();
      await world.declare(queue(holder), queue(pinned));
      await world.configure({ pins: { [`Queue/${pinned}`]: 'q1' } });
      expect(await world.planResult()).toMatchObject({
        diagnostics: [
          {
            code: 'IDENTITY_SHARED',
            address: `Queue/${holder}`,
            summary: expect.stringContaining(`Queue/${pinned}`),
          },
        ],
      });
    },
  );

  it('hands an object over where the manifest that had it is pinned to another one, or gone', async () => {
    const world = await engineWorld({ queues: [live('q1', 'a')], declared: [queue('a')] });
    await world.apply();
    await world.setTenant({ queues: [live('q1', 'a'), live('q2', 'a')] });
    await world.declare(queue('a'), queue('b'));
    await world.configure({ pins: { 'Queue/b': 'q1', 'Queue/a': 'q2' } });
    expect((await world.plan()).adopted).toEqual([
      { address: 'Queue/a', id: 'q2' },
      { address: 'Queue/b', id: 'q1' },
    ]);
    await world.declare(queue('b'));
    await world.configure({ pins: { 'Queue/b': 'q1' } });
    expect(await world.plan()).toMatchObject({ adopted: [], orphaned: [] });
  });
});

describe('what is asked of the tenant', () => {
  it('are the kinds that are declared and those that they refer to, page by page', async () => {
    const skills = Array.from({ length: 101 }, (_, index) => ({
      id: `s${index}`,
      name: `${index}`,
      version: 1,
    }));
    const world = await engineWorld({ skills, declared: [queue('billing')] });
    await world.plan();
    const asked = world.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`).sort();
    expect(asked).toEqual([
      'GET /api/v2/routing/queues',
      'GET /api/v2/routing/skills',
      'GET /api/v2/routing/skills',
    ]);
  });

  it('is nothing of a kind that nobody uses', async () => {
    const world = await engineWorld({ declared: [skill('billing')] });
    await world.plan();
    expect(world.requests.map(({ path }) => path.split('?')[0])).toEqual(['/api/v2/routing/skills']);
  });

  it('is nothing where there is nothing', async () => {
    const world = await engineWorld();
    expect((await world.plan()).changes).toEqual([]);
    expect(world.requests).toEqual([]);
  });
});
