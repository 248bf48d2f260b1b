import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { interceptedTenant } from './support/intercepted-tenant.ts';
import { create, list, read } from './support/queue-calls.ts';
import {
  apiErrorOf,
  baseUrl,
  networkFault,
  queuesPath,
  settled,
  tenantDouble,
} from './support/tenant-double.ts';

const url = `${baseUrl}${queuesPath}`;
const token = 'tok-5f2c/secret+token';

const { server, connection, log } = interceptedTenant(token);
const service = () => connection().service('routing');

describe('a failure of the network', () => {
  it('that fetch gives no reason for may have let a write through', async () => {
    server.use(http.post(url, () => HttpResponse.error()));
    expect(await apiErrorOf(service().request(create))).toMatchObject({
      code: 'CONNECTION_LOST',
      mayHaveTakenEffect: true,
    });
  });

  it.each([
    ['ENOTFOUND', { syscall: 'getaddrinfo' }, 'HOST_UNKNOWN', false, false],
    ['EAI_AGAIN', { syscall: 'getaddrinfo' }, 'HOST_UNKNOWN', true, false],
    ['EAI_FAIL', { syscall: 'getaddrinfo' }, 'HOST_UNKNOWN', true, false],
    ['ECONNREFUSED', { syscall: 'connect' }, 'CONNECTION_FAILED', true, false],
    ['ETIMEDOUT', { syscall: 'connect' }, 'CONNECTION_FAILED', true, false],
    ['ETIMEDOUT', { errors: [new Error('first address')] }, 'CONNECTION_FAILED', true, false],
    ['UND_ERR_CONNECT_TIMEOUT', {}, 'CONNECTION_FAILED', true, false],
    ['SELF_SIGNED_CERT_IN_CHAIN', {}, 'CONNECTION_FAILED', false, false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', {}, 'CONNECTION_FAILED', false, false],
    ['ETIMEDOUT', { syscall: 'read' }, 'CONNECTION_LOST', true, true],
    ['ECONNRESET', {}, 'CONNECTION_LOST', true, true],
    ['UND_ERR_SOCKET', {}, 'CONNECTION_LOST', true, true],
    ['EPIPE', { syscall: 'write' }, 'CONNECTION_LOST', true, true],
  ])('of code %s %j is %s', async (networkCode, more, code, retryable, mayHaveTakenEffect) => {
    const { service: one } = tenantDouble({
      endpoint: { retry: { attempts: 1, baseDelayMs: 1_000 } },
      answer: () => Promise.reject(networkFault(networkCode, more)),
    });
    expect(await apiErrorOf(one.request(create))).toMatchObject({ code, retryable, mayHaveTakenEffect });
  });
});

describe('a connection', () => {
  it.each([
    ['at once', () => undefined],
    ['after a 503', (count: number) => (count === 1 ? new Response(null, { status: 503 }) : undefined)],
    ['with a new token', (count: number) => (count === 1 ? new Response(null, { status: 401 }) : undefined)],
    [
      'after a redirect',
      (count: number) =>
        count === 1 ? new Response(null, { status: 307, headers: { location: `${url}/other` } }) : undefined,
    ],
  ])('counts each read and each page of a list once, answered %s', async (_when, fault) => {
    const page = (token?: string) => Response.json({ entities: [], nextPageToken: token });
    const double = tenantDouble({
      answer: ({ url: { searchParams } }, count) =>
        fault(count) ?? page(searchParams.has('nextPageToken') ? undefined : 'more'),
    });
    await double.service.request(read);
    await double.service.list(list);
    await double.service.request(create);
    expect(double.connection.readCount()).toBe(3);
  });

  it('leaves no timer behind when its requests are done', async () => {
    const { service: one, clock } = tenantDouble({ answer: () => new Response('{}') });
    await one.request(read);
    for (let turns = 0; turns < 10; turns++) await settled();
    expect(clock.monotonic()).toBe(0);
  });

  it('makes Node warn of nothing while many requests are under way', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const { service: one } = tenantDouble({ answer: () => new Response('{}') });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => one.request({ ...read, path: `${queuesPath}/${index}` })),
    );
    await settled();
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  it('answers the rate of a service, and refuses a service without endpoint', async () => {
    expect(connection().requestsPerMinute('routing')).toBe(240);
    expect(() => connection().service('campaigns')).toThrow(
      expect.objectContaining({ code: 'HOST_UNKNOWN' }),
    );
  });

  it('logs each exchange, and the masked body beside a 5xx alone', async () => {
    server.use(http.post(url, () => new HttpResponse(null, { status: 502 })));
    await apiErrorOf(service().request(create));
    expect(log()).toEqual([
      {
        service: 'routing',
        method: 'POST',
        host: 'api.acme.mynicecx.com',
        path: '/oauth/token',
        durationMs: 0,
        status: 200,
      },
      {
        service: 'routing',
        method: 'POST',
        host: 'api.acme.mynicecx.com',
        path: queuesPath,
        durationMs: 0,
        status: 502,
        body: { name: '***', wrapUpTimeout: 30 },
      },
    ]);
  });
});
