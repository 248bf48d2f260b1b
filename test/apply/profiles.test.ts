import { describe, expect, it } from 'vitest';
import { queue, roster, routingProfile } from '../support/declarations.ts';
import { engineWorld, lostConnection, refusalCodes } from '../support/engine-world.ts';

const people = (count: number) => Array.from({ length: count }, (_, index) => `agent-${index}`);
const user = (name: string) => ({ id: `u-${name}`, name, email: `${name}@acme.example`, active: true });
const agent = (name: string) => ({ name, id: `u-${name}` });
const profile = (name: string, queueIds: readonly string[], more = {}) => ({
  id: `u-${name}`,
  routingProfileId: `u-${name}/routing-profiles/default`,
  status: 'away',
  queueIds: [...queueIds],
  version: 1,
  ...more,
});
const billing = { id: 'q1', name: 'billing', channel: 'voice', version: 1 };
const sales = { id: 'q2', name: 'sales', channel: 'voice', version: 1 };

/** A centre of two queues and these agents, all with a profile for billing. */
const centre = (names: readonly string[], more = {}) => ({
  queues: [billing, sales],
  users: names.map(user),
  profiles: names.map((name) => profile(name, ['q1'])),
  declared: [
    queue('billing'),
    queue('sales'),
    roster('people', names.map(agent)),
    routingProfile('everyone', { queues: ['billing'] }),
  ],
  ...more,
});

describe('a routing profile', () => {
  it('is one resource for each agent, read by one GET, and not written where it is as declared', async () => {
    const names = people(500);
    const world = await engineWorld(centre(names));
    const plan = await world.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.summary.unchanged).toBe(502);
    const asked = world.requests.filter(({ path }) => path.endsWith('/routing-profile'));
    expect(asked).toHaveLength(500);
    expect(new Set(asked.map(({ path }) => path)).size).toBe(500);
    await world.apply();
    expect(world.writes).toEqual([]);
    await world.plan();
    expect(world.requests.filter(({ path }) => path.endsWith('/routing-profile'))).toHaveLength(500);
  });

  it('is made where the agent has none, without a status', async () => {
    const world = await engineWorld(centre(['ana'], { profiles: [] }));
    expect((await world.plan()).changes).toMatchObject([
      { address: 'RoutingProfile/everyone/ana', action: 'create' },
    ]);
    expect((await world.apply()).summary).toMatchObject({ applied: 1 });
    expect(world.writes).toMatchObject([
      {
        method: 'PUT',
        path: '/api/v2/routing/users/u-ana/routing-profile',
        body: { routingProfileId: 'u-ana/routing-profiles/default', queueIds: ['q1'] },
      },
    ]);
    expect(Object.keys(world.writes[0]?.body ?? {}).sort()).toEqual(['queueIds', 'routingProfileId']);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is not made over one that somebody makes meanwhile', async () => {
    const world = await engineWorld(centre(['ana'], { profiles: [] }));
    let asked = 0;
    world.hooks.answer = (request) => {
      if (!request.url.endsWith('/routing-profile') || request.method !== 'GET') return undefined;
      asked++;
      return asked === 1 ? undefined : Response.json(profile('ana', ['q2']));
    };
    expect((await world.apply()).outcomes).toMatchObject([
      {
        ...{ outcome: 'conflict', attempts: 0, id: 'u-ana' },
        conflicts: [{ path: '/queues', base: null, theirs: ['sales'], ours: ['billing'] }],
      },
    ]);
    expect(world.writes).toEqual([]);
  });

  it('sends the status back as it is right before the write', async () => {
    const world = await engineWorld(centre(['ana']));
    await world.declare(
      queue('billing'),
      queue('sales'),
      roster('people', [agent('ana')]),
      routingProfile('everyone', { queues: ['sales', 'billing'] }),
    );
    let seen = 0;
    world.hooks.answer = async (request) => {
      if (request.method !== 'GET' || !request.url.endsWith('/routing-profile')) return undefined;
      seen++;
      return seen === 1 ? undefined : Response.json({ ...profile('ana', ['q1']), status: 'lunch' });
    };
    expect((await world.apply()).summary).toMatchObject({ applied: 1 });
    expect(world.writes.map(({ body }) => body)).toMatchObject([
      { status: 'lunch', queueIds: expect.arrayContaining(['q1', 'q2']), version: 1 },
    ]);
  });

  it('sends a status that the manifest has, and never compares it', async () => {
    const world = await engineWorld(centre(['ana']));
    const declared = [queue('billing'), queue('sales'), roster('people', [agent('ana')])];
    await world.declare(
      ...declared,
      routingProfile('everyone', { queues: ['billing'], status: 'available' }),
    );
    expect((await world.plan()).changes).toEqual([]);
    expect((await world.drift()).summary).toMatchObject({ pending: 0, drifted: 0 });
    await world.declare(...declared, routingProfile('everyone', { queues: ['sales'], status: 'available' }));
    await world.apply();
    expect(world.writes).toMatchObject([{ body: { status: 'available', queueIds: ['q2'] } }]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('keeps what it does not know of', async () => {
    const more = { profiles: [profile('ana', ['q1'], { colour: 'red' })] };
    const world = await engineWorld(centre(['ana'], more));
    await world.declare(
      queue('billing'),
      queue('sales'),
      roster('people', [agent('ana')]),
      routingProfile('everyone', { queues: ['sales'] }),
    );
    await world.apply();
    expect(world.writes[0]?.body).toMatchObject({ colour: 'red', status: 'away' });
  });

  it('finds an agent by e-mail, whatever its case', async () => {
    const users = [{ id: 'u-ana', name: 'ana', email: 'Ana@Acme.Example', active: true }];
    const world = await engineWorld(centre(['ana'], { profiles: [], users }));
    await world.declare(
      queue('billing'),
      roster('people', [{ name: 'ana', email: 'ANA@acme.example' }]),
      routingProfile('everyone', { queues: ['billing'] }),
    );
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied', id: 'u-ana' }]);
  });

  it('finds an agent by e-mail in the tenant', async () => {
    const world = await engineWorld(centre(['ana'], { profiles: [] }));
    await world.declare(
      queue('billing'),
      routingProfile('everyone', { agents: ['ana@acme.example'], queues: ['billing'] }),
    );
    expect((await world.apply()).outcomes).toMatchObject([{ outcome: 'applied', id: 'u-ana' }]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is an error where the tenant has no such agent', async () => {
    const world = await engineWorld(centre(['ana']));
    await world.declare(
      queue('billing'),
      routingProfile('one', { agents: ['bo@acme.example'], queues: ['billing'] }),
      routingProfile('two', { agents: [{ id: 'u-nobody' }], queues: ['billing'] }),
    );
    expect(refusalCodes(await world.planResult()).sort()).toEqual([
      'EXTERNAL_NOT_FOUND',
      'REFERENCE_ID_NOT_FOUND',
    ]);
  });

  it('is an error where it names a queue twice, however it is spelt', async () => {
    const world = await engineWorld(centre(['ana']));
    await world.declare(
      queue('billing'),
      routingProfile('one', { agents: [{ id: 'u-ana' }], queues: ['billing', 'billing'] }),
    );
    expect((await world.validate()).diagnostics).toMatchObject([{ code: 'LIST_DUPLICATE' }]);
    const spelt = ['billing', { external: 'billing' }];
    await world.declare(
      queue('billing'),
      routingProfile('one', { agents: [{ id: 'u-ana' }], queues: spelt }),
    );
    expect(refusalCodes(await world.planResult())).toContain('LIST_DUPLICATE');
  });

  it('is an error where an agent is in two, naming both places', async () => {
    const world = await engineWorld(centre(['ana']));
    await world.declare(
      queue('billing'),
      roster('people', [agent('ana')]),
      routingProfile('one', { agents: ['ana'], queues: ['billing'] }),
      routingProfile('two', { agents: ['all'], queues: ['billing'] }),
    );
    expect((await world.validate()).diagnostics).toMatchObject([
      {
        code: 'IDENTITY_SHARED',
        source: { file: 'manifests/RoutingProfile-two.yaml' },
        detail: expect.stringContaining('manifests/RoutingProfile-one.yaml:'),
      },
    ]);
  });

  it('is an error where two names turn out to be one agent', async () => {
    const world = await engineWorld(centre(['ana']));
    await world.declare(
      queue('billing'),
      roster('people', [agent('ana')]),
      routingProfile('one', { agents: ['ana'], queues: ['billing'] }),
      routingProfile('two', { agents: ['ana@acme.example'], queues: ['billing'] }),
    );
    const detail = expect.stringContaining('manifests/RoutingProfile-one.yaml:');
    expect(await world.planResult()).toMatchObject({ diagnostics: [{ code: 'IDENTITY_SHARED', detail }] });
  });

  it('that Git no longer has is left in place even with prune: the tenant cannot remove it', async () => {
    const world = await engineWorld(centre(['ana'], { tenant: { prune: true } }));
    await world.apply();
    await world.declare(queue('billing'), queue('sales'));
    const plan = await world.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.orphaned).toEqual([{ address: 'RoutingProfile/everyone/ana', id: 'u-ana' }]);
  });

  it('stays the same object where its agent moves to another manifest', async () => {
    const world = await engineWorld(centre(['ana']));
    await world.apply();
    await world.declare(
      queue('billing'),
      queue('sales'),
      roster('people', [agent('ana')]),
      routingProfile('others', { queues: ['billing'] }),
    );
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [], adopted: [] });
  });
});

describe('reassignment', () => {
  const reassigning = centre(['ana', 'bo'], { tenant: { reassign: true } });
  const billingChanged = [
    queue('billing', { wrapUpTimeout: '30s' }),
    queue('sales'),
    roster('people', ['ana', 'bo'].map(agent)),
    routingProfile('everyone', { queues: ['billing'] }),
  ];

  it('writes the profiles again that serve an updated queue, as an effect and no change', async () => {
    const world = await engineWorld(reassigning);
    await world.declare(...billingChanged);
    const plan = await world.plan();
    expect(plan.changes.map(({ address }) => address)).toEqual(['Queue/billing']);
    expect(plan.effects).toMatchObject([
      { address: 'RoutingProfile/everyone', effect: 'reassign', count: 2, after: ['Queue/billing'] },
    ]);
    expect((await world.apply()).summary).toEqual({
      applied: 1,
      failed: 0,
      blocked: 0,
      conflict: 0,
      unknown: 0,
    });
    expect(world.requests).toHaveLength(plan.summary.requests);
    expect(world.writes.map(({ method }) => method)).toEqual(['PATCH', 'PUT', 'PUT']);
    expect(world.writes.at(-1)?.body).toMatchObject({ status: 'away', queueIds: ['q1'] });
    expect((await world.plan()).effects).toEqual([]);
  });

  it('that fails is a warning', async () => {
    const world = await engineWorld(reassigning);
    await world.declare(...billingChanged);
    world.hooks.answer = (request) =>
      request.method === 'PUT' && request.url.includes('u-ana')
        ? Response.json({ message: 'no' }, { status: 400 })
        : undefined;
    const report = await world.apply();
    expect(report.summary).toMatchObject({ applied: 1 });
    expect(report.diagnostics).toMatchObject([
      { severity: 'warning', code: 'EFFECT_FAILED', address: 'RoutingProfile/everyone/ana' },
    ]);
  });

  const reassigned = async () => {
    const world = await engineWorld(reassigning);
    await world.declare(...billingChanged);
    return world;
  };

  it('is not known to be done where its answer cannot be read, and nothing has moved', async () => {
    const world = await reassigned();
    world.hooks.answer = ({ method, url }) =>
      method === 'PUT' && url.includes('u-ana') ? new Response('<html>welcome</html>') : undefined;
    expect((await world.apply()).diagnostics).toMatchObject([
      { code: 'EFFECT_FAILED', hint: expect.stringContaining('is not known') },
    ]);
  });

  it('is not known to be done where its answer is lost, and somebody has written since', async () => {
    const world = await reassigned();
    world.hooks.boundary = async (boundary, { method, path }, sandbox) => {
      if (boundary !== 'committed' || method !== 'PUT' || !path.includes('u-ana')) return;
      await sandbox.edit('profiles', 'u-ana', { status: 'break' });
      throw lostConnection();
    };
    expect((await world.apply()).diagnostics).toMatchObject([
      { code: 'EFFECT_FAILED', hint: expect.stringContaining('is not known') },
    ]);
    expect(await world.object('profiles', 'u-ana')).toMatchObject({ status: 'break' });
  });

  it('is finished by the next apply where a run was killed in the middle of it', async () => {
    const world = await engineWorld(reassigning);
    await world.declare(...billingChanged);
    let puts = 0;
    world.hooks.ledger = (real) => ({
      ...real,
      append: async (records, head) => {
        if (records.some((record) => record.type === 'intent' && record.step === 'reassign' && puts++ > 0))
          throw new Error('killed');
        return real.append(records, head);
      },
    });
    await expect(world.apply({ parallelism: 1 })).rejects.toThrow('killed');
    delete world.hooks.ledger;
    const plan = await world.plan();
    expect([plan.changes, plan.effects]).toMatchObject([
      [],
      [{ address: 'RoutingProfile/everyone', count: 1, members: ['RoutingProfile/everyone/bo'], after: [] }],
    ]);
    await world.apply();
    expect(world.writes.map(({ path }) => path)).toEqual(['/api/v2/routing/users/u-bo/routing-profile']);
    expect((await world.plan()).effects).toEqual([]);
  });

  it('does not happen where the queue could not be updated, or nobody asked for it', async () => {
    const world = await engineWorld(reassigning);
    await world.declare(...billingChanged);
    world.hooks.answer = (request) =>
      request.method === 'PATCH' ? Response.json({ message: 'no' }, { status: 400 }) : undefined;
    await world.apply();
    expect(world.writes.filter(({ method }) => method === 'PUT')).toEqual([]);
    delete world.hooks.answer;
    await world.configure({ reassign: false });
    await world.apply();
    expect(world.writes.map(({ method }) => method)).toEqual(['PATCH']);
  });
});

describe('a routing profile that a gateway answers 404 for', () => {
  const gateway: [string, () => Response][] = [
    ['text', () => new Response('default backend - 404', { status: 404 })],
    ['nothing', () => new Response(null, { status: 404 })],
    ['a web page', () => new Response('<html>404</html>', { status: 404 })],
    ['a message', () => Response.json({ message: 'no Route matched' }, { status: 404 })],
  ];

  it.each(gateway)('with %s is not absent, and nothing is written over it', async (_what, no) => {
    const world = await engineWorld(centre(['ana', 'bo']));
    world.hooks.answer = ({ method, url }) =>
      method === 'GET' && url.includes('u-ana/routing-profile') ? no() : undefined;
    expect(refusalCodes(await world.planResult())).toEqual(['API_HOST_UNKNOWN']);
    expect(refusalCodes(await world.applyResult())).toEqual(['API_HOST_UNKNOWN']);
    expect(world.writes).toEqual([]);
  });

  it.each(gateway)('with %s after it was planned to be created is not created', async (_what, no) => {
    const world = await engineWorld({ ...centre(['ana']), profiles: [] });
    let reads = 0;
    world.hooks.answer = ({ method, url }) =>
      method === 'GET' && url.includes('u-ana/routing-profile') && ++reads > 1 ? no() : undefined;
    expect((await world.apply()).outcomes).toMatchObject([
      { action: 'create', outcome: 'failed', attempts: 0, error: { code: 'HOST_UNKNOWN' } },
    ]);
    expect(world.writes).toEqual([]);
  });
});
