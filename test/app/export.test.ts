import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queue, roster, skill } from '../support/declarations.ts';
import { codes, engineWorld } from '../support/engine-world.ts';

const named = (id: string, name: string) => ({ id, name, version: 1 });
const live = (id: string, name: string, more = {}) => ({ id, name, channel: 'voice', version: 1, ...more });

/** Exports among the manifests, which are none, and plans. */
async function roundTrip(centre: Parameters<typeof engineWorld>[0]) {
  const world = await engineWorld(centre);
  const exported = await world.export('manifests');
  return { world, exported, plan: await world.plan() };
}

describe('exported manifests', () => {
  it('change nothing when they are planned, and refer to each other by name', async () => {
    const overflow = { maxWaitTime: 90_000, action: 'routeToQueue', targetQueueId: 'q2' };
    const { world, plan, exported } = await roundTrip({
      skills: [{ ...named('s1', 'Spanish'), description: 'Hola' }],
      queues: [
        live('q1', 'Billing (EU)', { skills: [{ id: 's1', level: 3 }], overflow, wrapUpTimeout: 30_000 }),
        live('q2', 'overflow', { overflow: { ...overflow, targetQueueId: 'q1' } }),
      ],
    });
    expect([plan.changes, plan.unmanaged, plan.summary.unchanged]).toEqual([[], [], 3]);
    expect(exported.manifests).toEqual([
      { address: 'Queue/billing-eu', file: 'manifests/queue/billing-eu.yaml' },
      { address: 'Queue/overflow', file: 'manifests/queue/overflow.yaml' },
      { address: 'Skill/spanish', file: 'manifests/skill/spanish.yaml' },
    ]);
    expect(await world.text('manifests/queue/billing-eu.yaml')).toBe(
      `apiVersion: cxform/v1
kind: Queue
metadata: {name: billing-eu}
spec:
  displayName: Billing (EU)
  channel: voice
  wrapUpTimeout: 30s
  skills:
    - {skill: spanish, level: 3}
  overflow: {maxWaitTime: 1m30s, action: routeToQueue, targetQueue: overflow}
`,
    );
  });

  const awkward = [
    '"quoted"',
    "it's",
    'a: b',
    '012',
    'yes',
    'null',
    '~',
    '1e3',
    '0x1f',
    '2026-06-01',
    '🙂',
    '- a',
    '# a',
    '&a',
    '*a',
    '!a',
    '%a',
    '@a',
    '`a`',
    ' a ',
    'a\nb',
    '\u202eabc\u0007',
    'é'.repeat(200),
    'x'.repeat(200),
    'Straße',
    '...',
    '---',
    '{a}',
    '[a]',
    'constructor',
  ];

  it.each(awkward)('are the same object where it is named %j', async (name) => {
    const { plan, world } = await roundTrip({ skills: [named('s1', name)], queues: [live('q1', name)] });
    expect([plan.changes, plan.unmanaged]).toEqual([[], []]);
    await world.loseLedger();
    expect((await world.plan()).changes).toEqual([]);
  });

  it('are the same objects, whatever they are named', async () => {
    const names = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(names, names, async (skills, queues) => {
        const { plan } = await roundTrip({
          skills: skills.map((name, index) => named(`s${index}`, name)),
          queues: queues.map((name, index) =>
            live(`q${index}`, name, {
              skills: skills.map((_, skillIndex) => ({ id: `s${skillIndex}`, level: 1 })),
            }),
          ),
        });
        expect([plan.changes, plan.unmanaged]).toEqual([[], []]);
      }),
      { numRuns: 60 },
    );
  });

  it('of two objects with one name are told apart by pins in the Tenant', async () => {
    const { world, plan, exported } = await roundTrip({
      queues: [live('q1', 'Billing'), live('q2', 'Billing', { wrapUpTimeout: 5_000 })],
    });
    expect([plan.changes, plan.unmanaged]).toEqual([[], []]);
    expect(exported).toMatchObject({
      pinned: true,
      pins: { 'Queue/billing': 'q1', 'Queue/billing-2': 'q2' },
    });
    expect(await world.text('cxform.yaml')).toContain('Queue/billing-2');
  });

  it('elsewhere leave the Tenant alone, and say which pins they need', async () => {
    const world = await engineWorld({ queues: [live('q1', 'Billing'), live('q2', 'Billing')] });
    const before = await world.text('cxform.yaml');
    const exported = await world.export('elsewhere');
    expect(exported).toMatchObject({ pinned: false, pins: { 'Queue/billing': 'q1' } });
    expect(codes(exported.diagnostics)).toEqual(['EXPORT_PINS']);
    expect(await world.text('cxform.yaml')).toBe(before);
  });

  it('leave unmanaged what no manifest can say, with a warning', async () => {
    const gone = { maxWaitTime: 1_000, action: 'routeToQueue', targetQueueId: 'q9' };
    const { plan, exported } = await roundTrip({
      skills: [named('s1', 'a')],
      queues: [
        live('q1', 'level', { skills: [{ id: 's1', level: 9 }] }),
        live('q2', 'target', { overflow: gone }),
        live('q3', 'action', { overflow: { ...gone, action: 'voicemail', targetQueueId: 'q1' } }),
        { id: 'q4', name: 'no channel', version: 1 },
        live('q5', 'to no channel', { overflow: { ...gone, targetQueueId: 'q4' } }),
      ],
    });
    expect(plan.changes).toEqual([]);
    expect(plan.unmanaged).toEqual([{ kind: 'Queue', name: 'no channel', id: 'q4' }]);
    expect(codes(exported.diagnostics).sort()).toEqual([
      'EXPORT_FIELD_LEFT_OUT',
      'EXPORT_FIELD_LEFT_OUT',
      'EXPORT_FIELD_LEFT_OUT',
      'EXPORT_LEFT_OUT',
    ]);
  });

  it('of agents stand in a Roster and a manifest for each set of queues', async () => {
    const users = ['ana', 'bo', 'cy'].map((name) => ({
      id: `u-${name}`,
      name,
      email: `${name}@acme.example`,
    }));
    const profile = (id: string, queueIds: string[], more = {}) => ({
      id,
      routingProfileId: `${id}/routing-profiles/default`,
      status: 'away',
      queueIds,
      version: 1,
      ...more,
    });
    const { plan, exported, world } = await roundTrip({
      queues: [live('q1', 'billing'), live('q2', 'sales')],
      users,
      profiles: [
        profile('u-ana', ['q1', 'q2']),
        profile('u-bo', ['q2', 'q1']),
        profile('u-cy', [], { routingProfileId: 'p' }),
      ],
    });
    expect(plan.changes).toEqual([]);
    expect(exported.manifests.map(({ address }) => address)).toEqual([
      'Queue/billing',
      'Queue/sales',
      'Roster/agents',
      'RoutingProfile/billing-sales',
      'RoutingProfile/no-queues',
    ]);
    expect(await world.text('manifests/routing-profile/billing-sales.yaml')).not.toContain('status');
    await world.apply();
    expect(world.writes).toEqual([]);
  });

  it('of what Git does not have yet refer to what it has by name', async () => {
    const world = await engineWorld({
      skills: [named('s1', 'Spanish')],
      queues: [live('q1', 'Billing', { skills: [{ id: 's1', level: 1 }] }), live('q2', 'mine')],
      declared: [skill('hola', { displayName: 'Spanish' }), queue('billing', { displayName: 'mine' })],
    });
    const exported = await world.export('manifests', { unmanaged: true });
    expect(exported.manifests.map(({ address }) => address)).toEqual(['Queue/billing-2']);
    expect(await world.text('manifests/queue/billing-2.yaml')).toContain('{skill: hola, level: 1}');
    expect(await world.plan()).toMatchObject({ changes: [], unmanaged: [] });
  });

  it('take no name that the ledger knows as that of another object', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'Billing')],
      declared: [queue('q1', { displayName: 'Billing' })],
    });
    await world.apply();
    await world.declare();
    await world.setTenant({ queues: [live('q1', 'Billing'), live('q2', 'Q1')] });
    const exported = await world.export('manifests', { unmanaged: true });
    expect(exported.manifests.map(({ address }) => address)).toEqual(['Queue/q1', 'Queue/q1-2']);
    expect(await world.plan()).toMatchObject({ changes: [], unmanaged: [], orphaned: [] });
  });

  it('leave out what a renamed manifest has, though it is not applied yet', async () => {
    const world = await engineWorld({ queues: [live('q1', 'old')], declared: [queue('old')] });
    await world.apply();
    await world.declare(queue('new', {}, { formerly: ['old'] }));
    expect((await world.export('manifests', { unmanaged: true })).manifests).toEqual([]);
  });

  it('leave out what the checks of their kind refuse', async () => {
    const { plan, exported } = await roundTrip({
      skills: [named('s1', 'a')],
      queues: [
        live('q1', 'twice', {
          skills: [
            { id: 's1', level: 1 },
            { id: 's1', level: 2 },
          ],
        }),
        live('q2', 'nowhere', { overflow: { maxWaitTime: 1, action: 'routeToQueue' } }),
      ],
      users: [{ id: 'u1', name: 'ana', email: 'ana@acme.example' }],
      profiles: [{ id: 'u1', routingProfileId: '', queueIds: ['q1', 'q2', 'q1'], version: 1 }],
    });
    expect(plan.changes).toEqual([]);
    expect(codes(exported.diagnostics)).toEqual(['EXPORT_FIELD_LEFT_OUT', 'EXPORT_FIELD_LEFT_OUT']);
  });

  it('protect what the ledger knows as protected', async () => {
    const world = await engineWorld({
      declared: [queue('a', {}, { protect: true })],
      tenant: { prune: true },
    });
    await world.apply();
    await world.declare();
    await world.export('manifests', { unmanaged: true });
    expect(await world.text('manifests/queue/a.yaml')).toContain('protect: true');
    expect(await world.plan()).toMatchObject({ changes: [], diagnostics: [] });
  });

  it('call agents as a Roster in Git does, and nobody else so', async () => {
    const user = (id: string, email: string) => ({ id, name: id, email });
    const profile = (id: string) => ({ id, routingProfileId: 'p', queueIds: [], version: 1 });
    const world = await engineWorld({
      users: [user('u1', 'ana@a.example'), user('u2', 'ana@b.example')],
      profiles: [profile('u1'), profile('u2')],
      declared: [roster('people', [{ name: 'ana', email: 'ana@a.example' }])],
    });
    await world.export('manifests', { unmanaged: true });
    expect(await world.text('manifests/roster/agents.yaml')).toContain('name: agent-ana');
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('take no name that a manifest had formerly', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'new'), live('q2', 'old')],
      declared: [queue('new', {}, { formerly: ['old'] })],
    });
    await world.export('manifests', { unmanaged: true });
    expect(await world.plan()).toMatchObject({ changes: [], unmanaged: [] });
  });

  it('are written over nothing', async () => {
    const world = await engineWorld({ skills: [named('s1', 'a'), named('s2', 'b')] });
    await world.export('out');
    await expect(world.export('out')).rejects.toThrow('EXPORT_EXISTS');
  });
});
