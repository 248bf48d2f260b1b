import { describe, expect, it } from 'vitest';
import type { Service } from '../../src/core/ports.ts';
import {
  type Answering,
  apiErrorOf,
  apiFault,
  clientSecret,
  grantToken,
  json,
  networkFault,
  queuesPath,
  tenantDouble,
} from './support/tenant-double.ts';

const minuteMs = 60_000;
const queue = { id: 'que_1', name: 'Billing', version: 3 };
const read = (service: Service) =>
  service.request({ method: 'GET', path: `${queuesPath}/{id}`, params: { id: 'que_1' } });

describe('tokens that cannot be had', () => {
  it.each([400, 401])(
    'end in UNAUTHORIZED where the token request answers %i, and nothing else is sent',
    async (status) => {
      const { service, calls, tokenRequests } = tenantDouble({
        answer: () => json(queue),
        token: () =>
          json({ error: 'invalid_client', error_description: `bad secret ${clientSecret}` }, status),
      });
      const error = await apiErrorOf(read(service));
      expect(error).toMatchObject({ code: 'UNAUTHORIZED', status, serverCode: 'invalid_client' });
      expect(error.message).toContain('bad secret ***');
      expect(tokenRequests).toHaveLength(1);
      expect(calls).toEqual([]);
    },
  );

  it('are asked for again after a 500, also for a write that must not be repeated', async () => {
    const { service, calls } = tenantDouble({
      answer: () => json(queue, 201),
      token: (seen, count) => (count < 3 ? apiFault(500, 'oops', 'try later') : grantToken(seen, count)),
    });
    const { status } = await service.request({ method: 'POST', path: queuesPath, body: { name: 'Billing' } });
    expect(status).toBe(201);
    expect(calls).toHaveLength(1);
  });

  it.each<[string, Answering, string]>([
    ['answers 503', () => apiFault(503, 'unavailable', 'maintenance'), 'SERVER_ERROR'],
    [
      'refuses connections',
      () => Promise.reject(networkFault('ECONNREFUSED', { syscall: 'connect' })),
      'CONNECTION_FAILED',
    ],
    ['loses connections', () => Promise.reject(networkFault('ECONNRESET')), 'CONNECTION_LOST'],
    ['is too slow', () => new Promise<Response>(() => {}), 'TIMEOUT'],
    ['answers 429', () => apiFault(429, 'slow', 'down'), 'RATE_LIMITED'],
    [
      'has no address for now',
      () => Promise.reject(networkFault('EAI_AGAIN', { syscall: 'getaddrinfo' })),
      'HOST_UNKNOWN',
    ],
  ])(
    'are asked for five times where the token endpoint %s, and the error names it',
    async (_what, token, code) => {
      const endpoint = { tokenUrl: 'https://login.acme.example/oauth2/token' };
      const { service, calls, tokenRequests } = tenantDouble({ endpoint, answer: () => json(queue), token });
      const error = await apiErrorOf(read(service));
      expect(error).toMatchObject({ code, mayHaveTakenEffect: false });
      expect(error.message).toContain('the token request POST login.acme.example/oauth2/token');
      expect(error.hint).toBeDefined();
      expect([tokenRequests.length, calls.length]).toEqual([5, 0]);
    },
  );

  it('are not asked for by each of many callers while the token endpoint is down', async () => {
    const { service, tokenRequests } = tenantDouble({
      answer: () => json(queue),
      token: () => apiFault(503, 'unavailable', 'maintenance'),
    });
    const errors = await Promise.all(Array.from({ length: 50 }, () => apiErrorOf(read(service))));
    for (const { message } of errors) expect(message).toContain('the token request');
    expect(tokenRequests.length).toBeLessThanOrEqual(8);
    expect(await apiErrorOf(read(service))).toMatchObject({ code: 'BREAKER_OPEN' });
  });

  it('that are still good serve on while the token endpoint is down', async () => {
    const { service, clock, calls, tokenRequests } = tenantDouble({
      auto: false,
      answer: () => json(queue),
      token: (seen, count) => (count === 1 ? grantToken(seen, count) : apiFault(503, 'x', 'maintenance')),
    });
    await read(service);
    await clock.advance(52 * minuteMs);
    for (let seconds = 0; seconds < 7 * 60; seconds += 10) {
      await read(service);
      await clock.advance(10_000);
    }
    expect(tokenRequests.length).toBeGreaterThan(8);
    expect(calls).toHaveLength(1 + 42);
  });

  it('honour Retry-After of the token request', async () => {
    const { service, tokenRequests } = tenantDouble({
      answer: () => json(queue),
      token: (seen, count) =>
        count === 1 ? apiFault(429, 'slow', 'down', { 'retry-after': '20' }) : grantToken(seen, count),
    });
    await read(service);
    expect(tokenRequests[1]?.at).toBeGreaterThanOrEqual(20_000);
  });

  it('come within 10 s or not at all', async () => {
    const { service, clock } = tenantDouble({
      endpoint: { retry: { attempts: 1, baseDelayMs: 1_000 } },
      answer: () => json(queue),
      token: () => new Promise<Response>(() => {}),
    });
    const error = await apiErrorOf(read(service));
    expect(error).toMatchObject({ code: 'TIMEOUT', mayHaveTakenEffect: false });
    expect(clock.monotonic()).toBe(10_000);
  });

  it('fail everybody who waits for them at once', async () => {
    const { service, clock } = tenantDouble({
      endpoint: { retry: { attempts: 1, baseDelayMs: 1_000 } },
      answer: () => json(queue),
      token: () => new Promise<Response>(() => {}),
    });
    await Promise.all(Array.from({ length: 5 }, () => apiErrorOf(read(service))));
    expect(clock.monotonic()).toBe(10_000);
  });

  it('are at a wrong URL where that answers 404, in whatever words', async () => {
    const { service } = tenantDouble({
      answer: () => json(queue),
      token: () => apiFault(404, 'not_found', 'no such path'),
    });
    const error = await apiErrorOf(read(service));
    expect(error).toMatchObject({ code: 'HOST_UNKNOWN', status: 404 });
    expect(error.hint).toContain('spec.endpoints.routing.tokenUrl');
  });

  it.each([
    ['no token', { expires_in: 3600 }],
    ['no life', { access_token: 'abc' }],
    ['a life of nothing', { access_token: 'abc', expires_in: 0 }],
    ['another type', { access_token: 'abc', expires_in: 3600, token_type: 'mac' }],
    ['a token that would break the header', { access_token: 'a\r\nx: y', expires_in: 3600 }],
    ['a list', []],
  ])('are UNREADABLE with %s', async (_what, body) => {
    const { service, tokenRequests } = tenantDouble({ answer: () => json(queue), token: () => json(body) });
    expect(await apiErrorOf(read(service))).toMatchObject({ code: 'UNREADABLE' });
    expect(tokenRequests).toHaveLength(1);
  });
});
