import { describe, expect, it } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import {
  type Answering,
  apiErrorOf,
  apiFault,
  json,
  networkFault,
  queuesPath,
  tenantDouble,
} from './support/tenant-double.ts';

const path = `${queuesPath}/{id}`;
const params = { id: 'que_1' };
const read: ServiceRequest = { method: 'GET', path, params };
const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Billing' } };
const update: ServiceRequest = { method: 'PATCH', path, params, body: { version: 3 }, guarded: true };

const lost = () => Promise.reject(networkFault('ECONNRESET'));
const refused = () => Promise.reject(networkFault('ECONNREFUSED', { syscall: 'connect' }));
const broken = () => apiFault(503, 'unavailable', 'try later');
const limited = (headers: Record<string, string> = {}) => apiFault(429, 'rate_limited', 'slow down', headers);
const fine = () => json({ id: 'que_1', version: 4 });

/** Answers one after the other, the last one for good. */
const inTurn =
  (...answers: Answering[]): Answering =>
  (seen, count) => {
    const answer = answers[count - 1] ?? answers.at(-1);
    return answer ? answer(seen, count) : fine();
  };

const waits = (calls: readonly { readonly at: number }[]) =>
  calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? 0));

describe('a request that fails', () => {
  it.each([
    ['a 5xx', broken],
    ['a lost connection', lost],
    ['a refused connection', refused],
    ['a 429', () => limited()],
  ])('is repeated after %s, where it is a read', async (_what, fault) => {
    const { service, calls } = tenantDouble({ answer: inTurn(fault, fault, fine) });
    expect(await service.request(read)).toEqual({ status: 200, body: { id: 'que_1', version: 4 } });
    expect(calls).toHaveLength(3);
  });

  it('is repeated after a lost answer, where it is a write that its version guards', async () => {
    const { service, calls } = tenantDouble({ answer: inTurn(lost, broken, fine) });
    expect((await service.request(update)).status).toBe(200);
    expect(calls).toHaveLength(3);
  });

  it.each([
    ['a lost connection', lost, 'CONNECTION_LOST'],
    ['a 5xx', broken, 'SERVER_ERROR'],
  ])(
    'is not repeated after %s, where it is an unguarded write, and may have taken effect',
    async (_what, fault, code) => {
      const { service, calls } = tenantDouble({ answer: inTurn(fault, fine) });
      expect(await apiErrorOf(service.request(create))).toMatchObject({ code, mayHaveTakenEffect: true });
      expect(calls).toHaveLength(1);
    },
  );

  it.each([
    ['a 429', () => limited()],
    ['a refused connection', refused],
  ])(
    'is repeated after %s even where it is an unguarded write, for nothing has happened',
    async (_what, fault) => {
      const { service, calls } = tenantDouble({ answer: inTurn(fault, fine) });
      expect((await service.request(create)).status).toBe(200);
      expect(calls).toHaveLength(2);
    },
  );

  it('ends after five attempts, their delays doubling with some chance in them', async () => {
    const { service, calls } = tenantDouble({ answer: broken });
    const error = await apiErrorOf(service.request(read));
    expect(error).toMatchObject({
      code: 'SERVER_ERROR',
      status: 503,
      serverCode: 'unavailable',
      retryable: true,
    });
    const delays = waits(calls);
    expect(delays).toHaveLength(4);
    delays.forEach((delay, index) => {
      expect(delay).toBeGreaterThanOrEqual(1_000 * 2 ** index);
      expect(delay).toBeLessThanOrEqual(1_500 * 2 ** index);
    });
    expect(delays.some((delay, index) => delay !== 1_000 * 2 ** index)).toBe(true);
  });

  it('follows the attempts and the base delay of its endpoint', async () => {
    const endpoint = { retry: { attempts: 2, baseDelayMs: 10 } };
    const { service, calls } = tenantDouble({ endpoint, answer: broken });
    await apiErrorOf(service.request(read));
    expect(calls).toHaveLength(2);
    expect(waits(calls)[0]).toBeLessThan(100);
  });

  it('waits at least a second after a 429, however small the base delay', async () => {
    const endpoint = { retry: { attempts: 2, baseDelayMs: 10 } };
    const { service, calls } = tenantDouble({ endpoint, answer: inTurn(() => limited(), fine) });
    await service.request(read);
    expect(waits(calls)[0]).toBeGreaterThanOrEqual(1_000);
  });

  it.each([
    ['seconds', '17'],
    ['an HTTP date', 'Mon, 01 Jun 2026 08:00:17 GMT'],
  ])('never undercuts a Retry-After in %s', async (_what, retryAfter) => {
    const { service, calls } = tenantDouble({
      answer: inTurn(() => limited({ 'retry-after': retryAfter }), fine),
    });
    await service.request(read);
    expect(calls[1]?.at).toBe(17_000);
  });

  it('keeps everybody out of an endpoint inside its Retry-After, and nobody out of another', async () => {
    const { service, calls } = tenantDouble({
      answer: (seen, count) =>
        count === 1 ? limited({ 'retry-after': '30' }) : json({ path: seen.url.pathname }),
    });
    const first = service.request(read);
    const sameLater = first.then(() => service.request({ ...read, params: { id: 'que_2' } }));
    const other = service.request(update);
    await Promise.all([first, sameLater, other]);
    const inside = calls.filter(({ at }) => at > 0 && at < 30_000);
    expect(inside.map(({ method }) => method)).toEqual([]);
    expect(calls.filter(({ at }) => at === 0).map(({ method }) => method)).toEqual(['GET', 'PATCH']);
  });

  it('ends in RATE_LIMITED where Retry-After asks for hours', async () => {
    const { service, calls } = tenantDouble({ answer: () => limited({ 'retry-after': '7200' }) });
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'RATE_LIMITED' });
    expect(calls).toHaveLength(1);
  });

  it.each([
    [400, 'BAD_REQUEST'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [413, 'TOO_LARGE'],
    [422, 'BAD_REQUEST'],
  ])('is not repeated after a %i', async (status, code) => {
    const { service, calls } = tenantDouble({ answer: () => apiFault(status, 'x', 'no') });
    expect(await apiErrorOf(service.request(update))).toMatchObject({
      code,
      status,
      serverCode: 'x',
      retryable: false,
      mayHaveTakenEffect: false,
    });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['another refusal', () => apiFault(409, 'version_mismatch', 'moved'), 'CONFLICT'],
    ['a refused connection, which says nothing of it', refused, 'CONNECTION_LOST'],
  ])(
    'stays one that may have taken effect where a lost answer is followed by %s',
    async (_what, fault, code) => {
      const { service } = tenantDouble({ answer: inTurn(lost, fault) });
      expect(await apiErrorOf(service.request(update))).toMatchObject({ code, mayHaveTakenEffect: true });
    },
  );

  it('is what may have taken effect where the breaker refuses it then', async () => {
    const { service, calls } = tenantDouble({
      endpoint: { requestsPerMinute: 60_000, retry: { attempts: 5, baseDelayMs: 1_000 } },
      answer: () => apiFault(500, 'oops', 'half done'),
    });
    const errors = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        apiErrorOf(service.request({ ...update, params: { id: `que_${n}` } })),
      ),
    );
    for (const error of errors) {
      expect(error).toMatchObject({ code: 'SERVER_ERROR', status: 500, mayHaveTakenEffect: true });
      expect(error.message).not.toContain('was not sent');
    }
    // Not all attempts that there are went out: the breaker has refused some.
    expect(calls.length).toBeLessThan(12 * 5);
  });

  it('lets whatever is no failure of the network pass, once', async () => {
    const crash = new Error('the process dies here');
    const { service, calls } = tenantDouble({ answer: () => Promise.reject(crash) });
    await expect(service.request(read)).rejects.toBe(crash);
    expect(calls).toHaveLength(1);
  });
});
