import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { Bucket } from '../../src/tenant/pace/pacing.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { apiErrorOf, settled } from './support/tenant-double.ts';

const minuteMs = 60_000;

function bucketOf(requestsPerMinute: number, clock = new VirtualClock({ auto: true })) {
  const stopping = new AbortController();
  const bucket = new Bucket({
    clock,
    service: 'routing',
    endpoint: 'GET /api/v2/routing/queues',
    requestsPerMinute,
    random: new SeededRandom(1),
    retry: { attempts: 5, baseDelayMs: 1_000 },
  });
  const prepared = <T>(prepare: () => Promise<T>) => bucket.turn(prepare, stopping.signal);
  const turn = async () => (await prepared(async () => undefined)).sentAt;
  const turns = async (count: number) => {
    const sent: number[] = [];
    for (let made = 0; made < count; made++) sent.push(await turn());
    return sent;
  };
  return { clock, stopping, bucket, prepared, turn, turns };
}

/** Most of the moments that fall into one minute, its end excluded. */
const busiestMinute = (moments: readonly number[]) =>
  Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + minuteMs).length));

const gaps = (moments: readonly number[]) => moments.slice(1).map((at, index) => at - (moments[index] ?? 0));

describe('Bucket', () => {
  it('never gives more turns than its rate in any minute, whatever is asked and answered', async () => {
    const asking = fc.record({
      pauseMs: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(90_000)),
      together: fc.integer({ min: 1, max: 30 }),
      status: fc.constantFrom(200, 200, 200, 429, 500),
      retryAfterMs: fc.option(fc.nat(20_000), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.array(asking, { maxLength: 12 }),
        async (rate, asked) => {
          const { clock, bucket, turn } = bucketOf(rate);
          const sent: number[] = [];
          for (const { pauseMs, together, status, retryAfterMs } of asked) {
            await clock.sleep(pauseMs);
            const turnsAtOnce = Array.from({ length: Math.min(together, rate) }, async () => {
              const sentAt = await turn();
              sent.push(sentAt);
              bucket.answered(sentAt, status, status === 429 ? retryAfterMs : undefined);
            });
            // Whoever is refused for good is not sent either.
            await Promise.allSettled(turnsAtOnce);
          }
          if (sent.length > 0) expect(busiestMinute(sent)).toBeLessThanOrEqual(rate);
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  it('lets one in 25 go at once, and uses the whole rate over a minute', async () => {
    const sent = await bucketOf(50).turns(60);
    expect(sent.filter((at) => at === 0)).toHaveLength(3);
    expect(sent.filter((at) => at < minuteMs)).toHaveLength(50);
  });

  it('keeps to its rate where that is many a second', async () => {
    const sent = await bucketOf(6_000).turns(3_000);
    expect(sent.at(-1)).toBeGreaterThan(0.99 * 30_000);
    expect(sent.at(-1)).toBeLessThan(1.01 * 30_000);
  });

  it('gives turns in the order in which they were asked for, and wakes each caller once', async () => {
    const { clock, turn } = bucketOf(60);
    const order: number[] = [];
    await Promise.all(Array.from({ length: 20 }, (_, index) => turn().then(() => order.push(index))));
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(clock.sleeps).toHaveLength(20 - 3);
  });

  it('halves the rate once for a wave of 429s, and raises it again slowly', async () => {
    const { bucket, turn, turns } = bucketOf(60);
    const wave = await Promise.all(Array.from({ length: 3 }, turn));
    for (const sentAt of wave) bucket.answered(sentAt, 429, undefined);
    expect(gaps(await turns(4))).toEqual([2_000, 2_000, 2_000]);

    bucket.answered(await turn(), 429, undefined);
    expect(gaps(await turns(3))).toEqual([4_000, 4_000]);

    const recovering: number[] = [];
    for (let answered = 0; answered < 130; answered++) {
      const sentAt = await turn();
      recovering.push(sentAt);
      bucket.answered(sentAt, 200, undefined);
    }
    const after = gaps(recovering);
    expect(after[1]).toBeGreaterThan(3_500);
    expect(after.at(-1)).toBeLessThan(1_200);
    expect(after.every((gap, index) => index === 0 || gap <= (after[index - 1] ?? 0) + 1e-6)).toBe(true);
  });

  it('lowers the rate by a fifth where the tenant says how long to wait', async () => {
    const { bucket, turn, turns } = bucketOf(60);
    bucket.answered(await turn(), 429, 5_000);
    expect(gaps(await turns(3))).toEqual([1_250, 1_250]);
  });

  it('slows down no further than to a sixteenth', async () => {
    const { bucket, turn, turns } = bucketOf(60);
    for (let refused = 0; refused < 4; refused++) bucket.answered(await turn(), 429, undefined);
    expect(gaps(await turns(2))).toEqual([16_000]);
  });

  it.each([
    ['without Retry-After', undefined],
    ['with one that it does not keep to', 2_000],
  ])('pauses longer and longer for 429s %s, in all for more than a minute', async (_how, retryAfterMs) => {
    const { bucket, turn } = bucketOf(60);
    const sent = [await turn()];
    for (let refused = 0; refused < 4; refused++) {
      bucket.answered(sent.at(-1) ?? 0, 429, retryAfterMs);
      sent.push(await turn());
    }
    const pauses = gaps(sent);
    const [first = 0] = pauses;
    expect(first).toBeGreaterThanOrEqual(1_000);
    expect(first).toBeLessThanOrEqual(2_000);
    [4_000, 16_000, 60_000].forEach((pause, index) => {
      expect(pauses[index + 1]).toBeGreaterThanOrEqual(pause);
      expect(pauses[index + 1]).toBeLessThanOrEqual(1.5 * pause);
    });
  });

  it('waits a second at least after a 429, whatever Retry-After says', async () => {
    const { bucket, turn } = bucketOf(240);
    bucket.answered(await turn(), 429, 0);
    expect(await turn()).toBe(1_000);
  });

  it('holds no answer against the endpoint whose request went out before its refusal', async () => {
    const { clock, bucket, turn } = bucketOf(60);
    const [early, late] = [await turn(), await turn()];
    bucket.answered(early, 429, 3_000);
    const letThrough = bucket.letThrough;
    bucket.answered(late, 200, undefined);
    expect(bucket.letThrough).toBe(letThrough);
    expect((await turn()) - clock.monotonic()).toBe(0);
    expect(clock.monotonic()).toBe(3_000);
  });

  it('refuses at once when the tenant has let nothing through for more than a minute', async () => {
    const { clock, bucket, turn } = bucketOf(60);
    for (let refused = 0; refused < 5; refused++) bucket.answered(await turn(), 429, undefined);
    const before = clock.monotonic();
    expect(await apiErrorOf(turn())).toMatchObject({ code: 'RATE_LIMITED', retryable: false });
    expect(clock.monotonic()).toBe(before);
    await clock.sleep(90_000);
    bucket.answered(await turn(), 200, undefined);
    bucket.answered(await turn(), 429, undefined);
    expect(await turn()).toBeGreaterThan(before);
  });

  it('gives nobody a turn inside a Retry-After, not even who was in line already', async () => {
    const { clock, bucket, turn } = bucketOf(10);
    bucket.answered(await turn(), 200, undefined);
    const early = await turn();
    const waiting = [turn(), turn()];
    await clock.sleep(1_000);
    bucket.answered(early, 429, 40_000);
    const closedUntil = clock.monotonic() + 40_000;
    const sent = await Promise.all(waiting);
    expect(Math.min(...sent)).toBeGreaterThanOrEqual(closedUntil);
  });

  it('gives no turn inside a Retry-After that came while a turn was being prepared', async () => {
    const { clock, bucket, prepared } = bucketOf(60);
    let count = 0;
    const { sentAt, ready } = await prepared(async () => {
      count++;
      if (count === 1) bucket.answered(clock.monotonic(), 503, 5_000);
      return count;
    });
    expect({ sentAt, ready }).toEqual({ sentAt: 5_000, ready: 2 });
  });

  it('refuses instead of waiting longer than five minutes', async () => {
    const { bucket, turn } = bucketOf(60);
    bucket.answered(await turn(), 429, 7_200_000);
    const error = await apiErrorOf(turn());
    expect(error).toMatchObject({ code: 'RATE_LIMITED', retryable: false });
    expect(error.message).toContain('7200 s');
  });

  it('goes on with the next in line where preparing a turn failed', async () => {
    const { prepared, turn } = bucketOf(60);
    const failing = prepared(() => Promise.reject(new Error('no token')));
    const next = turn();
    await expect(failing).rejects.toThrow('no token');
    expect(await next).toBe(0);
  });

  it('ends all waiting at once when it is stopped, whatever the first in line waits for', async () => {
    const { stopping, prepared, turn } = bucketOf(1, new VirtualClock());
    await turn();
    const forTime = [turn(), turn()];
    await settled();
    stopping.abort(new Error('stopped'));
    for (const waiting of forTime) await expect(waiting).rejects.toThrow('stopped');

    const other = bucketOf(1, new VirtualClock());
    const forever = [other.prepared(() => new Promise(() => {})), other.turn()];
    await settled();
    other.stopping.abort(new Error('stopped'));
    for (const waiting of forever) await expect(waiting).rejects.toThrow('stopped');
    await expect(prepared(async () => 'ready')).rejects.toThrow('stopped');
  });
});
