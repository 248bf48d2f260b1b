import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../src/host/seeded-random.ts';
import { FAULT_KINDS, type FaultKind } from '../../../src/sandbox/faults/faults.ts';
import { openTenant, SKILLS } from '../opened-tenant.ts';

const count = 2_000;

/** The statuses of so many calls, in order. */
async function statuses(
  rates: readonly (readonly [FaultKind, number])[],
  seed: number,
  path = `${SKILLS}/x`,
) {
  const faults = { rates: new Map(rates), random: new SeededRandom(seed) };
  const { sandbox } = await openTenant(undefined, { faults });
  const seen: number[] = [];
  for (let n = 0; n < count; n++) {
    seen.push((await sandbox.fetch(new Request(`${sandbox.baseUrl}${path}`))).status);
  }
  return seen;
}

const share = (seen: readonly number[], status: number) =>
  seen.filter((one) => one === status).length / seen.length;

describe('faults', () => {
  it('come at their rates', async () => {
    const seen = await statuses(
      [
        ['429-bare', 0.1],
        ['500', 0.2],
        ['413', 0.3],
      ],
      1,
    );
    expect(share(seen, 429)).toBeCloseTo(0.1, 1);
    expect(share(seen, 500)).toBeCloseTo(0.2, 1);
    expect(share(seen, 413)).toBeCloseTo(0.3, 1);
    // None of these calls has a token.
    expect(share(seen, 401)).toBeCloseTo(0.4, 1);
  });

  it('come always at 1, and never at 0', async () => {
    expect(new Set(await statuses([['503', 1]], 2))).toEqual(new Set([503]));
    expect(new Set(await statuses([['503', 0]], 2))).toEqual(new Set([401]));
  });

  it('that cannot strike a call take no share of it', async () => {
    const seen = await statuses(
      [
        ['token-down', 0.5],
        ['no-list', 0.3],
        ['500', 0.2],
      ],
      3,
    );
    expect(share(seen, 500)).toBeCloseTo(0.2, 1);
  });

  it('are the same with the same seed, and others with another', async () => {
    const some = [
      ['429', 0.3],
      ['500', 0.3],
    ] as const;
    expect(await statuses(some, 4)).toEqual(await statuses(some, 4));
    expect(await statuses(some, 4)).not.toEqual(await statuses(some, 5));
  });

  it('are 20, each of which has a name of its own', () => {
    expect(new Set(FAULT_KINDS).size).toBe(FAULT_KINDS.length);
    expect(FAULT_KINDS).toHaveLength(20);
  });
});

describe('latency', () => {
  it('is how long each answer takes, before anything is done', async () => {
    const tenant = await openTenant();
    const late = await openTenant(undefined, { files: tenant.files, clock: tenant.clock });
    expect(late.clock.sleeps).toEqual([]);
    const slow = openTenant(undefined, { latencyMs: 50, clock: tenant.clock });
    await turns();
    expect(tenant.clock.sleeps).toEqual([50]);
    await tenant.clock.advance(50);
    const { sandbox } = await slow;
    const writing = (await slow).call('POST', SKILLS, { name: 'English' });
    await turns();
    await tenant.clock.advance(49);
    expect(sandbox.requests).toHaveLength(1);
    await tenant.clock.advance(1);
    expect((await writing).status).toBe(201);
  });

  it('does not delay the calls of the sandbox itself', async () => {
    const tenant = await openTenant();
    const slow = openTenant(undefined, { latencyMs: 50, clock: tenant.clock });
    await turns();
    await tenant.clock.advance(50);
    expect((await (await slow).send('GET', '/_sandbox/requests')).status).toBe(200);
  });

  it('ends for a client that goes away, and its request never arrives', async () => {
    const tenant = await openTenant();
    const slow = openTenant(undefined, { latencyMs: 50, clock: tenant.clock });
    await turns();
    await tenant.clock.advance(50);
    const { sandbox } = await slow;
    const gone = new AbortController();
    const lost = expect(
      sandbox.fetch(new Request(`${sandbox.baseUrl}${SKILLS}`, { signal: gone.signal })),
    ).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    await turns();
    gone.abort();
    await lost;
    expect(sandbox.requests.at(-1)).not.toHaveProperty('status');
  });
});

/** Lets everything run that waits for no clock. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
