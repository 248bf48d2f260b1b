import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { EMPTY_HEAD, type Ledger } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { observed, runStarted } from '../records.ts';
import { folder, ledgerOf, lockPath, textOf } from './file-fixture.ts';
import { inAnyOrder } from './in-any-order.ts';

const lockText = (pid: number, host = 'here', at?: string) =>
  JSON.stringify({ pid, host, token: '00ff', at });

/** More than a minute before the tests' clocks begin. */
const longAgo = '2026-06-01T07:58:59.000Z';

/** Plans again for as long as another writer is in the way, as a person would. */
async function appendInTheEnd(ledger: Ledger, record: JournalRecord): Promise<void> {
  for (;;) {
    try {
      await ledger.append([record], (await ledger.read()).head);
      return;
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^LEDGER_(MOVED|BUSY)$/) });
    }
  }
}

describe('the lock of a file ledger', () => {
  it('is waited for, and refused after two seconds while a living process holds it', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(7) });
    const clock = new VirtualClock({ auto: true });
    const ledger = ledgerOf(files, { running: [1, 7], clock });
    await expect(ledger.append([runStarted()], '')).rejects.toMatchObject({
      code: 'LEDGER_BUSY',
      message: expect.stringContaining('process 7 on here'),
    });
    expect(clock.monotonic()).toBe(2_000);
    expect(await ledger.holder().catch(({ code }) => code)).toBe('LEDGER_BUSY');
    expect(clock.monotonic()).toBe(4_000);
  });

  it('is taken as soon as whoever held it is done', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(7) });
    const clock = new VirtualClock({ auto: true });
    const appended = ledgerOf(files, { running: [1, 7], clock }).append([runStarted()], EMPTY_HEAD);
    await clock.sleep(200);
    await files.remove(lockPath);
    await appended;
    expect(clock.monotonic()).toBeLessThan(300);
    expect(await files.find(folder, [''])).toHaveLength(1);
  });

  it('keeps nobody from being told whose the lease is', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(7) });
    const clock = new VirtualClock({ auto: true });
    const running = [1, 2, 7];
    const told = ledgerOf(files, { running, clock }).holder();
    await clock.sleep(200);
    await files.remove(lockPath);
    await ledgerOf(files, { pid: 2, running, clock }).acquire('r2', 15_000);
    expect(await told).toMatchObject({ run: 'r2' });
  });

  it('tells since when it is held', async () => {
    const files = new MemoryFiles();
    const append = files.append.bind(files);
    let lock: object = {};
    files.append = async (path, text) => {
      lock = JSON.parse(await textOf(files, lockPath));
      await append(path, text);
    };
    await ledgerOf(files).append([runStarted()], EMPTY_HEAD);
    expect(lock).toMatchObject({ pid: 1, host: 'here', at: '2026-06-01T08:00:00.000Z' });
  });

  it.each([
    ['another machine', lockText(7, 'there', longAgo)],
    ['a process whose number another one has now', lockText(2, 'here', longAgo)],
    ['a clock that went wrong', lockText(7, 'there', '2027-01-01T00:00:00.000Z')],
  ])('is taken over after a minute, at once: from %s', async (_, text) => {
    const files = new MemoryFiles({ [lockPath]: text, [`${lockPath}.00ff`]: text });
    const clock = new VirtualClock({ auto: true });
    const ledger = ledgerOf(files, { running: [1, 2], clock });
    expect(await ledger.holder()).toBeUndefined();
    await ledger.append([runStarted()], EMPTY_HEAD);
    expect(clock.monotonic()).toBe(0);
    expect(await files.find(folder, [''])).toHaveLength(1);
  });

  it('is not taken over from another ledger of this process, however long that takes', async () => {
    const files = new MemoryFiles();
    const clock = new VirtualClock({ auto: true });
    const second = ledgerOf(files, { seed: 2, clock });
    const append = files.append.bind(files);
    let refused: unknown;
    files.append = async (path, text) => {
      await clock.sleep(120_000);
      refused ??= await second.append([runStarted()], EMPTY_HEAD).catch((error: unknown) => error);
      await append(path, text);
    };
    await ledgerOf(files, { seed: 1, clock }).append([runStarted()], EMPTY_HEAD);
    expect(refused).toMatchObject({ code: 'LEDGER_BUSY' });
  });

  it.each([
    ['nothing', ''],
    ['a process number that is none', lockText(-1)],
    ['a token that leads elsewhere', JSON.stringify({ pid: 7, host: 'here', token: '/../x' })],
  ])('is nobody’s where it holds %s and stays so while it is waited for', async (_, text) => {
    const files = new MemoryFiles({ [lockPath]: text });
    const clock = new VirtualClock({ auto: true });
    const ledger = ledgerOf(files, { clock });
    expect(await ledger.holder()).toBeUndefined();
    expect(await files.read(lockPath)).toBeDefined();
    await ledger.append([runStarted()], EMPTY_HEAD);
    expect(clock.monotonic()).toBe(4_000);
    expect(await files.find(folder, [''])).toHaveLength(1);
  });

  it('is left alone where what nobody understands changes meanwhile', async () => {
    const files = new MemoryFiles({ [lockPath]: '' });
    const clock = new VirtualClock({ auto: true });
    const appended = ledgerOf(files, { clock }).append([runStarted()], EMPTY_HEAD);
    const changed = clock.sleep(1_975).then(() => files.write(lockPath, 'v2 7 there'));
    await expect(appended).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    await changed;
    expect(await textOf(files, lockPath)).toBe('v2 7 there');
  });

  it('does not hinder reading', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(7) });
    expect((await ledgerOf(files, { running: [1, 7] }).read()).head).toBe(EMPTY_HEAD);
  });

  it('is taken over from a dead process of the same machine', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(7) });
    await ledgerOf(files).append([runStarted()], EMPTY_HEAD);
    expect(await files.find(folder, [''])).toHaveLength(1);
  });

  it('is taken over where the process that took it over died as well', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(7), [`${lockPath}.00ff`]: lockText(8) });
    await ledgerOf(files).append([runStarted()], EMPTY_HEAD);
    expect(await files.find(folder, [''])).toHaveLength(1);
  });

  it('is taken over from a predecessor with our own process number, as in a container', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(1) });
    await ledgerOf(files, { pid: 1 }).append([runStarted()], EMPTY_HEAD);
    expect(await files.find(folder, [''])).toHaveLength(1);
  });

  it('is respected between two ledgers of one process', async () => {
    const files = new MemoryFiles();
    const second = ledgerOf(files, { seed: 2 });
    const append = files.append.bind(files);
    let refused: unknown;
    files.append = async (path, text) => {
      refused ??= await second.append([runStarted()], EMPTY_HEAD).catch((error: unknown) => error);
      await append(path, text);
    };
    const head = await ledgerOf(files, { seed: 1 }).append([runStarted()], EMPTY_HEAD);
    expect(refused).toMatchObject({ code: 'LEDGER_BUSY' });
    await second.append([observed('a')], head);
    expect((await second.read()).entries).toHaveLength(2);
  });

  it.each([
    ['tells no time', lockText(7, 'there')],
    ['is a minute old', lockText(7, 'there', '2026-06-01T07:59:02.000Z')],
    ['is from now', lockText(7, 'there', '2026-06-01T08:00:00.000Z')],
  ])('is left alone where it belongs to another machine and %s', async (_, text) => {
    const files = new MemoryFiles({ [lockPath]: text });
    await expect(ledgerOf(files).append([runStarted()], '')).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    expect(await files.read(lockPath)).toBeDefined();
  });

  it('lets one of two racing writers through, in a real folder', async () => {
    const at = await tempFolder();
    const running = [1, 2];
    const results = await Promise.allSettled(
      running.map((pid) =>
        ledgerOf(nodeFiles, { at, pid, running }).append([observed(`w${pid}`)], EMPTY_HEAD),
      ),
    );
    const fulfilled = results.filter((result) => result.status === 'fulfilled');
    const [refused] = results.filter((result) => result.status === 'rejected');
    expect(fulfilled).toHaveLength(1);
    expect(refused?.reason.code).toMatch(/^LEDGER_(MOVED|BUSY)$/);
    const state = await ledgerOf(nodeFiles, { at }).read();
    expect(state).toMatchObject({ head: fulfilled[0]?.value, entries: [{ seq: 1 }] });
  });

  it('lets every one of several writers that try again through, losing nothing', async () => {
    const at = await tempFolder();
    const running = [1, 2, 3];
    await Promise.all(
      running.map(async (pid) => {
        const ledger = ledgerOf(nodeFiles, { at, pid, running });
        for (let turn = 0; turn < 5; turn++) await appendInTheEnd(ledger, observed(`w${pid}-${turn}`));
      }),
    );
    const { entries } = await ledgerOf(nodeFiles, { at }).read();
    expect(new Set(entries.map((entry) => 'address' in entry && entry.address)).size).toBe(15);
  });

  it.each([
    ['of three processes', lockText(7), [1, 2, 3]],
    ['of one process, whose predecessor left the lock', lockText(1), [1, 1, 1]],
    ['of three processes, of another machine', lockText(7, 'there', longAgo), [1, 2, 3]],
    ['of three processes, of nobody', '', [1, 2, 3]],
  ])(
    'never lets two writers %s that find a lock that was left through, in whatever order their steps run',
    async (_, left, pids) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const disk = new MemoryFiles({ [lockPath]: left });
          const results = await scheduler.waitFor(
            Promise.allSettled(
              pids.map((pid, seed) =>
                ledgerOf(inAnyOrder(disk, scheduler), { pid, seed, running: pids }).append(
                  [observed(`w${seed}`)],
                  EMPTY_HEAD,
                ),
              ),
            ),
          );
          const through = results.filter((result) => result.status === 'fulfilled').length;
          expect((await ledgerOf(disk).read()).entries).toHaveLength(through);
          expect(through).toBeLessThanOrEqual(1);
          expect(await disk.read(lockPath)).toBeUndefined();
        }),
        { numRuns: 500 },
      );
    },
  );
});
