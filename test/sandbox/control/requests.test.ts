import { describe, expect, it } from 'vitest';
import { requestsRoute } from '../../../src/sandbox/control/requests.ts';
import { RequestLog } from '../../../src/sandbox/request-log.ts';
import { codesOf, type OpenedTenant, openTenant, SKILLS, USERS } from '../opened-tenant.ts';

const REQUESTS = '/_sandbox/requests';
const at = '2026-06-01T08:00:00.000Z';
const token = { at, method: 'POST', path: '/oauth/token', status: 200 };

async function requestsOf(tenant: OpenedTenant, query = '') {
  const { status, body } = await tenant.send('GET', `${REQUESTS}${query}`);
  expect(status).toBe(200);
  return body as { requests: readonly { path: string }[]; dropped: number };
}

describe('GET /_sandbox/requests', () => {
  it('answers without a token what was asked, in order, and leaves itself out', async () => {
    const tenant = await openTenant();
    await tenant.call('POST', SKILLS, { name: 'English' });
    await requestsOf(tenant);
    await tenant.call('GET', `${SKILLS}?pageSize=2`);
    await tenant.send('GET', '/_sandbox/nothing');
    expect(await requestsOf(tenant)).toEqual({
      requests: [
        token,
        { at, method: 'POST', path: SKILLS, status: 201, body: { name: 'English' } },
        { at, method: 'GET', path: `${SKILLS}?pageSize=2`, status: 200 },
      ],
      dropped: 0,
    });
  });

  it('leaves out the first ones with ?since', async () => {
    const tenant = await openTenant();
    await tenant.call('GET', SKILLS);
    await tenant.call('GET', USERS);
    expect((await requestsOf(tenant, '?since=2')).requests.map(({ path }) => path)).toEqual([USERS]);
    expect((await requestsOf(tenant, '?since=0')).requests).toHaveLength(3);
    expect((await requestsOf(tenant, '?since=99')).requests).toEqual([]);
  });

  it('counts with ?since from the first request ever, whatever was dropped', async () => {
    const log = new RequestLog({ charactersMax: 2_000 });
    for (let n = 0; n < 42; n++) await log.add({ at, method: 'GET', path: `/${n}` });
    const shown = (since: number) =>
      requestsRoute(log).answer({ query: new URLSearchParams({ since: String(since) }), body: {} });
    const kept = 42 - log.dropped;
    expect(kept).toBeLessThan(42);
    expect(shown(41)).toEqual({ requests: [{ at, method: 'GET', path: '/41' }], dropped: log.dropped });
    expect(shown(log.dropped - 1)).toMatchObject({ requests: { length: kept } });
    expect(shown(log.dropped + 1)).toMatchObject({ requests: { length: kept - 1 } });
  });

  it.each(['-1', '1.5', 'x', '', '1e3'])('refuses ?since=%s with 400', async (since) => {
    const tenant = await openTenant();
    const refused = await tenant.send('GET', `${REQUESTS}?since=${since}`);
    expect([refused.status, codesOf(refused)]).toEqual([400, ['invalid_value']]);
  });

  it('holds no secret and no token', async () => {
    const tenant = await openTenant();
    await tenant.call('GET', SKILLS);
    await tenant.send('POST', '/oauth/token', { client_secret: 'guess', client_id: 'sandbox' });
    await tenant.send('GET', SKILLS, undefined, { Authorization: 'Bearer stolen' });
    const { requests } = await requestsOf(tenant);
    expect(requests).toEqual([
      token,
      { at, method: 'GET', path: SKILLS, status: 200 },
      { at, method: 'POST', path: '/oauth/token', status: 401 },
      { at, method: 'GET', path: SKILLS, status: 401 },
    ]);
  });
});

describe('a call of the sandbox that there is none of', () => {
  it.each([
    ['GET', '/_sandbox/nothing'],
    ['POST', REQUESTS],
    ['GET', '/_sandbox/edit'],
    ['GET', '/_sandbox/'],
  ])('%s %s is 404 and says what there is', async (method, path) => {
    const tenant = await openTenant();
    const refused = await tenant.send(method, path, method === 'POST' ? {} : undefined);
    expect([refused.status, codesOf(refused)]).toEqual([404, ['not_found']]);
    expect(refused.body?.errors?.[0]?.message).toContain('GET /_sandbox/requests');
  });
});
