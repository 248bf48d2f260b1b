import { describe, expect, it } from 'vitest';
import {
  type Declaration,
  overflowRule,
  queue,
  roster,
  routingProfile,
  skill,
} from '../support/declarations.ts';
import { codes, type EngineWorld, engineWorld } from '../support/engine-world.ts';
import {
  interfereOnce,
  queued,
  queuedAddresses,
  refuseWrites,
  resolveForGit,
  resolveForLive,
} from './conflict-world.ts';

const english = { id: 's1', name: 'english', version: 1 };
const french = { id: 's2', name: 'french', version: 1 };
const other = { id: 'q9', name: 'other', channel: 'voice', version: 1 };
const sales = { id: 'q1', name: 'sales', channel: 'voice', wrapUpTimeout: 30_000, version: 1 };
const long = { maxWaitTime: '2m', action: 'drop' };

/** What was applied; then Git says something else, and an administrator edits the queue `q1` before that is written. */
async function conflictOver(
  applied: readonly Declaration[],
  wanted: readonly Declaration[],
  edit: object,
  tenant = {},
): Promise<EngineWorld> {
  const skills = [english, french];
  const world = await engineWorld({ skills, queues: [sales, other], declared: applied, tenant });
  await world.apply();
  await world.declare(...wanted);
  interfereOnce(world, ['PATCH', 'DELETE'], (sandbox) => sandbox.edit('queues', 'q1', { ...edit }));
  const { summary } = await world.apply();
  if (summary.conflict !== 1) throw new Error('there is no conflict');
  return world;
}

/** The queue waited 30 seconds; it waits 45 in the tenant, and shall wait 60 by Git. */
const simple = (tenant = {}) =>
  conflictOver(
    [queue('sales', { wrapUpTimeout: '30s' })],
    [queue('sales', { wrapUpTimeout: '1m' })],
    { wrapUpTimeout: 45_000 },
    tenant,
  );

const errorsOf = async (world: EngineWorld, address: string) => {
  const result = await resolveForLive(world, address);
  const told = result.accepted ? result.accepted.diagnostics : result.diagnostics;
  return told.filter(({ severity }) => severity === 'error');
};

const writtenPaths = async (world: EngineWorld, address: string) => {
  const { accepted } = await resolveForLive(world, address);
  return accepted?.written.map(({ path, after }) => [path, after]);
};

const resolvedIn = async (world: EngineWorld) =>
  (await world.journal()).flatMap((entry) =>
    entry.type === 'resolved' ? [`${entry.address} ${entry.take}`] : [],
  );

describe('a conflict that is decided for the tenant', () => {
  const rule = { maxWaitTime: 3_000, action: 'routeToQueue', targetQueueId: 'q9' };
  const taken = [
    ['/overflow/action', 'routeToQueue'],
    ['/overflow/maxWaitTime', '3s'],
    ['/overflow/targetQueue', { external: 'other' }],
  ];

  it.each([
    ['in the queue', (overflow: object) => [queue('sales', { overflow: { ...overflow } })]],
    ['in a rule of its own', (overflow: object) => [queue('sales'), overflowRule('sales', { ...overflow })]],
  ])('takes all of an overflow %s, of which one field was in conflict', async (_, declare) => {
    const world = await conflictOver(declare({ ...long, maxWaitTime: '1m' }), declare(long), {
      overflow: rule,
    });
    expect((await queued(world))[0]?.fields.map(({ path }) => path)).toEqual(['/overflow/maxWaitTime']);
    expect(await writtenPaths(world, 'Queue/sales')).toEqual(taken);
    expect(await queued(world)).toEqual([]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('takes no other element of a list, and no other field, than those in conflict', async () => {
    const both = (english: number, french: number) => [
      { skill: 'english', level: english },
      { skill: 'french', level: french },
    ];
    const declare = (level: number) => [
      ...[skill('english'), skill('french')],
      queue('sales', { skills: both(level, 2), wrapUpTimeout: '30s' }),
    ];
    const skills = [
      { id: 's1', level: 4 },
      { id: 's2', level: 3 },
    ];
    const world = await conflictOver(declare(1), declare(5), { skills, wrapUpTimeout: 9_000 });
    expect((await queued(world))[0]?.fields.map(({ path }) => path)).toEqual(['/skills/english/level']);
    expect(await writtenPaths(world, 'Queue/sales')).toEqual([['/skills/english/level', 4]]);
    const left = (await world.plan()).changes.flatMap(({ fields }) => fields.map(({ path }) => path));
    expect(left).toEqual(['/skills/french/level', '/wrapUpTimeout']);
  });

  it('takes an element of a list of which the manifest has another name by now', async () => {
    const levelOf = (name: string, level: number) =>
      queue('sales', { channel: 'voice', skills: [{ skill: name, level }] });
    const world = await conflictOver(
      [skill('english'), levelOf('english', 3)],
      [skill('english'), levelOf('english', 4)],
      { skills: [{ id: 's1', level: 5 }] },
    );
    await world.declare(
      skill('anglais', { displayName: 'english' }, { formerly: ['english'] }),
      levelOf('anglais', 4),
    );
    expect(await writtenPaths(world, 'Queue/sales')).toEqual([['/skills/anglais/level', 5]]);
    expect(await queued(world)).toEqual([]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is found under the name that its manifest has now, and under the one that it had', async () => {
    for (const name of ['Queue/sales', 'Queue/shop']) {
      const world = await simple();
      await world.declare(
        queue('shop', { displayName: 'sales', wrapUpTimeout: '1m' }, { formerly: ['sales'] }),
      );
      expect(await writtenPaths(world, name)).toEqual([['/wrapUpTimeout', '45s']]);
      expect(await resolvedIn(world)).toEqual(['Queue/sales live']);
    }
  });

  it('is found by the rule of its queue', async () => {
    const declare = (maxWaitTime: string) => [
      queue('sales'),
      overflowRule('patience', { queue: 'sales', maxWaitTime }),
    ];
    const world = await conflictOver(declare('1m'), declare('2m'), {
      overflow: { maxWaitTime: 3_000, action: 'drop' },
    });
    expect(await writtenPaths(world, 'OverflowRule/patience')).toEqual([['/overflow/maxWaitTime', '3s']]);
    expect(await resolvedIn(world)).toEqual(['Queue/sales live']);
  });

  it('stays open where no manifest declares it, which says what else there is to do', async () => {
    const world = await simple({ prune: true });
    await world.declare();
    expect(await errorsOf(world, 'Queue/sales')).toMatchObject([
      {
        code: 'CONFLICT_UNDECLARED',
        hint: 'cxform adopt Queue/sales q1 keeps it in Git; --take git deletes it',
      },
    ]);
    await world.configure({ prune: false });
    expect((await errorsOf(world, 'Queue/sales'))[0]?.hint).toContain('--take git leaves it in the tenant');
    await world.setTenant({});
    expect((await errorsOf(world, 'Queue/sales'))[0]?.hint).not.toMatch(/adopt|\bID\b/);
    expect(await queuedAddresses(world)).toEqual(['Queue/sales']);
  });

  it('stays open where the object is gone', async () => {
    const world = await simple();
    await world.setTenant({});
    expect(codes(await errorsOf(world, 'Queue/sales'))).toEqual(['CONFLICT_GONE']);
    expect(await queuedAddresses(world)).toEqual(['Queue/sales']);
  });
});

describe('a conflict that is decided for Git', () => {
  it.each(['Queue/sales', 'Queue/shop'])(
    'is found by %s where its manifest has a new name, and written under that',
    async (name) => {
      const world = await simple();
      await world.declare(
        queue('shop', { displayName: 'sales', wrapUpTimeout: '1m' }, { formerly: ['sales'] }),
        queue('calm'),
      );
      const { report } = await resolveForGit(world, name);
      expect(report?.outcomes).toMatchObject([{ address: 'Queue/shop', outcome: 'applied' }]);
      expect(await queued(world)).toEqual([]);
    },
  );

  it('stays open where it is not written', async () => {
    const world = await simple();
    refuseWrites(world);
    const { report } = await resolveForGit(world, 'Queue/sales');
    expect(report?.outcomes).toMatchObject([{ outcome: 'failed' }]);
    expect(await queuedAddresses(world)).toEqual(['Queue/sales']);
    expect(await resolvedIn(world)).toEqual([]);
  });

  it('is over where Git declares it no more and the Tenant does not prune', async () => {
    const world = await simple({ prune: false });
    await world.declare();
    const { report } = await resolveForGit(world, 'Queue/sales');
    expect(report?.outcomes).toEqual([]);
    expect(await resolvedIn(world)).toEqual(['Queue/sales git']);
    expect(await queued(world)).toEqual([]);
  });

  it('deletes what Git has no more where as many deletions are allowed, and no other', async () => {
    const guarded = { prune: true, guard: { maxDeletes: 0 } };
    const world = await engineWorld({ queues: [sales], declared: [queue('sales')], tenant: guarded });
    await world.apply();
    await world.declare();
    interfereOnce(world, ['DELETE'], (sandbox) => sandbox.edit('queues', 'q1', { wrapUpTimeout: 9_000 }));
    await world.apply({ allowDeletes: 1 });
    expect(await queued(world)).toMatchObject([{ address: 'Queue/sales', action: 'delete' }]);
    expect((await queued(world))[0]).not.toHaveProperty('stays');
    const told = { code: 'GUARD_REFUSED', hint: expect.stringContaining('--allow-deletes 1') };
    expect(await resolveForGit(world, 'Queue/sales')).toMatchObject({
      diagnostics: expect.arrayContaining([expect.objectContaining(told)]),
    });
    await resolveForGit(world, 'Queue/sales', { allowDeletes: 1 });
    expect(await world.objects('queues')).toEqual([]);
    expect(await queued(world)).toEqual([]);
  });

  it('deletes nothing where the Tenant has come not to prune, which the queue tells', async () => {
    const world = await engineWorld({
      ...{ queues: [sales], declared: [queue('sales')] },
      tenant: { prune: true, guard: { maxDeletePercent: 100 } },
    });
    await world.apply();
    await world.declare();
    interfereOnce(world, ['DELETE'], (sandbox) => sandbox.edit('queues', 'q1', { wrapUpTimeout: 9_000 }));
    await world.apply();
    await world.configure({ prune: false });
    expect(await queued(world)).toMatchObject([{ address: 'Queue/sales', stays: true }]);
    const { report } = await resolveForGit(world, 'Queue/sales');
    expect(report?.outcomes).toEqual([]);
    expect(await queued(world)).toEqual([]);
    expect(await world.objects('queues')).toHaveLength(1);
  });
});

describe('the conflicts of a manifest that expands', () => {
  const people = roster(
    'people',
    ['ana', 'ben'].map((name) => ({ name, id: `u-${name}` })),
  );
  const voice = (id: string, agents = ['ana', 'ben']) =>
    routingProfile('voice', { agents, queues: [{ id }] });

  /** Both agents served `q1`; they serve `q3` in the tenant, and shall serve `q2` by Git. */
  async function profilesInConflict(): Promise<EngineWorld> {
    const world = await engineWorld({
      queues: ['q1', 'q2', 'q3'].map((id) => ({ id, name: id, channel: 'voice', version: 1 })),
      users: ['ana', 'ben'].map((name) => ({
        ...{ id: `u-${name}`, name, email: `${name}@acme.example`, active: true },
      })),
      declared: [people, voice('q1')],
    });
    await world.apply();
    await world.declare(people, voice('q2'));
    interfereOnce(world, ['PUT'], async (sandbox) => {
      await sandbox.edit('profiles', 'u-ana', { queueIds: ['q3'] });
      await sandbox.edit('profiles', 'u-ben', { queueIds: ['q3'] });
    });
    const { summary } = await world.apply();
    if (summary.conflict !== 2) throw new Error('there are no conflicts');
    return world;
  }

  it('are all decided for the tenant, each with an entry of its own', async () => {
    const world = await profilesInConflict();
    expect(await writtenPaths(world, 'RoutingProfile/voice')).toHaveLength(2);
    expect(await resolvedIn(world)).toEqual([
      'RoutingProfile/voice/ana live',
      'RoutingProfile/voice/ben live',
    ]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('are all decided for Git', async () => {
    const world = await profilesInConflict();
    const { report } = await resolveForGit(world, 'RoutingProfile/voice');
    expect(report?.summary).toMatchObject({ applied: 2, failed: 0 });
    expect(await queued(world)).toEqual([]);
  });

  it.each(['RoutingProfile/voice/ana', 'RoutingProfile/chat', 'RoutingProfile/chat/ana'])(
    'are found by %s where an agent has moved to another manifest',
    async (address) => {
      const world = await profilesInConflict();
      const chat = routingProfile('chat', { agents: ['ana'], queues: [{ id: 'q2' }] });
      await world.declare(people, voice('q2', ['ben']), chat);
      const { report } = await resolveForGit(world, address);
      expect(report?.outcomes).toMatchObject([{ address: 'RoutingProfile/chat/ana', outcome: 'applied' }]);
      expect(await queuedAddresses(world)).toEqual(['RoutingProfile/voice/ben']);
    },
  );

  it('are over one by one where Git has none of them any more', async () => {
    const world = await profilesInConflict();
    await world.declare(people);
    expect(codes(await errorsOf(world, 'RoutingProfile/voice/ana'))).toEqual(['CONFLICT_UNDECLARED']);
    expect((await errorsOf(world, 'RoutingProfile/voice'))[0]?.hint).not.toContain('adopt');
    await resolveForGit(world, 'RoutingProfile/voice/ana');
    expect(await queuedAddresses(world)).toEqual(['RoutingProfile/voice/ben']);
  });

  it('made by somebody else meanwhile show both sides, and can be decided for either once Git has them no more', async () => {
    const world = await engineWorld({
      queues: ['q1', 'q2'].map((id) => ({ id, name: id, channel: 'voice', version: 1 })),
      users: [{ id: 'u-ana', name: 'ana', email: 'ana@acme.example', active: true }],
      declared: [people, voice('q1', ['ana'])],
    });
    let asked = 0;
    world.hooks.boundary = async (boundary, { method, path }, sandbox) => {
      if (boundary !== 'received' || method !== 'GET' || !path.endsWith('/routing-profile')) return;
      asked++;
      if (asked !== 2) return;
      const init = {
        method: 'POST',
        body: JSON.stringify({ list: 'profiles', create: { id: 'u-ana', queueIds: ['q2'] } }),
        headers: { 'content-type': 'application/json' },
      };
      await sandbox.fetch(new Request(`${sandbox.baseUrl}/_sandbox/edit`, init));
    };
    expect((await world.apply()).summary).toMatchObject({ conflict: 1 });
    expect(await queued(world)).toMatchObject([
      {
        ...{ address: 'RoutingProfile/voice/ana', action: 'create', id: 'u-ana' },
        fields: [{ path: '/queues', base: null, theirs: [{ id: 'q2' }], ours: [{ id: 'q1' }] }],
      },
    ]);
    await world.declare(people);
    const { report } = await resolveForGit(world, 'RoutingProfile/voice/ana');
    expect(report?.outcomes).toEqual([]);
    expect(await queued(world)).toEqual([]);
  });
});

describe('an address without an open conflict', () => {
  it('is told of with those that have one, and the names that they have now', async () => {
    const world = await simple();
    await world.declare(queue('shop', { displayName: 'sales' }, { formerly: ['sales'] }));
    for (const result of [
      await resolveForGit(world, 'Queue/sale'),
      await resolveForLive(world, 'Queue/sale'),
    ]) {
      expect('diagnostics' in result && result.diagnostics).toMatchObject([
        {
          code: 'CONFLICT_NOT_FOUND',
          detail: 'Open conflicts: Queue/sales (now Queue/shop)',
          hint: 'Did you mean Queue/sales?',
        },
      ]);
    }
  });
});
