import { describe, expect, it } from 'vitest';
import { ApiError, type ApiErrorCode } from '../../src/core/api-error.ts';
import { Breaker } from '../../src/tenant/breaker.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { apiErrorOf, apiFault, queuesPath, tenantDouble } from './support/tenant-double.ts';

const failing = (code: ApiErrorCode) => () =>
  Promise.reject(new ApiError({ code, service: 'routing', message: `ended in ${code}` }));

function breakerOf() {
  const clock = new VirtualClock();
  const breaker = new Breaker(clock, 'routing');
  const fail = async (times: number, code: ApiErrorCode = 'SERVER_ERROR') => {
    for (let made = 0; made < times; made++) await apiErrorOf(breaker.guard(failing(code)));
  };
  const succeed = () => breaker.guard(async () => 'fine');
  return { clock, breaker, fail, succeed };
}

describe('Breaker', () => {
  it('refuses after eight failures in a row and says what the last one was', async () => {
    const { fail, succeed } = breakerOf();
    await fail(7);
    await fail(1, 'CONNECTION_LOST');
    const error = await apiErrorOf(succeed());
    expect(error).toMatchObject({ code: 'BREAKER_OPEN', service: 'routing', mayHaveTakenEffect: false });
    expect(error.message).toContain('ended in CONNECTION_LOST');
  });

  it.each(['BAD_REQUEST', 'CONFLICT', 'NOT_FOUND', 'RATE_LIMITED'] as const)(
    'takes %s for a sign of life',
    async (code) => {
      const { fail, succeed } = breakerOf();
      await fail(7);
      await fail(1, code);
      await fail(7);
      expect(await succeed()).toBe('fine');
    },
  );

  it('counts requests that were on their way together as one failure', async () => {
    const { breaker, succeed } = breakerOf();
    await Promise.all(Array.from({ length: 20 }, () => apiErrorOf(breaker.guard(failing('TIMEOUT')))));
    expect(await succeed()).toBe('fine');
  });

  it('lets one request try after 30 s, and closes when that succeeds', async () => {
    const { clock, breaker, fail, succeed } = breakerOf();
    await fail(8);
    await clock.advance(29_999);
    expect((await apiErrorOf(succeed())).code).toBe('BREAKER_OPEN');
    await clock.advance(1);
    let answer = (_text: string) => {};
    const trial = breaker.guard(
      () =>
        new Promise<string>((resolve) => {
          answer = resolve;
        }),
    );
    expect((await apiErrorOf(succeed())).code).toBe('BREAKER_OPEN');
    answer('back again');
    expect(await trial).toBe('back again');
    expect(await succeed()).toBe('fine');
  });

  it('rests for another 30 s when that fails', async () => {
    const { clock, fail, succeed } = breakerOf();
    await fail(8);
    await clock.advance(30_000);
    await fail(1);
    await clock.advance(29_000);
    expect((await apiErrorOf(succeed())).code).toBe('BREAKER_OPEN');
    await clock.advance(1_000);
    expect(await succeed()).toBe('fine');
  });

  it('stops the requests of a service that only answers 5xx', async () => {
    const { service, calls } = tenantDouble({ answer: () => apiFault(500, 'oops', 'no') });
    const codes: string[] = [];
    for (let made = 0; made < 4; made++) {
      codes.push((await apiErrorOf(service.request({ method: 'GET', path: queuesPath }))).code);
    }
    expect(codes).toEqual(['SERVER_ERROR', 'BREAKER_OPEN', 'BREAKER_OPEN', 'BREAKER_OPEN']);
    expect(calls).toHaveLength(8);
  });
});
