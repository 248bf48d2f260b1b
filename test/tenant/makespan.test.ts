import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/ports.ts';
import { Secret } from '../../src/core/secret.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { connectTenant } from '../../src/tenant/connect.ts';
import type { ResolvedEndpoint } from '../../src/tenant/endpoints/endpoint.ts';
import { type Fetch, overFetch } from '../../src/tenant/wire/over-fetch.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { apiFault, routing } from './support/tenant-double.ts';
import { late, sayingRetryAfter, tokenBucket, watched } from './support/tenant-limits.ts';

const minuteMs = 60_000;
const writes = 300;
const tenantLimit = 50;
const idealMs = (writes / tenantLimit) * minuteMs;
const path = '/api/v2/routing/skills';

interface World {
  readonly clock: Clock;
  readonly random: SeededRandom;
}

interface Trial {
  readonly client: number;
  /** What stands between the client and the sandbox. */
  readonly between?: (fetch: Fetch, world: World) => Fetch;
  /** Of the sandbox's own sliding minute. */
  readonly limit?: number;
  readonly retry?: ResolvedEndpoint['retry'];
}

/** A sandbox tenant that counts calls over a sliding minute, and a client, both on one virtual clock. */
async function connected({ client, between = (fetch) => fetch, limit = tenantLimit, retry }: Trial) {
  const clock = new VirtualClock({ auto: true });
  const random = new SeededRandom(7);
  const files = new MemoryFiles();
  const settings = { requestsPerMinute: limit };
  const sandbox = await createSandbox({ files, statePath: '/tenant.json', clock, random, settings });
  const watch = watched(between(sandbox.fetch, { clock, random }), clock);
  const endpoint: ResolvedEndpoint = routing({
    baseUrl: sandbox.baseUrl,
    tokenUrl: `${sandbox.baseUrl}/oauth/token`,
    clientId: sandbox.credentials.clientId,
    clientSecret: new Secret(sandbox.credentials.clientSecret),
    requestsPerMinute: client,
    ...(retry && { retry }),
  });
  const connection = connectTenant({ endpoints: [endpoint], clock, random, send: overFetch(watch.fetch) });
  return { clock, watch, service: connection.service('routing') };
}

/** Makes 300 skills, many at once, as apply does; how long that took as a share of the ideal. */
async function makespan({ parallelism = 10, ...trial }: Trial & { readonly parallelism?: number }) {
  const { clock, watch, service } = await connected(trial);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < writes; at = next++) {
      await service.request({ method: 'POST', path, body: { name: `skill ${at}` } });
    }
  };
  await Promise.all(Array.from({ length: parallelism }, work));
  const share = clock.monotonic() / idealMs;
  const sentAt = watch.calls.map((call) => call.sentAt);
  const made = new Set((await service.list({ path })).map(({ name }) => name)).size;
  return { watch, sentAt, share, made };
}

/** Most of the moments that fall into one minute, its end excluded. */
const busiestMinute = (moments: readonly number[]) =>
  Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + minuteMs).length));

describe('300 writes to a tenant that takes 50 a minute', () => {
  it.each([0, 200, 2_000])(
    'take no more than 1.05 of the ideal at the same rate, answers taking %i ms, and none is refused',
    async (ms) => {
      const between = (fetch: Fetch, world: World) => late(fetch, { ...world, ms });
      const { watch, sentAt, made, share } = await makespan({ client: tenantLimit, between });
      expect(made).toBe(writes);
      expect(watch.refusals()).toBe(0);
      expect(busiestMinute(sentAt)).toBeLessThanOrEqual(tenantLimit);
      expect(share).toBeLessThanOrEqual(1.05);
    },
  );

  const unlimited = Number.POSITIVE_INFINITY;
  const limits: [string, Trial['between'], number, number][] = [
    ['over a sliding minute', undefined, tenantLimit, 1.05],
    ['over a sliding minute, told in dates', inDates, tenantLimit, 1.05],
    ['with a bucket of 1', bucketOf(1), unlimited, 1.2],
    ['with a bucket of 5', bucketOf(5), unlimited, 1.05],
    ['with a bucket of 50', bucketOf(50), unlimited, 1.05],
    ['over a sliding minute, told nothing', silently, tenantLimit, 1.75],
    [
      'with a bucket of 5, told nothing',
      (fetch, world) => silently(bucketOf(5)(fetch, world)),
      unlimited,
      1.2,
    ],
  ];
  for (const ms of [0, 200]) {
    it.each(limits)(
      `all succeed at a rate of 240, counted %s, answers taking ${ms} ms, and no Retry-After is undercut`,
      async (_how, limiting = (fetch) => fetch, limit, shareMax) => {
        const between = (fetch: Fetch, world: World) => late(limiting(fetch, world), { ...world, ms });
        const { watch, made, share } = await makespan({ client: 240, between, limit });
        expect(made).toBe(writes);
        expect(watch.refusals()).toBeGreaterThan(0);
        expect(watch.insideRetryAfter).toEqual([]);
        expect(share).toBeLessThanOrEqual(shareMax);
      },
    );
  }

  it('all succeed with two attempts each, however many are refused together', async () => {
    const between = (fetch: Fetch, world: World) => late(fetch, { ...world, ms: 5_000 });
    const retry = { attempts: 2, baseDelayMs: 1_000 };
    const { watch, made, share } = await makespan({ client: 600, between, retry, parallelism: 60 });
    expect(made).toBe(writes);
    expect(watch.refusals()).toBeGreaterThan(60);
    expect(watch.insideRetryAfter).toEqual([]);
    expect(share).toBeLessThanOrEqual(1.2);
  });
});

describe('reads of a tenant that answers 503 now and then', () => {
  it.each([
    ['seconds', (_clock: Clock, seconds: number) => String(seconds)],
    ['dates', (clock: Clock, seconds: number) => httpDate(clock.now() + seconds * 1_000)],
  ])('all succeed, none inside a Retry-After in %s', async (_how, say) => {
    const between = (fetch: Fetch, { clock, random }: World): Fetch => {
      let calls = 0;
      const failing: Fetch = async (request) =>
        request.method === 'GET' && ++calls % 10 === 0
          ? apiFault(503, 'unavailable', 'try later', { 'retry-after': say(clock, (calls % 7) + 1) })
          : fetch(request);
      return late(failing, { clock, random, ms: 300 });
    };
    const { watch, service } = await connected({ client: 240, between, limit: Number.POSITIVE_INFINITY });
    const read = () => service.list({ path });
    const lists = await Promise.all(Array.from({ length: 200 }, read));
    expect(lists).toHaveLength(200);
    expect(watch.calls.length).toBeGreaterThan(215);
    expect(watch.insideRetryAfter).toEqual([]);
  });
});

function bucketOf(capacity: number) {
  return (fetch: Fetch, { clock }: World) => tokenBucket(fetch, { clock, perMinute: tenantLimit, capacity });
}

function inDates(fetch: Fetch, { clock }: World): Fetch {
  return sayingRetryAfter(fetch, (seconds) => httpDate(clock.now() + seconds * 1_000));
}

function silently(fetch: Fetch): Fetch {
  return sayingRetryAfter(fetch, () => undefined);
}

/** Not before that moment: dates have whole seconds. */
const httpDate = (ms: number) => new Date(Math.ceil(ms / 1_000) * 1_000).toUTCString();
