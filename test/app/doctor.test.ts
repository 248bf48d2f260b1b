import { describe, expect, it } from 'vitest';
import { doctor } from '../../src/app/doctor/doctor.ts';
import type { Checkup, Finding } from '../../src/core/checkup.ts';
import { error, warning } from '../../src/core/diagnostic.ts';
import { leaseText } from '../ledger/backends/lease-text.ts';
import { queue, roster, routingProfile, skill } from '../support/declarations.ts';
import { type Centre, type EngineWorld, engineWorld, lostConnection } from '../support/engine-world.ts';
import { testRuntime } from '../support/test-runtime.ts';

const centre: Centre = {
  skills: [{ id: 'skl_1', name: 'billing', version: 1 }],
  queues: [{ id: 'que_1', name: 'Billing', version: 1, channel: 'voice' }],
  users: [{ id: 'ana-1', name: 'ana', email: 'ana@example.com', active: true }],
};

/** What became of each check: by its name, of a call by method and path. */
const statuses = ({ checks }: Checkup) =>
  Object.fromEntries(checks.map(({ check, call, status }) => [call ?? check, status]));

function finding({ checks }: Checkup, name: string): Finding {
  const found = checks.find(({ check, call }) => (call ?? check) === name);
  if (!found) throw new Error(`there is no check ${name}`);
  return found;
}

const skills = 'GET /api/v2/routing/skills';
const queues = 'GET /api/v2/routing/queues';
const users = 'GET /api/v2/users';
const profile = 'GET /api/v2/routing/users/{id}/routing-profile';
const calls = [skills, `${skills}/{id}`, queues, `${queues}/{id}`, users, profile];

/** Answers requests to paths that end so in the tenant's stead. */
function answering(world: EngineWorld, ending: string, answer: () => Response): void {
  world.hooks.answer = ({ url }) => (new URL(url).pathname.endsWith(ending) ? answer() : undefined);
}

const refusal = (status: number) => () => Response.json({ message: 'no' }, { status });

describe('doctor on a tenant with which all is well', () => {
  it('finds every check in order', async () => {
    const world = await engineWorld(centre);
    const checkup = await world.doctor();
    expect(checkup).toMatchObject({ formatVersion: 1, tenant: 'prod', diagnostics: [] });
    expect(Object.entries(statuses(checkup))).toEqual([
      ['node', 'ok'],
      ['tz-data', 'ok'],
      ['time-zones', 'ok'],
      ['config', 'ok'],
      ['manifests', 'ok'],
      ['ledger', 'ok'],
      ['ledger-lock', 'ok'],
      ['last-run', 'skipped'],
      ['clock', 'skipped'],
      ['credentials', 'ok'],
      ['sign-in', 'ok'],
      ['scopes', 'skipped'],
      ['endpoint', 'ok'],
      [skills, 'ok'],
      [`${skills}/{id}`, 'ok'],
      [queues, 'ok'],
      [`${queues}/{id}`, 'ok'],
      [profile, 'ok'],
      [users, 'ok'],
    ]);
    expect(checkup.summary).toEqual({ ok: 16, warning: 0, failed: 0, skipped: 3 });
  });

  it('sends each call once, and nothing that writes', async () => {
    const world = await engineWorld(centre);
    await world.doctor();
    expect(world.writes).toEqual([]);
    expect(world.requests.map(({ path }) => path.replace(/\?.*/, '')).sort()).toEqual([
      '/api/v2/routing/queues',
      '/api/v2/routing/queues/que_1',
      '/api/v2/routing/skills',
      '/api/v2/routing/skills/skl_1',
      '/api/v2/routing/users/ana-1/routing-profile',
      '/api/v2/users',
    ]);
  });

  it('leaves no file behind', async () => {
    const world = await engineWorld(centre);
    const before = await world.files.find('/centre', ['']);
    await world.doctor();
    expect(await world.files.find('/centre', [''])).toEqual(before);
  });

  it('asks for no object of a list that is empty', async () => {
    const checkup = await (await engineWorld({ skills: [] })).doctor();
    expect(finding(checkup, `${skills}/{id}`)).toMatchObject({ status: 'skipped', service: 'routing' });
    expect(finding(checkup, skills).status).toBe('ok');
  });
});

describe('doctor looks at Node', () => {
  it.each([
    ['20.18.1', 'ok'],
    ['20.18.2-nightly', 'ok'],
    ['22.0.0', 'ok'],
    ['20.18.0', 'failed'],
    ['18.20.9', 'failed'],
  ])('of version %s, which is %s', async (node, status) => {
    const checkup = await (await engineWorld()).doctor({ runtime: { ...testRuntime, node } });
    expect(finding(checkup, 'node').status).toBe(status);
  });

  it.each([
    ['2026a', 'ok'],
    ['2025c', 'ok'],
    ['2024b', 'warning'],
    ['2019a', 'warning'],
    ['newest', 'warning'],
    [undefined, 'warning'],
  ])('with time zones of version %s, which is %s in June of 2026', async (tz, status) => {
    const checkup = await (await engineWorld()).doctor({ runtime: { ...testRuntime, tz } });
    expect(finding(checkup, 'tz-data').status).toBe(status);
  });

  it.each([
    ['knows no zones', () => undefined],
    ['takes each for UTC', (_: string, atMs: number) => new Date(atMs).getUTCHours()],
    ['has summer time all year', (_: string, atMs: number) => new Date(atMs).getUTCHours() + 1],
  ])('which %s, which is wrong', async (_, hourIn) => {
    const checkup = await (await engineWorld()).doctor({ runtime: { ...testRuntime, hourIn } });
    expect(finding(checkup, 'time-zones').status).toBe('failed');
  });
});

describe('doctor looks at Git', () => {
  it('and says so where manifests are wrong, or unwise', async () => {
    const wrong = await engineWorld({ declared: [queue('a', { channel: 7 })] });
    expect(finding(await wrong.doctor(), 'manifests').status).toBe('failed');
    const unwise = await engineWorld({ declared: [skill('a')], tenant: { checks: {} } });
    expect(finding(await unwise.doctor(), 'manifests').status).toBe('warning');
  });

  it('and goes on without a Tenant', async () => {
    const { world } = await engineWorld();
    const diagnostics = [
      error({ code: 'CONFIG_NOT_FOUND', summary: 'There is none', hint: 'Make one' }),
      warning({ code: 'UNKNOWN_KEY', summary: 'That as well' }),
    ];
    const checkup = await doctor(world, undefined, diagnostics);
    expect(checkup).not.toHaveProperty('tenant');
    expect(checkup.diagnostics).toEqual(diagnostics);
    expect(finding(checkup, 'config')).toMatchObject({ status: 'failed', hint: 'Make one' });
    const { config: _, ...others } = statuses(checkup);
    expect(others).toEqual({
      node: 'ok',
      'tz-data': 'ok',
      'time-zones': 'ok',
      manifests: 'skipped',
      ledger: 'skipped',
      clock: 'skipped',
      credentials: 'skipped',
      'sign-in': 'skipped',
    });
  });
});

describe('doctor looks at the ledger', () => {
  const journal = '/centre/.cxform/prod/journal.jsonl';
  const head = '/centre/.cxform/prod/head.json';
  const lock = '/centre/.cxform/prod/lock';

  /** What a kill leaves: a journal that ends earlier, and the head of a run that has just begun. */
  async function cut(world: EngineWorld, lines: readonly string[]): Promise<void> {
    await world.files.write(journal, lines.map((line) => `${line}\n`).join(''));
    await world.files.remove(head);
  }

  it('with entries and a run that ended', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    await world.apply();
    const checkup = await world.doctor();
    const { length } = await world.journal();
    expect(finding(checkup, 'ledger')).toMatchObject({
      status: 'ok',
      found: expect.stringContaining(`${length}`),
    });
    expect(finding(checkup, 'last-run').status).toBe('ok');
  });

  it('that is damaged', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    await world.apply();
    const text = new TextDecoder().decode(await world.files.read(journal));
    await world.files.write(journal, text.replace('"a', '"b'));
    const checkup = await world.doctor();
    expect(statuses(checkup)).toMatchObject({ ledger: 'failed', 'ledger-lock': 'ok', 'last-run': 'skipped' });
    expect(finding(checkup, skills).status).toBe('ok');
  });

  it('that cannot be written, which an apply would have to', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    await world.apply();
    for (const name of ['journal.jsonl', 'values.jsonl', 'head.json']) {
      world.files.assureWritable = async (path) => {
        if (path.endsWith(name)) throw Object.assign(new Error(path), { code: 'EACCES' });
      };
      expect(finding(await world.doctor(), 'ledger')).toMatchObject({
        status: 'failed',
        found: expect.stringMatching(/^\.cxform\/prod .*EACCES/),
        hint: expect.stringContaining('spec.ledger.file'),
      });
    }
  });

  it('that has values, and a journal that is empty, as lost history', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    await world.apply();
    await cut(world, []);
    const checkup = await world.doctor();
    expect(finding(checkup, 'ledger')).toMatchObject({
      status: 'warning',
      hint: expect.stringContaining('journal.jsonl'),
    });
    expect(checkup.summary.failed).toBe(0);
    // As apply has it: it works, and begins a new history.
    expect((await world.apply()).summary.failed).toBe(0);
  });

  it('that has the values of another journal, as damaged', async () => {
    const [world, other] = [
      await engineWorld({ declared: [skill('a')] }),
      await engineWorld({ declared: [skill('b'), skill('c')] }),
    ];
    await world.apply();
    await other.apply();
    await cut(world, [new TextDecoder().decode(await other.files.read(journal)).trimEnd()]);
    expect(finding(await world.doctor(), 'ledger').status).toBe('failed');
  });

  it('whose end is missing', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    await world.apply();
    const text = new TextDecoder().decode(await world.files.read(journal));
    await world.files.write(journal, text.split('\n').slice(0, -2).join('\n'));
    expect(finding(await world.doctor(), 'ledger').status).toBe('failed');
  });

  it('at which somebody is at work', async () => {
    const world = await engineWorld();
    await world.files.write(head, await leaseText(7, 'desk'));
    const lease = finding(await world.doctor(), 'ledger-lock');
    expect(lease).toMatchObject({ status: 'warning', hint: expect.stringContaining('cxform ledger unlock') });
    expect(lease.found).toContain('process 7 on desk');
  });

  it.each([
    ['a lock that was left', lock, '{"host":"desk","pid":7,"token":"ab"}'],
    ['a head that nobody understands', head, '{'],
  ])('in whose way stands %s', async (_, path, text) => {
    const world = await engineWorld();
    await world.files.write(path, text);
    expect(finding(await world.doctor(), 'ledger-lock')).toMatchObject({
      status: 'warning',
      hint: expect.stringContaining('cxform ledger unlock'),
    });
  });

  it('of which a dead process of this machine had the lease, as free', async () => {
    const world = await engineWorld();
    const left = await leaseText(7, 'test');
    await world.files.write(head, left);
    expect(finding(await world.doctor(), 'ledger-lock').status).toBe('ok');
    expect(world.files.all().get(head)).toBe(left);
  });

  it('in which a run did not end, with what it left', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    await world.apply();
    const lines = new TextDecoder().decode(await world.files.read(journal)).split('\n');
    const intent = lines.findIndex((line) => line.includes('"intent"'));
    await cut(world, lines.slice(0, intent + 1));
    const checkup = await world.doctor();
    expect(finding(checkup, 'last-run')).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(/ended: 1, .*owed: 0$/),
    });
    await world.files.write(head, await leaseText(7, 'desk'));
    expect(finding(await world.doctor(), 'last-run').status).toBe('skipped');
  });

  it('in which an effect is owed', async () => {
    const world = await engineWorld({
      declared: [
        queue('q', { wrapUpTimeout: '1s' }),
        roster('people', [{ name: 'ana', id: 'ana-1' }]),
        routingProfile('p', { queues: ['q'] }),
      ],
      users: centre.users ?? [],
      tenant: { reassign: true },
    });
    await world.apply();
    await world.declare(
      queue('q', { wrapUpTimeout: '2s' }),
      roster('people', [{ name: 'ana', id: 'ana-1' }]),
      routingProfile('p', { queues: ['q'] }),
    );
    await world.apply();
    const lines = new TextDecoder()
      .decode(await world.files.read(journal))
      .trimEnd()
      .split('\n');
    const applied = lines.findLastIndex((line) => line.includes('"Queue/q"') && line.includes('"outcome"'));
    await cut(world, lines.slice(0, applied + 1));
    expect(finding(await world.doctor(), 'last-run').found).toMatch(/owed: 1$/);
  });
});

describe('doctor tells of each call whether the tenant', () => {
  it.each([404, 405, 410, 501])('has it: %s means that it has not', async (status) => {
    const world = await engineWorld(centre);
    answering(world, '/queues', refusal(status));
    const checkup = await world.doctor();
    expect(finding(checkup, queues)).toMatchObject({
      status: 'failed',
      hint: expect.stringContaining('nothing about queues can be planned'),
    });
    expect(finding(checkup, `${queues}/{id}`).status).toBe('skipped');
    expect(statuses(checkup)).toMatchObject({ endpoint: 'ok', [skills]: 'ok', [users]: 'ok' });
  });

  it('has it, where no profile was made yet', async () => {
    const world = await engineWorld(centre);
    const none = { errors: [{ code: 'not_found', message: 'no profile' }] };
    answering(world, '/routing-profile', () => Response.json(none, { status: 404 }));
    expect(finding(await world.doctor(), profile).status).toBe('ok');
    answering(world, '/routing-profile', refusal(405));
    expect(finding(await world.doctor(), profile).status).toBe('failed');
  });

  it('grants it: 403 names the scope and the causes', async () => {
    const world = await engineWorld(centre);
    answering(world, '/queues', refusal(403));
    expect(finding(await world.doctor(), queues)).toMatchObject({
      status: 'failed',
      hint: expect.stringMatching(/routing:queue:read.*a scope is missing/),
    });
  });

  it.each([
    ['a list without elements', () => Response.json({ queues: [] })],
    ['an element without an id', () => Response.json({ entities: [{ name: 'x' }] })],
    ['no object', () => Response.json([])],
    ['a web page', () => new Response('<h1>welcome</h1>')],
    ['nothing', () => new Response(null, { status: 204 })],
    ['400', refusal(400)],
    ['503', refusal(503)],
    ['429', refusal(429)],
    [
      'a lost connection',
      () => {
        throw lostConnection();
      },
    ],
  ])('answers it as it should: %s is a failure of that call alone', async (_, answer) => {
    const world = await engineWorld(centre);
    answering(world, '/queues', answer);
    const checkup = await world.doctor();
    expect(finding(checkup, queues)).toMatchObject({ status: 'failed', hint: expect.stringMatching(/./) });
    expect(statuses(checkup)).toMatchObject({ endpoint: 'ok', [skills]: 'ok', [users]: 'ok' });
  });

  it('has it, asked by whatever id the list gives', async () => {
    const world = await engineWorld(centre);
    world.hooks.answer = ({ url }) => {
      const { pathname } = new URL(url);
      if (pathname.endsWith('/queues')) return Response.json({ items: [{ id: 'a/b ?' }] });
      return pathname.endsWith('/queues/a%2Fb%20%3F') ? Response.json({ id: 'a/b ?' }) : undefined;
    };
    expect(finding(await world.doctor(), `${queues}/{id}`).status).toBe('ok');
  });
});

describe('doctor tells of an endpoint that it is wrong, and of no call that it is missing, where every call', () => {
  it.each([
    ['answers 404', refusal(404)],
    ['answers 404 with a web page', () => new Response('<h1>404</h1>', { status: 404 })],
    ['answers 200 with a web page', () => new Response('<h1>Sign in</h1>')],
    ['answers 200 with something else', () => Response.json({ hello: 'world' })],
    [
      'is redirected',
      () => new Response(null, { status: 302, headers: { location: 'https://example.com' } }),
    ],
    [
      'is lost',
      () => {
        throw lostConnection();
      },
    ],
  ])('%s', async (_, answer) => {
    const world = await engineWorld(centre);
    world.hooks.answer = ({ url }) => (url.endsWith('/oauth/token') ? undefined : answer());
    const checkup = await world.doctor();
    expect(finding(checkup, 'endpoint')).toMatchObject({
      status: 'failed',
      hint: expect.stringMatching(/./),
    });
    for (const call of calls) expect(finding(checkup, call).status).toBe('skipped');
  });

  it('but not where every call is refused, or fails inside the tenant', async () => {
    for (const status of [401, 403, 500]) {
      const world = await engineWorld(centre);
      world.hooks.answer = ({ url }) => (url.endsWith('/oauth/token') ? undefined : refusal(status)());
      const checkup = await world.doctor();
      expect(statuses(checkup)).toMatchObject({ endpoint: 'ok', [skills]: 'failed', [users]: 'failed' });
    }
  });
});

describe('doctor gives up', () => {
  const silent = () => new Promise<Response>(() => {});

  it('on a call after 10 s, without a second try', async () => {
    const world = await engineWorld(centre);
    world.hooks.answer = ({ url }) => (url.includes('/queues') ? silent() : undefined);
    const start = world.clock.monotonic();
    const checkup = await world.doctor();
    expect(finding(checkup, queues)).toMatchObject({
      status: 'failed',
      hint: expect.stringMatching(/^Doctor waits no longer(?!.*spec\.)/),
    });
    expect(world.clock.monotonic() - start).toBeLessThanOrEqual(10_000);
  });

  it('after a minute in all, whatever the tenant asks it to wait for', async () => {
    const world = await engineWorld(centre);
    const slow = { 'retry-after': '290' };
    world.hooks.answer = ({ url }) =>
      url.endsWith('/oauth/token')
        ? Response.json({ access_token: 't', expires_in: 3600 }, { headers: slow })
        : Response.json({ message: 'expired' }, { status: 401 });
    const start = world.clock.monotonic();
    const checkup = await world.doctor();
    expect(finding(checkup, 'endpoint').status).toBe('failed');
    expect(world.clock.monotonic() - start).toBeLessThanOrEqual(61_000);
  });

  it('on nothing that comes after a sign-in that fails', async () => {
    const world = await engineWorld(centre);
    answering(world, '/oauth/token', refusal(401));
    const checkup = await world.doctor();
    expect(statuses(checkup)).toMatchObject({
      'sign-in': 'failed',
      scopes: 'skipped',
      endpoint: 'skipped',
      [skills]: 'skipped',
    });
    expect(checkup.checks.map(({ check }) => check)).toEqual(
      (await (await engineWorld(centre)).doctor()).checks.map(({ check }) => check),
    );
  });
});

it('a bug is no finding', async () => {
  const world = await engineWorld(centre);
  const bug = new Error('a bug');
  world.hooks.answer = () => {
    throw bug;
  };
  await expect(world.doctor()).rejects.toBe(bug);
});
