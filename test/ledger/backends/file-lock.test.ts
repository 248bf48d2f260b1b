import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { EMPTY_HEAD, type Ledger } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { observed, runStarted } from '../records.ts';
import { folder, ledgerOf, lockPath } from './file-fixture.ts';
import { inAnyOrder } from './in-any-order.ts';

const lockText = (pid: number, host = 'here') => JSON.stringify({ pid, host, token: '00ff' });

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
  it('refuses at once while a living process holds it', async () => {
    const files = new MemoryFiles({ [lockPath]: lockText(7) });
    await expect(ledgerOf(files, { running: [1, 7] }).append([runStarted()], '')).rejects.toMatchObject({
      code: 'LEDGER_BUSY',
    });
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
    ['another machine', lockText(7, 'there')],
    ['nobody that it names', ''],
    ['a process number that is none', lockText(-1)],
    ['a token that leads elsewhere', JSON.stringify({ pid: 7, host: 'here', token: '/../x' })],
  ])('is left alone where it belongs to %s', async (_, text) => {
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
    ['of three processes', 7, [1, 2, 3]],
    ['of one process, whose predecessor left the lock', 1, [1, 1, 1]],
  ])(
    'never lets two writers %s that find a dead lock through, in whatever order their steps run',
    async (_, dead, pids) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const disk = new MemoryFiles({ [lockPath]: lockText(dead) });
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
