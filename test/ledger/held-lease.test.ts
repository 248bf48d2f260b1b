import { describe, expect, it } from 'vitest';
import { LedgerError } from '../../src/core/ledger-error.ts';
import type { Ledger } from '../../src/core/ports.ts';
import { HeldLease } from '../../src/ledger/held-lease.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { headPath, ledgerOf } from './backends/file-fixture.ts';

const ttlMs = 15_000;
const running = [1, 2];

/** Two processes over one ledger; what the first one asks of it can be watched and made to fail. */
function setting() {
  const files = new MemoryFiles();
  const clock = new VirtualClock();
  const [first, second] = [1, 2].map((pid) => ledgerOf(files, { pid, running, clock })) as [Ledger, Ledger];
  const renewals: number[] = [];
  let failure: Error | undefined;
  const watched: Ledger = {
    ...first,
    renew: async (run, ttl) => {
      renewals.push(clock.monotonic());
      if (failure) throw failure;
      return first.renew(run, ttl);
    },
  };
  const take = (waitMs = 0, signal?: AbortSignal) =>
    HeldLease.take({ ledger: watched, run: 'r1', ttlMs, clock, waitMs, ...(signal && { signal }) });
  const fail = (error: Error | undefined) => {
    failure = error;
  };
  return { files, clock, second, renewals, take, fail };
}

const full = new LedgerError('LEDGER_UNWRITABLE', 'the disk is full', 'Make room');
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A process that was stopped: time passes, and nothing of it runs meanwhile. */
function freeze(clock: VirtualClock, ms: number): void {
  const [now, monotonic] = [clock.now.bind(clock), clock.monotonic.bind(clock)];
  clock.now = () => now() + ms;
  clock.monotonic = () => monotonic() + ms;
}

describe('taking the lease', () => {
  it('refuses at once where nobody is to be waited for, and says who has it', async () => {
    const { clock, second, take } = setting();
    await second.acquire('r2', ttlMs);
    await expect(take()).rejects.toMatchObject({
      code: 'LEDGER_BUSY',
      message: expect.stringContaining('run r2'),
    });
    expect(clock.sleeps).toEqual([]);
  });

  it('waits for its holder, looking each second', async () => {
    const { clock, second, take } = setting();
    await second.acquire('r2', ttlMs);
    const taken = take(10_000);
    await turn();
    await clock.advance(2_500);
    await second.release('r2');
    await clock.advance(500);
    const lease = await taken;
    expect(lease.holder).toMatchObject({ run: 'r1', since: '2026-06-01T08:00:03.000Z' });
    await lease.release();
  });

  it('gives up after the time that it was given', async () => {
    const { clock, second, take } = setting();
    await second.acquire('r2', ttlMs);
    const refused = expect(take(2_500)).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    await turn();
    await clock.advance(2_500);
    await refused;
    expect(clock.sleeps).toEqual([1_000, 1_000, 500]);
  });

  it('waits no longer once it is told to stop', async () => {
    const { clock, second, take } = setting();
    await second.acquire('r2', ttlMs);
    const stop = new AbortController();
    const refused = expect(take(60_000, stop.signal)).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    await turn();
    await clock.advance(1_500);
    stop.abort();
    await refused;
    expect(clock.monotonic()).toBe(1_500);
  });

  it('passes on what else goes wrong at once', async () => {
    const { files, take } = setting();
    files.createExclusive = async () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    };
    await expect(take(60_000)).rejects.toMatchObject({ code: 'LEDGER_UNWRITABLE' });
  });
});

describe('a held lease', () => {
  it('is renewed at each third of its time, until it is released', async () => {
    const { clock, second, renewals, take } = setting();
    const lease = await take();
    await clock.advance(60_000);
    expect(renewals.slice(0, 3)).toEqual([5_000, 10_000, 15_000]);
    expect(await second.holder()).toMatchObject({ run: 'r1', expiresAt: '2026-06-01T08:01:15.000Z' });
    await lease.release();
    const { length } = renewals;
    await clock.advance(60_000);
    expect(renewals).toHaveLength(length);
    expect(await second.holder()).toBeUndefined();
  });

  it('lets a write go out that ends before it does, and is renewed first for one that would not', async () => {
    const { clock, renewals, take } = setting();
    const lease = await take();
    await lease.assure(14_999);
    expect(renewals).toEqual([]);
    await clock.advance(4_000);
    await lease.assure(11_000);
    expect(renewals).toEqual([4_000]);
    await expect(lease.assure(ttlMs)).rejects.toMatchObject({
      ...{ name: 'ApiError', code: 'LEASE_LOST', service: 'ledger' },
      message: expect.stringContaining('15000 ms'),
    });
    await lease.release();
  });

  it('is renewed once for all that ask at the same time', async () => {
    const { clock, renewals, take } = setting();
    const lease = await take();
    await clock.advance(4_000);
    await Promise.all([lease.assure(12_000), lease.assure(12_000), lease.assure(12_000)]);
    expect(renewals).toEqual([4_000]);
    await lease.release();
  });

  it('lets nothing go out after its time, where somebody else has taken it', async () => {
    const { clock, second, take } = setting();
    const lease = await take();
    freeze(clock, 20_000);
    await second.acquire('r2', ttlMs);
    const lost = {
      ...{ name: 'ApiError', code: 'LEASE_LOST', hint: expect.any(String) },
      message: expect.stringContaining('run r2 (process 2 on here)'),
    };
    await expect(lease.assure(0)).rejects.toMatchObject(lost);
    await second.release('r2');
    await expect(lease.assure(0)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await lease.release();
  });

  it('goes on after its time where nobody took it and it could be renewed', async () => {
    const { clock, renewals, take } = setting();
    const lease = await take();
    freeze(clock, 20_000);
    await lease.assure(1_000);
    expect(renewals).toHaveLength(1);
    await lease.release();
  });

  it('is looked at again after a renewal that took as long as the lease lasts', async () => {
    const { files, clock, take } = setting();
    const lease = await take();
    freeze(clock, 20_000);
    const write = files.write.bind(files);
    files.write = async (path, text) => {
      await write(path, text);
      if (path === headPath) freeze(clock, 20_000);
    };
    await expect(lease.assure(1_000)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    files.write = write;
    await lease.release();
  });

  it('goes by the clock that nobody can set as well', async () => {
    const { clock, renewals, take } = setting();
    const lease = await take();
    const now = clock.now();
    clock.now = () => now;
    await lease.assure(1_000);
    expect(renewals).toEqual([]);
    const monotonic = clock.monotonic();
    clock.monotonic = () => monotonic + ttlMs;
    await lease.assure(1_000);
    expect(renewals).toHaveLength(1);
    await lease.release();
  });

  it('is tried again each second where a renewal fails, and lets writes out as long as its time lasts', async () => {
    const { clock, renewals, take, fail } = setting();
    const lease = await take();
    fail(full);
    await clock.advance(8_000);
    expect(renewals).toEqual([5_000, 6_000, 7_000, 8_000]);
    await lease.assure(1_000);
    await expect(lease.assure(10_000)).rejects.toMatchObject({
      ...{ name: 'ApiError', code: 'LEASE_LOST', hint: 'Make room' },
      message: expect.stringContaining('the disk is full'),
    });
    await clock.advance(10_000);
    await expect(lease.assure(0)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    fail(undefined);
    await lease.assure(1_000);
    await lease.release();
  });

  it('lets nothing go out once it is released', async () => {
    const { take } = setting();
    const lease = await take();
    await lease.release();
    await expect(lease.assure(0)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });

  it('is not renewed any more once it is lost', async () => {
    const { clock, second, renewals, take } = setting();
    const lease = await take();
    await second.unlock('x1');
    await clock.advance(5_000);
    await turn();
    const { length } = renewals;
    await clock.advance(60_000);
    expect(renewals).toHaveLength(length);
    await lease.release();
    expect(await second.acquire('r2', ttlMs)).toMatchObject({ run: 'r2' });
  });
});
