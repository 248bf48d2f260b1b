import { describe, expect, it } from 'vitest';
import type { Checkup, Finding } from '../../src/core/checkup.ts';
import type { TenantSpec, TextOrIndirect } from '../../src/core/tenant-spec.ts';
import { serviceSettings } from '../../src/tenant/endpoints/service-settings.ts';
import { inspectServices } from '../../src/tenant/inspect.ts';
import { overFetch } from '../../src/tenant/wire/over-fetch.ts';
import { type EngineWorld, engineWorld } from '../support/engine-world.ts';
import { tenantSpec } from '../support/tenant-spec.ts';

const env: Readonly<Record<string, string>> = {
  ID: 'cxform-ci',
  SECRET: 'correct-horse',
  URL: 'https://scheduling.example/private-path',
};

/** A Tenant with all five services, each at a host of its own. */
const five = {
  subdomain: 'acme',
  credentials: { clientId: { env: 'ID' }, clientSecret: { env: 'SECRET' } },
  endpoints: {
    scheduling: { baseUrl: { env: 'URL' } },
    workforce: { baseUrl: 'https://workforce.example' },
    commitments: { baseUrl: 'https://commitments.example' },
    campaigns: { baseUrl: 'https://campaigns.example' },
  },
} satisfies Partial<TenantSpec>;

type Answer = (url: URL, request: Request) => Response | undefined;

const token = (more: object = {}, headers: Record<string, string> = {}) =>
  Response.json({ access_token: 'secret-token', expires_in: 1800, ...more }, { headers });

/** What doctor finds of a Tenant whose services all answer empty lists, but for what `answer` says. */
async function examine(
  overrides: Partial<TenantSpec>,
  answer: Answer = () => undefined,
): Promise<{ readonly checkup: Checkup; readonly seen: readonly string[]; readonly world: EngineWorld }> {
  const world = await engineWorld();
  const { clock, random } = world;
  const seen: string[] = [];
  const fetch = async (request: Request) => {
    const url = new URL(request.url);
    seen.push(`${request.method} ${url.host}${url.pathname}${url.search}`);
    const own = answer(url, request);
    if (own) return own;
    if (url.pathname.endsWith('/token')) return token();
    return Response.json(url.pathname.endsWith('/me') ? { id: 'org_1' } : { items: [] });
  };
  const resolveText = (text: TextOrIndirect) =>
    typeof text === 'string' ? text : 'env' in text ? env[text.env] : undefined;
  const checkup = await world.doctor({
    inspect: async () =>
      inspectServices(serviceSettings(tenantSpec(overrides), resolveText), {
        clock,
        random,
        send: overFetch(fetch),
      }),
  });
  return { checkup, seen, world };
}

const ofService = ({ checks }: Checkup, service: string) => checks.filter((one) => one.service === service);

function finding(checkup: Checkup, service: string | undefined, name: string): Finding {
  const found = checkup.checks.find((one) => one.service === service && (one.call ?? one.check) === name);
  if (!found) throw new Error(`there is no check ${name} of ${service}`);
  return found;
}

describe('doctor on a Tenant with five services', () => {
  it('looks at each, and asks the calls that the contract has and that need no id', async () => {
    const { checkup, seen } = await examine(five);
    expect(checkup.summary).toMatchObject({ warning: 0, failed: 0 });
    expect([...new Set(checkup.checks.map(({ service }) => service))]).toEqual([
      undefined,
      'routing',
      'scheduling',
      'workforce',
      'commitments',
      'campaigns',
    ]);
    expect(seen.filter((call) => call.startsWith('GET') && !call.includes('api.acme')).sort()).toEqual([
      'GET campaigns.example/api/v2/campaigns?pageSize=1',
      'GET commitments.example/wfm/v2/agents?status=ACTIVE&pageSize=1',
      'GET commitments.example/wfm/v2/organizations/me',
      'GET commitments.example/wfm/v2/schedules/commitments?metadata=batchId%3Acxform-doctor&pageSize=1',
      'GET workforce.example/api/v1/wfm/schedule/coverage' +
        '?dateFrom=2026-06-01T00%3A00%3A00Z&dateTo=2026-06-01T23%3A59%3A59Z&groupBy=skill&pageSize=1',
    ]);
    expect(seen.filter((call) => !call.startsWith('GET')).every((call) => call.endsWith('/token'))).toBe(
      true,
    );
  });

  it('skips what it cannot know the parameters of, with the reason', async () => {
    const { checkup } = await examine(five);
    expect(finding(checkup, 'scheduling', 'GET /api/v2/wfm/schedules')).toMatchObject({
      status: 'skipped',
      found: 'it needs a calendar',
    });
    expect(finding(checkup, 'scheduling', 'endpoint').status).toBe('skipped');
    expect(finding(checkup, 'campaigns', 'GET /api/v2/campaigns/{id}').status).toBe('skipped');
  });

  it('asks for the first campaign that there is', async () => {
    const { checkup, seen } = await examine(five, ({ pathname }) =>
      pathname === '/api/v2/campaigns' ? Response.json({ entities: [{ id: 'cmp_1' }] }) : undefined,
    );
    expect(seen).toContain('GET campaigns.example/api/v2/campaigns/cmp_1');
    expect(finding(checkup, 'campaigns', 'GET /api/v2/campaigns/{id}').status).toBe('ok');
  });

  it('warns of a call that is missing and that nothing makes yet', async () => {
    const { checkup } = await examine(five, ({ pathname }) =>
      pathname.endsWith('/me') ? Response.json({ message: 'no' }, { status: 404 }) : undefined,
    );
    expect(finding(checkup, 'commitments', 'GET /wfm/v2/organizations/me').status).toBe('warning');
    expect(checkup.summary.failed).toBe(0);
  });

  it('lets one that does not answer hide nothing of the others', async () => {
    const { checkup } = await examine(five, ({ host }) => {
      if (host !== 'campaigns.example') return undefined;
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
      });
    });
    expect(finding(checkup, 'campaigns', 'sign-in')).toMatchObject({
      status: 'failed',
      hint: expect.stringContaining('spec.endpoints.campaigns'),
    });
    for (const service of ['routing', 'workforce', 'commitments']) {
      expect(finding(checkup, service, 'endpoint').status).toBe('ok');
    }
  });
});

describe('doctor names, where a setting is missing,', () => {
  it('the credentials, and asks nothing of that service alone', async () => {
    const { checkup, seen } = await examine({
      ...five,
      endpoints: {
        campaigns: { baseUrl: 'https://campaigns.example', credentials: { clientSecret: { env: 'NONE' } } },
      },
    });
    expect(finding(checkup, 'campaigns', 'credentials')).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('NONE'),
    });
    const others = ofService(checkup, 'campaigns').filter(({ check }) => check !== 'credentials');
    expect(others.map(({ status, found }) => [status, found])).toEqual(
      others.map(() => ['skipped', 'no credentials']),
    );
    expect(seen.some((call) => call.includes('campaigns.example'))).toBe(false);
    expect(finding(checkup, 'routing', 'endpoint').status).toBe('ok');
  });

  it('the base URL', async () => {
    const { subdomain: _, ...without } = five;
    const { checkup, seen } = await examine({ ...without, endpoints: {} });
    expect(finding(checkup, 'routing', 'credentials').status).toBe('ok');
    expect(finding(checkup, 'routing', 'endpoint')).toMatchObject({
      status: 'failed',
      hint: expect.stringContaining('spec.subdomain'),
    });
    expect(finding(checkup, 'routing', 'sign-in')).toMatchObject({
      status: 'skipped',
      found: 'the endpoint is not set up',
    });
    expect(seen).toEqual([]);
  });

  it('both', async () => {
    const { checkup } = await examine({});
    expect(finding(checkup, 'routing', 'credentials').status).toBe('failed');
    expect(finding(checkup, 'routing', 'endpoint').status).toBe('failed');
  });
});

describe('doctor compares the scopes that the tenant says it granted with those asked for', () => {
  const granting = (scope: unknown) =>
    examine({ ...five, endpoints: {} }, ({ pathname }) =>
      pathname.endsWith('/token') ? token({ scope }) : undefined,
    );
  const all =
    'routing:queue:write routing:skill:read users:read routing:queue:read routing:skill:write further:one';

  it('and is content with all of them', async () => {
    expect(finding((await granting(all)).checkup, 'routing', 'scopes').status).toBe('ok');
  });

  it('and names those that are missing with the calls that need them', async () => {
    const { checkup } = await granting('routing:skill:read\tusers:read');
    const { status, found, hint } = finding(checkup, 'routing', 'scopes');
    expect(status).toBe('warning');
    expect(found).toContain(
      'routing:queue:read (for GET /api/v2/routing/queues, GET /api/v2/routing/queues/{id})',
    );
    expect(found).toContain('routing:queue:write (no call that reads needs it)');
    expect(hint).toContain('routing:queue:write routing:queue:read routing:skill:write');
  });

  it.each([[undefined], [null], [['users:read']]])('and passes over %s', async (scope) => {
    expect(finding((await granting(scope)).checkup, 'routing', 'scopes').status).toBe('skipped');
  });
});

describe('doctor compares the clocks', () => {
  const at = (offsetMs: number) => new Date(Date.parse('2026-06-01T08:00:00Z') + offsetMs).toUTCString();

  it.each([
    ['the same', 0, 'ok'],
    ['50 s ahead', 50_000, 'ok'],
    ['2 min behind', -120_000, 'warning'],
    ['2 min ahead', 120_000, 'warning'],
    ['6 min behind', -360_000, 'failed'],
    ['a year ahead', 365 * 24 * 3_600_000, 'failed'],
  ])('with the tenant %s', async (_, offsetMs, status) => {
    const { checkup } = await examine({ ...five, endpoints: {} }, ({ pathname }) =>
      pathname.endsWith('/token') ? token({}, { date: at(offsetMs) }) : undefined,
    );
    expect(finding(checkup, undefined, 'clock').status).toBe(status);
  });

  it('and tells of the service that differs most', async () => {
    const { checkup } = await examine(five, ({ host, pathname }) => {
      if (!pathname.endsWith('/token')) return undefined;
      return token({}, { date: at(host === 'campaigns.example' ? -400_000 : 0) });
    });
    expect(finding(checkup, undefined, 'clock')).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('6m40s ahead of campaigns'),
    });
  });

  it('but not where a date is none', async () => {
    const { checkup } = await examine(five, ({ pathname }) =>
      pathname.endsWith('/token') ? token({}, { date: 'yesterday' }) : undefined,
    );
    expect(finding(checkup, undefined, 'clock').status).toBe('skipped');
  });
});

it('doctor shows no secret, no token, and nothing that stands in the environment', async () => {
  const echo: Answer = (url) =>
    url.pathname.endsWith('/token')
      ? undefined
      : Response.json(
          { message: `${env.SECRET} secret-token` },
          { status: url.pathname.endsWith('/me') ? 403 : 400 },
        );
  for (const answer of [() => undefined, echo]) {
    const { checkup } = await examine(five, answer);
    const said = JSON.stringify(checkup);
    for (const secret of ['correct-horse', 'cxform-ci', 'secret-token', 'private-path']) {
      expect(said).not.toContain(secret);
    }
    expect(said).toContain('the environment variable SECRET');
  }
});
