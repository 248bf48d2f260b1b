import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/core/api-error.ts';
import type { ServiceRequest, WriteGuard } from '../../src/core/ports.ts';
import { create, list, read } from './support/queue-calls.ts';
import {
  type Answering,
  apiErrorOf,
  apiFault,
  json,
  networkFault,
  queuesPath,
  settled,
  tenantDouble,
} from './support/tenant-double.ts';

const update: ServiceRequest = {
  method: 'PATCH',
  path: `${queuesPath}/{id}`,
  params: { id: 'que_1' },
  body: { version: 3 },
  guarded: true,
};

const refusal = (code: 'LEASE_LOST' | 'INTERRUPTED') =>
  new ApiError({ code, service: 'tenant', message: 'no write goes out any more' });

const fine = () => json({ id: 'que_1', version: 4, entities: [] });
const lost = () => Promise.reject(networkFault('ECONNRESET'));
const limited = () => apiFault(429, 'rate_limited', 'slow down', { 'retry-after': '17' });
/** Answers one after the other, then well. */
const inTurn =
  (...answers: Answering[]): Answering =>
  (seen, count) =>
    (answers[count - 1] ?? fine)(seen, count);

/** Lets so many writes pass; remembers what it was asked. */
function guardOf(passMax = Number.POSITIVE_INFINITY) {
  const stopping = new AbortController();
  const asked: number[] = [];
  const guard: WriteGuard = {
    stopped: stopping.signal,
    assure: async (deadlineMs) => {
      asked.push(deadlineMs);
      if (asked.length > passMax) throw refusal('LEASE_LOST');
    },
  };
  return { guard, asked, stop: () => stopping.abort(refusal('INTERRUPTED')) };
}

describe('a guard of writes', () => {
  it('is asked before each write with the deadline of its request, and never before a read', async () => {
    const { connection, service, calls } = tenantDouble({ endpoint: { timeoutMs: 7_000 }, answer: fine });
    const { guard, asked } = guardOf();
    connection.guardWrites(guard);
    await service.request(create);
    await service.request(read);
    await service.list(list);
    expect(asked).toEqual([7_000]);
    const body = (elements: readonly number[]) => ({ elements });
    await service.bulk({ method: 'POST', path: '/bulk', elements: [1, 2, 3], sizeMax: 2, body });
    expect(asked).toEqual([7_000, 60_000, 60_000]);
    expect(calls).toHaveLength(5);
  });

  it.each([
    ['a lost answer', lost],
    ['a 429', limited],
    ['a token that was refused', () => new Response(null, { status: 401 })],
  ])('is asked again before what is sent after %s', async (_what, fault) => {
    const { connection, service, calls } = tenantDouble({ answer: inTurn(fault) });
    const { guard, asked } = guardOf();
    connection.guardWrites(guard);
    await service.request(update);
    expect(asked).toHaveLength(2);
    expect(calls).toHaveLength(2);
  });

  it('is asked at the moment at which the request goes out, not when it begins to wait in line', async () => {
    const { connection, service, calls, clock } = tenantDouble({
      endpoint: { requestsPerMinute: 1 },
      answer: fine,
    });
    const askedAt: number[] = [];
    const assure = async () => void askedAt.push(clock.monotonic());
    connection.guardWrites({ assure, stopped: new AbortController().signal });
    await Promise.all([service.request(create), service.request(create)]);
    expect(askedAt).toEqual([0, 60_000]);
    expect(calls.map(({ at }) => at)).toEqual([0, 60_000]);
  });

  it('that takes its time holds the write back, and those behind it', async () => {
    const { connection, service, calls, clock } = tenantDouble({ answer: fine });
    connection.guardWrites({ assure: () => clock.sleep(500), stopped: new AbortController().signal });
    await Promise.all([service.request(create), service.request(create)]);
    expect(calls.map(({ at }) => at)).toEqual([500, 1_000]);
  });

  it('that refuses is what the write ends in: nothing is sent, and nothing tried again', async () => {
    const { connection, service, calls, clock } = tenantDouble({ answer: fine });
    const { guard, asked } = guardOf(0);
    connection.guardWrites(guard);
    expect(await apiErrorOf(service.request(update))).toMatchObject({
      code: 'LEASE_LOST',
      mayHaveTakenEffect: false,
    });
    expect(asked).toHaveLength(1);
    expect(calls).toEqual([]);
    expect(clock.monotonic()).toBe(0);
    expect((await service.request(read)).status).toBe(200);
  });

  it('does no harm to the service by its refusals, and hides no failures of it', async () => {
    const broken = () => apiFault(503, 'unavailable', 'try later');
    const once = { retry: { attempts: 1, baseDelayMs: 1_000 } };
    const { connection, service } = tenantDouble({ endpoint: once, answer: broken });
    const refusing = guardOf(0).guard;
    connection.guardWrites(refusing);
    for (let tries = 0; tries < 20; tries++) await apiErrorOf(service.request(create));
    for (let tries = 0; tries < 7; tries++) await apiErrorOf(service.request(read));
    await apiErrorOf(service.request(create));
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'SERVER_ERROR' });
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'BREAKER_OPEN' });
  });

  it.each([
    ['a lost answer', lost, 'CONNECTION_LOST', true],
    ['a 503', () => apiFault(503, 'unavailable', 'try later'), 'SERVER_ERROR', true],
    ['a 429, which has no effect', limited, 'LEASE_LOST', false],
  ])(
    'that refuses the repetition after %s leaves what is known of the first one',
    async (_what, fault, code, mayHaveTakenEffect) => {
      const { connection, service, calls } = tenantDouble({ answer: inTurn(fault) });
      connection.guardWrites(guardOf(1).guard);
      expect(await apiErrorOf(service.request(update))).toMatchObject({ code, mayHaveTakenEffect });
      expect(calls).toHaveLength(1);
    },
  );

  it('that refuses within a bulk request fails the batches that are left', async () => {
    const { connection, service, calls } = tenantDouble({ answer: fine });
    connection.guardWrites(guardOf(1).guard);
    const body = (elements: readonly number[]) => ({ elements });
    const answers = await service.bulk({
      method: 'POST',
      path: '/bulk',
      elements: [1, 2, 3],
      sizeMax: 1,
      body,
    });
    expect(answers.map(({ error }) => error?.code)).toEqual([undefined, 'LEASE_LOST', 'LEASE_LOST']);
    expect(calls).toHaveLength(1);
  });
});

describe('a guard that stops', () => {
  it('ends every write that waits in line, for its turn or for a place, at once', async () => {
    const { connection, service, calls, clock } = tenantDouble({
      endpoint: { requestsPerMinute: 1 },
      auto: false,
      answer: fine,
    });
    const { guard, stop } = guardOf();
    connection.guardWrites(guard);
    // One goes out, 15 wait for their turn, and the others for a place among these.
    const writes = Array.from({ length: 20 }, () => service.request(create));
    const ends = Promise.allSettled(writes);
    for (let turns = 0; turns < 10; turns++) await settled();
    stop();
    const [first, ...others] = await ends;
    expect(first).toMatchObject({ status: 'fulfilled' });
    for (const other of others) expect(other).toMatchObject({ reason: { code: 'INTERRUPTED' } });
    expect(calls).toHaveLength(1);
    expect(clock.monotonic()).toBe(0);
  });

  it.each([
    ['a lost answer', lost, 'CONNECTION_LOST', true],
    [
      'a connection that was refused',
      () => Promise.reject(networkFault('ECONNREFUSED', { syscall: 'connect' })),
      'INTERRUPTED',
      false,
    ],
  ])('ends the wait before a repetition after %s', async (_what, fault, code, mayHaveTakenEffect) => {
    const { connection, service, calls, clock } = tenantDouble({ auto: false, answer: inTurn(fault) });
    const { guard, stop } = guardOf();
    connection.guardWrites(guard);
    const error = apiErrorOf(service.request(update));
    for (let turns = 0; turns < 10; turns++) await settled();
    stop();
    expect(await error).toMatchObject({ code, mayHaveTakenEffect });
    expect(calls).toHaveLength(1);
    expect(clock.monotonic()).toBe(0);
  });

  it('ends a write that waits for a token or for the guard itself', async () => {
    const never = () => new Promise<never>(() => {});
    const waitingForToken = tenantDouble({ auto: false, answer: fine, token: never });
    const waitingForGuard = tenantDouble({ auto: false, answer: fine });
    for (const { connection, service, calls } of [waitingForToken, waitingForGuard]) {
      const stopping = new AbortController();
      connection.guardWrites({ assure: never, stopped: stopping.signal });
      const error = apiErrorOf(service.request(create));
      for (let turns = 0; turns < 10; turns++) await settled();
      stopping.abort(refusal('INTERRUPTED'));
      expect(await error).toMatchObject({ code: 'INTERRUPTED' });
      expect(calls).toEqual([]);
    }
  });

  it('waits for what is on its way', async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { connection, service, calls } = tenantDouble({
      auto: false,
      answer: () => answered.then(fine),
    });
    const { guard, stop } = guardOf();
    connection.guardWrites(guard);
    const written = service.request(create);
    for (let turns = 0; turns < 10; turns++) await settled();
    expect(calls).toHaveLength(1);
    stop();
    answer();
    expect((await written).status).toBe(200);
  });

  it('stops no read, whether it waits or comes later', async () => {
    const { connection, service, calls } = tenantDouble({ endpoint: { requestsPerMinute: 1 }, answer: fine });
    const { guard, stop } = guardOf();
    connection.guardWrites(guard);
    const waiting = [service.request(read), service.request(read)];
    stop();
    await Promise.all(waiting);
    await service.list(list);
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
    expect(await apiErrorOf(service.request(create))).toMatchObject({ code: 'INTERRUPTED' });
  });

  it('leaves a closed connection closed', async () => {
    const { connection, service } = tenantDouble({ answer: fine });
    connection.guardWrites(guardOf().guard);
    await connection.close();
    expect(await apiErrorOf(service.request(create))).toMatchObject({ code: 'CANCELLED' });
  });
});

describe('the deadline of a service', () => {
  it('is that of its endpoint, and refused for a service without one', () => {
    const { connection } = tenantDouble({ endpoint: { timeoutMs: 7_000 }, answer: fine });
    expect(connection.deadlineMs('routing')).toBe(7_000);
    expect(() => connection.deadlineMs('campaigns')).toThrow(
      expect.objectContaining({ code: 'HOST_UNKNOWN' }),
    );
  });
});
