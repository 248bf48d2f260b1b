import { describe, expect, it } from 'vitest';
import type { Files } from '../../../src/core/ports.ts';
import { EMPTY_HEAD, type Ledger } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { observed, runEnded, runStarted } from '../records.ts';
import { journalPath, ledgerOf, textOf, valuesPath } from './file-fixture.ts';

const ttlMs = 15_000;
const running = [1, 2];

/** Files of a process that is frozen when its nth change of a journal, values or a head is all but made. */
function freezing(disk: MemoryFiles, nth: number, whileFrozen: () => Promise<void>): Files {
  let changesLeft = nth;
  const freeze = async (path: string) => {
    if (path.includes('/lock')) return;
    changesLeft--;
    if (changesLeft === 0) await whileFrozen();
  };
  const files: Files = Object.assign(new MemoryFiles(), {
    read: disk.read.bind(disk),
    size: disk.size.bind(disk),
    find: disk.find.bind(disk),
    createExclusive: disk.createExclusive.bind(disk),
    remove: async (path: string) => {
      await disk.remove(path);
    },
  });
  files.write = async (path, text, assure) => {
    await freeze(path);
    await assure?.();
    await disk.write(path, text);
  };
  files.append = async (path, text, assure) => {
    await freeze(path);
    await assure?.();
    await disk.append(path, text);
  };
  return files;
}

const head = async (ledger: Ledger) => (await ledger.read()).head;

const works: readonly (readonly [string, (ledger: Ledger) => Promise<unknown>])[] = [
  ['an append', async (ledger) => ledger.append([observed('late')], await head(ledger))],
  ['a renewal', (ledger) => ledger.renew('r1', ttlMs)],
  ['giving the lease back', (ledger) => ledger.release('r1')],
  ['a compaction', (ledger) => ledger.compact('r1')],
  ['an erasure', (ledger) => ledger.erase('r1', observed('a').address)],
];

describe('a process that is frozen while it holds the lock of a ledger', () => {
  it.each(works)('changes nothing once another one has taken that over: %s', async (_, work) => {
    let frozen = 0;
    for (let nth = 1, isDone = false; !isDone; nth++) {
      const disk = new MemoryFiles();
      const clock = new VirtualClock({ auto: true });
      const setting = { running, clock };
      const first = ledgerOf(disk, setting);
      await first.acquire('r1', ttlMs);
      const run = [runStarted(), observed('a'), runEnded()];
      await first.append([...run, ...run], EMPTY_HEAD);
      await first.append(run, await head(first));

      let left: ReadonlyMap<string, string> | undefined;
      const takeOver = async () => {
        await clock.advance(70_000);
        const other = ledgerOf(disk, { ...setting, pid: 2 });
        await other.acquire('r2', ttlMs);
        await other.append([{ ...observed('b'), run: 'r2' }], await head(other));
        await other.release('r2');
        left = disk.all();
      };
      const frozenOne = ledgerOf(freezing(disk, nth, takeOver), { ...setting, seed: 9 });
      const ended = await work(frozenOne).catch(({ code }) => code);
      isDone = left === undefined;
      if (isDone) continue;
      frozen++;
      expect(ended, `change ${nth}`).toBe('LEDGER_MOVED');
      expect(disk.all(), `change ${nth}`).toEqual(left);
      expect((await ledgerOf(disk, setting).check()).diagnostics, `change ${nth}`).toEqual([]);
    }
    expect(frozen).toBeGreaterThan(0);
  });

  it('adds and replaces nothing in a real folder, when all was ready', async () => {
    const at = await tempFolder();
    const clock = new VirtualClock();
    const setting = { at, running, clock };
    const first = ledgerOf(nodeFiles, setting);
    await first.append([runStarted()], EMPTY_HEAD);
    let isFrozen = false;
    const takeOver = async (path: string) => {
      if (isFrozen || !path.endsWith('journal.jsonl')) return;
      isFrozen = true;
      await clock.advance(70_000);
      const other = ledgerOf(nodeFiles, { ...setting, pid: 2 });
      await other.append([observed('b')], await head(other));
    };
    const files: Files = {
      ...nodeFiles,
      append: async (path, text, assure) => {
        const real: Files = nodeFiles;
        await real.append(path, text, async () => {
          await takeOver(path);
          await assure?.();
        });
      },
    };
    const frozen = ledgerOf(files, { ...setting, seed: 9 });
    await expect(frozen.append([observed('a')], await head(frozen))).rejects.toMatchObject({
      code: 'LEDGER_MOVED',
    });
    const { entries } = await ledgerOf(nodeFiles, setting).read();
    expect(entries.map((entry) => 'address' in entry && entry.address)).toEqual([false, 'Skill/b']);
  });
});

describe('a compaction', () => {
  it.each([journalPath, valuesPath])('replaces no %s that has grown since it was read', async (path) => {
    const files = new MemoryFiles();
    const ledger = ledgerOf(files);
    await ledger.acquire('r1', ttlMs);
    const run = [runStarted(), observed('a'), runEnded()];
    await ledger.append([...run, ...run, ...run], EMPTY_HEAD);
    const write = files.write.bind(files);
    files.write = async (written, text) => {
      if (written.includes('/archive/values')) await files.append(path, 'grown\n');
      await write(written, text);
    };
    const before = await textOf(files, path);
    await expect(ledger.compact('r1')).rejects.toMatchObject({ code: 'LEDGER_MOVED' });
    expect(await textOf(files, path)).toBe(`${before}grown\n`);
  });
});
