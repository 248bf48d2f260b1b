import { describe, expect, it } from 'vitest';
import type { Service } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { connectTenant } from '../../src/tenant/connect.ts';
import { overFetch } from '../../src/tenant/wire/over-fetch.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import {
  apiErrorOf,
  apiFault,
  clientSecret,
  grantToken,
  json,
  queuesPath,
  routing,
  settled,
  tenantDouble,
} from './support/tenant-double.ts';

const minuteMs = 60_000;
const queue = { id: 'que_1', name: 'Billing', version: 3 };
const read = (service: Service) =>
  service.request({ method: 'GET', path: `${queuesPath}/{id}`, params: { id: 'que_1' } });

describe('tokens', () => {
  it('are asked for with a JSON body without scope where the endpoint says json', async () => {
    const { service, tokenRequests, calls } = tenantDouble({ answer: () => json(queue) });
    await read(service);
    expect(tokenRequests[0]).toMatchObject({ method: 'POST', authorization: null });
    expect(tokenRequests[0]?.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(tokenRequests[0]?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'cxform-ci',
      client_secret: clientSecret,
    });
    expect(calls[0]?.authorization).toBe('Bearer token-1');
  });

  it('are asked for with a form that holds the scopes where the endpoint says form', async () => {
    const endpoint = { tokenBody: 'form' } as const;
    const { service, tokenRequests } = tenantDouble({ endpoint, answer: () => json(queue) });
    await read(service);
    expect(tokenRequests[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(tokenRequests[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'cxform-ci',
      client_secret: clientSecret,
      scope: 'routing:queue:read routing:queue:write',
    });
  });

  it('are asked for once, however many callers wait', async () => {
    const { service, tokenRequests, calls } = tenantDouble({ answer: () => json(queue) });
    await Promise.all(Array.from({ length: 20 }, () => read(service)));
    expect(calls).toHaveLength(20);
    expect(tokenRequests).toHaveLength(1);
  });

  it('are renewed in the background at 85 % of their life, while the old one still serves', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { service, clock, tokenRequests, calls } = tenantDouble({
      auto: false,
      answer: () => json(queue),
      token: async (seen, count) => {
        if (count === 2) await released;
        return grantToken(seen, count);
      },
    });
    await read(service);
    await clock.advance(50 * minuteMs);
    await read(service);
    expect(tokenRequests).toHaveLength(1);
    await clock.advance(1 * minuteMs);
    await read(service);
    await read(service);
    expect(tokenRequests).toHaveLength(2);
    expect(calls.at(-1)?.authorization).toBe('Bearer token-1');
    release();
    await settled();
    await read(service);
    expect(calls.at(-1)?.authorization).toBe('Bearer token-2');
  });

  it('are waited for when under 30 s of the old one remain', async () => {
    const { service, clock, calls } = tenantDouble({ auto: false, answer: () => json(queue) });
    await read(service);
    await clock.advance(60 * minuteMs - 29_000);
    await read(service);
    expect(calls.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it.each([
    [20, 9, 1],
    [20, 11, 2],
    [1, 0.4, 1],
    [60, 29, 1],
    [60, 31, 2],
  ])(
    'that live for %i s serve for half of it: after %d s the calls bear token-%i',
    async (life, after, last) => {
      const { service, clock, calls } = tenantDouble({
        auto: false,
        answer: () => json(queue),
        token: (_seen, count) => json({ access_token: `token-${count}`, expires_in: life }),
      });
      await read(service);
      await clock.advance(after * 1_000);
      await read(service);
      expect(calls.at(-1)?.authorization).toBe(`Bearer token-${last}`);
    },
  );

  it('are taken to live for a day at most', async () => {
    const { connection } = tenantDouble({
      answer: () => json(queue),
      token: () => new Response('{"access_token": "abc", "expires_in": 9e12}'),
    });
    expect((await connection.signIn('routing')).lifeMs).toBe(24 * 60 * minuteMs);
  });

  it('do not fail a call whose token is still good when their renewal fails', async () => {
    const { service, clock, tokenRequests } = tenantDouble({
      auto: false,
      answer: () => json(queue),
      token: (seen, count) => (count === 1 ? grantToken(seen, count) : apiFault(500, 'oops', 'try later')),
    });
    await read(service);
    await clock.advance(55 * minuteMs);
    await read(service);
    await read(service);
    expect(tokenRequests).toHaveLength(2);
  });

  it('are dropped on a 401, and the call repeated once with a new one', async () => {
    const { service, tokenRequests, calls } = tenantDouble({
      answer: (seen) =>
        seen.authorization === 'Bearer token-1' ? apiFault(401, 'x', 'expired') : json(queue),
    });
    const write = { method: 'POST', path: queuesPath, body: { name: 'Billing' } } as const;
    expect((await service.request(write)).status).toBe(200);
    expect(calls.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(tokenRequests).toHaveLength(2);
  });

  it('are dropped once, however many calls bore the refused one', async () => {
    let renew = () => {};
    const renewed = new Promise<void>((resolve) => {
      renew = resolve;
    });
    const { service, tokenRequests } = tenantDouble({
      answer: async (seen, count) => {
        if (seen.authorization === 'Bearer token-1') {
          // The second caller learns of its refusal when the first one has used the new token already.
          if (count > 1) await renewed;
          return apiFault(401, 'x', 'expired');
        }
        renew();
        return json(queue);
      },
    });
    await Promise.all([read(service), read(service)]);
    expect(tokenRequests).toHaveLength(2);
  });

  it('that are refused in the midst of a run are renewed once for all callers', async () => {
    const { service, tokenRequests, calls } = tenantDouble({
      endpoint: { requestsPerMinute: 60_000 },
      answer: async (seen, count) =>
        seen.authorization === 'Bearer token-1' && count > 10 ? apiFault(401, 'x', 'expired') : json(queue),
    });
    const workers = Array.from({ length: 20 }, async () => {
      for (let made = 0; made < 5; made++) expect((await read(service)).status).toBe(200);
    });
    await Promise.all(workers);
    expect(tokenRequests).toHaveLength(2);
    expect(calls.length).toBeLessThanOrEqual(100 + 20);
  });

  it('end in UNAUTHORIZED with the likely causes where a new one is refused too', async () => {
    const { service, calls } = tenantDouble({ answer: () => apiFault(401, 'unauthorized', 'no') });
    const error = await apiErrorOf(read(service));
    expect(error).toMatchObject({ code: 'UNAUTHORIZED', status: 401, serverCode: 'unauthorized' });
    expect(error.hint).toContain('routing at api.acme.mynicecx.com');
    expect(error.hint).toContain('routing:queue:read routing:queue:write');
    expect(calls).toHaveLength(2);
  });

  it.each([{}, { token_type: 'Bearer' }, { token_type: 'BEARER' }, { token_type: null }])(
    'may bear the type %j',
    async (type) => {
      const token = () => json({ access_token: 'abc', expires_in: 3600, ...type });
      const { service, calls } = tenantDouble({ answer: () => json(queue), token });
      await read(service);
      expect(calls[0]?.authorization).toBe('Bearer abc');
    },
  );

  it('are shared by services of one origin, client and scopes, and by no others', async () => {
    const asked: string[] = [];
    const connection = connectTenant({
      endpoints: [
        routing({ service: 'routing' }),
        routing({ service: 'same' }),
        routing({ service: 'other-scopes', scopes: ['users:read'] }),
        routing({ service: 'other-client', clientId: 'somebody' }),
        routing({ service: 'other-origin', baseUrl: 'https://api-us-1.cxone.com' }),
      ],
      clock: new VirtualClock({ auto: true }),
      random: new SeededRandom(1),
      send: overFetch(async (request) => {
        if (!request.url.endsWith('/oauth/token')) {
          asked.push(`${new URL(request.url).host} ${request.headers.get('authorization')}`);
          return json(queue);
        }
        tokensGranted++;
        return json({ access_token: `token-${tokensGranted}`, expires_in: 3600 });
      }),
    });
    let tokensGranted = 0;
    for (const name of ['routing', 'same', 'other-scopes', 'other-client', 'other-origin']) {
      await read(connection.service(name));
    }
    expect(asked).toEqual([
      'api.acme.mynicecx.com Bearer token-1',
      'api.acme.mynicecx.com Bearer token-1',
      'api.acme.mynicecx.com Bearer token-2',
      'api.acme.mynicecx.com Bearer token-3',
      'api-us-1.cxone.com Bearer token-4',
    ]);
  });
});
