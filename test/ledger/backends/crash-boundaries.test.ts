import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/core/journal.ts';
import { EMPTY_HEAD, type Ledger } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { priorOf } from '../../../src/ledger/fold.ts';
import { lastRun } from '../../../src/ledger/last-run.ts';
import { openWrites } from '../../../src/ledger/open-writes.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { intent, observed, runEnded, runStarted } from '../records.ts';
import { DyingFiles } from './dying-files.ts';
import { folder, headPath, journalPath, ledgerOf } from './file-fixture.ts';

const ttlMs = 15_000;
const secret = 'on leave';
const ana = observed('ana', { description: secret });
const history = [
  ...[runStarted(), observed('a'), ana, runEnded()],
  ...[{ ...runStarted(), run: 'r2' }, observed('a'), { ...intent('b'), run: 'r2' }],
];

/** A ledger whose run `before` has the lease, of a process that is dead. */
async function ledgerOfDeadRun(): Promise<MemoryFiles> {
  const disk = new MemoryFiles();
  const ledger = ledgerOf(disk, { pid: 9 });
  await ledger.acquire('before', ttlMs);
  await ledger.append(history, EMPTY_HEAD);
  await ledger.renew('before', ttlMs);
  return disk;
}

const folds = (entries: readonly JournalEntry[]) => ({
  priors: [...priorOf(entries)],
  writes: openWrites(entries).map(({ address, step, run }) => [address, step, run]),
  last: lastRun(entries),
});

const working: readonly (readonly [string, (ledger: Ledger) => Promise<unknown>])[] = [
  ['taking over', (ledger) => ledger.acquire('r3', ttlMs)],
  ['taking over and giving back', (ledger) => ledger.acquire('r3', ttlMs).then(() => ledger.release('r3'))],
  [
    'a run',
    async (ledger) => {
      await ledger.acquire('r3', ttlMs);
      const { head } = await ledger.read();
      await ledger.append([{ ...runEnded('r3') }], head);
      await ledger.renew('r3', ttlMs);
      await ledger.release('r3');
    },
  ],
  ['unlocking', (ledger) => ledger.unlock('x1')],
  ['compacting', (ledger) => ledger.acquire('r3', ttlMs).then(() => ledger.compact('r3'))],
];

describe('a process that dies at any change of a file', () => {
  it.each(working)('leaves a whole ledger that the next one works on: %s', async (_, work) => {
    for (const kept of [0, 0.5, 1]) {
      for (let change = 1, isDone = false; !isDone; change++) {
        const disk = await ledgerOfDeadRun();
        const before = folds((await ledgerOf(disk, { pid: 3 }).read()).entries);
        isDone = await work(ledgerOf(new DyingFiles(disk, change, kept), { pid: 2 })).then(
          () => true,
          () => false,
        );
        const next = ledgerOf(disk, { pid: 3 });
        const where = `change ${change}, ${kept} of it kept`;
        const found = (await next.check()).diagnostics.map(({ severity, code }) => `${severity} ${code}`);
        expect(
          found.filter((one) => one !== 'warning LEDGER_TORN'),
          where,
        ).toEqual([]);
        await next.acquire('r4', ttlMs);
        const { entries, head } = await next.read();
        expect(folds(entries), where).toEqual(before);
        const after = await next.append([observed('c')], head);
        await next.compact('r4');
        await next.release('r4');
        expect(await next.holder()).toBeUndefined();
        expect((await ledgerOf(disk).check()).diagnostics, where).toEqual([]);
        expect(after).not.toBe(head);
        expect(change).toBeLessThan(40);
      }
    }
  });

  it('leaves values either as they were or erased, and nothing of them once the erasure is repeated', async () => {
    for (let change = 1, isDone = false; !isDone; change++) {
      const disk = await ledgerOfDeadRun();
      await ledgerOf(disk, { pid: 2 }).acquire('r3', ttlMs);
      await ledgerOf(disk, { pid: 2 }).compact('r3');
      isDone = await ledgerOf(new DyingFiles(disk, change, 1), { pid: 2 })
        .erase('r3', ana.address)
        .then(
          () => true,
          () => false,
        );
      const next = ledgerOf(disk, { pid: 3 });
      expect((await next.check()).diagnostics, `change ${change}`).toEqual([]);
      await next.acquire('r4', ttlMs);
      await next.erase('r4', ana.address);
      expect([...disk.all()].filter(([, text]) => text.includes(secret))).toEqual([]);
      expect((await next.check()).diagnostics).toEqual([]);
      expect(change).toBeLessThan(40);
    }
  });

  it('is told in the journal by the one after it, with when it can have sent its last write', async () => {
    const disk = await ledgerOfDeadRun();
    const clock = new VirtualClock({ start: '2026-06-01T08:00:02Z' });
    const next = ledgerOf(disk, { pid: 3, clock });
    await next.acquire('r4', ttlMs);
    const { entries } = await next.read();
    expect(entries.at(-1)).toMatchObject({
      type: 'taken-over',
      from: 'before',
      at: '2026-06-01T08:00:02.000Z',
    });
  });
});

describe('a process that dies in a real folder', () => {
  it('leaves a ledger that the next one compacts, whatever was written last', async () => {
    for (let change = 1, isDone = false; !isDone; change++) {
      const at = await tempFolder();
      const ledger = ledgerOf(nodeFiles, { at, pid: 9 });
      await ledger.acquire('before', ttlMs);
      await ledger.append(history, EMPTY_HEAD);
      let changesLeft = change;
      const spend = () => {
        changesLeft--;
        if (changesLeft <= 0) throw new Error('crash');
      };
      const dying = {
        ...nodeFiles,
        write: async (path: string, text: string) => {
          spend();
          await nodeFiles.write(path, text);
        },
        remove: async (path: string) => {
          spend();
          await nodeFiles.remove(path);
        },
      };
      const killed = ledgerOf(dying, { at, pid: 2 });
      isDone = await killed
        .acquire('r3', ttlMs)
        .then(() => killed.compact('r3'))
        .then(
          () => true,
          () => false,
        );
      const next = ledgerOf(nodeFiles, { at, pid: 3 });
      await next.acquire('r4', ttlMs);
      await next.compact('r4');
      await next.release('r4');
      const { entries } = await next.read();
      expect(entries[0]?.type, `change ${change}`).toBe('compacted');
      expect([...priorOf(entries).keys()]).toEqual(['Skill/ana', 'Skill/a']);
      expect((await next.check()).diagnostics).toEqual([]);
      const names = ((await nodeFiles.find(at, [''])) ?? []).map(({ path }) => path.slice(at.length));
      expect(names.filter((name) => name.includes('lock'))).toEqual([]);
      expect(names).toContain(headPath.slice(folder.length));
      expect(names).toContain(journalPath.slice(folder.length));
    }
  });
});
