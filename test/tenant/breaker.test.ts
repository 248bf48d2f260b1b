import { describe, expect, it } from 'vitest';
import { ApiError, type ApiErrorCode } from '../../src/core/api-error.ts';
import { Breaker } from '../../src/tenant/pace/breaker.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { apiErrorOf, apiFault, json, queuesPath, tenantDouble } from './support/tenant-double.ts';

const failing = (code: ApiErrorCode) => () =>
  Promise.reject(new ApiError({ code, service: 'routing', message: `ended in ${code}` }));

function breakerOf() {
  const clock = new VirtualClock();
  const breaker = new Breaker({ clock, service: 'routing' });
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

  it('says that it is not open, and counts nothing, where it is only asked', async () => {
    const { clock, breaker, fail } = breakerOf();
    breaker.assureNotOpen();
    await fail(8);
    expect(() => breaker.assureNotOpen()).toThrow(expect.objectContaining({ code: 'BREAKER_OPEN' }));
    await clock.advance(30_000);
    breaker.assureNotOpen();
    breaker.assureNotOpen();
    expect(await breaker.guard(async () => 'fine')).toBe('fine');
  });

  it.each([500, 503])(
    'outlives a burst of %i: it opens, says so, lets one try, and closes',
    async (status) => {
      const endpoint = { retry: { attempts: 1, baseDelayMs: 1_000 } };
      let isDown = true;
      const { service, calls, clock } = tenantDouble({
        endpoint,
        auto: false,
        answer: () => (isDown ? apiFault(status, 'oops', 'maintenance') : json({ entities: [] })),
      });
      const codes = async (times: number) => {
        const ends: string[] = [];
        for (let made = 0; made < times; made++) {
          const end = await service
            .request({ method: 'GET', path: `${queuesPath}/{id}`, params: { id: '1' } })
            .then(
              () => 'fine',
              ({ code, message }: ApiError) =>
                `${code}${message.includes('maintenance') ? ' maintenance' : ''}`,
            );
          ends.push(end);
        }
        return [...new Set(ends)];
      };
      expect(await codes(8)).toEqual(['SERVER_ERROR maintenance']);
      expect(await codes(5)).toEqual(['BREAKER_OPEN maintenance']);
      expect(calls).toHaveLength(8);
      await clock.advance(30_000);
      expect(await codes(3)).toEqual(['SERVER_ERROR maintenance', 'BREAKER_OPEN maintenance']);
      expect(calls).toHaveLength(9);
      isDown = false;
      await clock.advance(30_000);
      expect(await codes(8)).toEqual(['fine']);
    },
  );

  it('spares a service that is down however many workers wait in line, at a slow rate too', async () => {
    const { service, calls, clock } = tenantDouble({
      endpoint: { requestsPerMinute: 50 },
      answer: () => apiFault(503, 'unavailable', 'maintenance'),
    });
    const path = `${queuesPath}/{id}`;
    const work = async (worker: number) => {
      const codes: string[] = [];
      for (let made = 0; made < 30; made++) {
        const update = {
          method: 'PATCH',
          path,
          params: { id: `${worker}` },
          body: {},
          guarded: true,
        } as const;
        codes.push((await apiErrorOf(service.request(update))).code);
      }
      return codes;
    };
    const codes = await Promise.all(Array.from({ length: 10 }, (_, worker) => work(worker)));
    // What went out before the breaker opened may have taken effect, which counts for more.
    const each = ['SERVER_ERROR', ...Array.from({ length: 29 }, () => 'BREAKER_OPEN')];
    expect(codes).toEqual(Array.from({ length: 10 }, () => each));
    expect(calls.length).toBeLessThan(30);
    expect(clock.monotonic()).toBeLessThan(60_000);
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
