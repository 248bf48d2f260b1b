import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { EMPTY_HEAD } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { observed, runStarted } from '../records.ts';
import { DyingFiles } from './dying-files.ts';
import { folder, journalPath, ledgerOf, textOf, valuesPath } from './file-fixture.ts';

describe('a crash during an append', () => {
  it.each([0, 0.3, 0.7, 1])(
    'leaves a ledger that the next process goes on with, torn at %f of the text',
    async (kept) => {
      let crashes = 0;
      for (let change = 1; ; change++) {
        const disk = new MemoryFiles();
        const before = await ledgerOf(disk).append([runStarted()], EMPTY_HEAD);
        const dying = ledgerOf(new DyingFiles(disk, change, kept), { pid: 2 });
        const alone = await dying.append([observed('a'), observed('b')], before).then(
          () => true,
          () => false,
        );
        const next = ledgerOf(disk, { pid: 3 });
        const { entries, head } = await next.read();
        // What the crash left is a part of what was to be written, in order.
        const types = entries.map((entry) => entry.type);
        expect(types).toEqual(['run-started', 'observed', 'observed'].slice(0, types.length));
        expect(types.length).toBeGreaterThanOrEqual(1);
        const after = await next.append([observed('c')], head);
        const state = await next.read();
        expect(state.head).toBe(after);
        expect(state.entries).toEqual([...entries, expect.objectContaining(observed('c'))]);
        expect(state.entries.every((entry) => entry.erased === undefined)).toBe(true);
        expect(await disk.find(folder, [''])).toHaveLength(2);
        if (alone) break;
        crashes++;
      }
      // The lock, the values, the entries, the lock again.
      expect(crashes).toBe(4);
    },
  );
});

describe('a torn last line', () => {
  it('is passed over by reading and replaced by the next append, at whatever byte it was torn', async () => {
    const at = await tempFolder();
    const journal = `${at}/journal.jsonl`;
    const one = await ledgerOf(nodeFiles, { at }).append([runStarted()], EMPTY_HEAD);
    const start = (await readFile(journal)).length;
    await ledgerOf(nodeFiles, { at }).append([observed('größe')], one);
    const whole = await readFile(journal);
    for (let end = start; end < whole.length - 1; end++) {
      await writeFile(journal, whole.subarray(0, end));
      const ledger = ledgerOf(nodeFiles, { at });
      expect(await ledger.read()).toMatchObject({ head: one, entries: [{ seq: 1 }] });
      // Replacing takes several durable steps; a sample of the places is enough.
      if (end % 16 !== 0) continue;
      const two = await ledger.append([observed('b')], one);
      expect(await ledger.read()).toMatchObject({ head: two, entries: [{ seq: 1 }, { seq: 2 }] });
    }
  });

  it('is an entry where nothing but its newline is missing', async () => {
    const files = new MemoryFiles();
    const ledger = ledgerOf(files);
    const head = await ledger.append([runStarted()], EMPTY_HEAD);
    await files.write(journalPath, (await textOf(files, journalPath)).trimEnd());
    expect((await ledger.read()).head).toBe(head);
    await ledger.append([observed('b')], head);
    expect((await ledger.read()).entries).toHaveLength(2);
  });

  it('of the values is replaced as well', async () => {
    const files = new MemoryFiles();
    const ledger = ledgerOf(files);
    const head = await ledger.append([observed('a')], EMPTY_HEAD);
    await files.append(valuesPath, '{"digest":"00');
    await ledger.append([observed('b')], head);
    expect((await ledgerOf(files).read()).entries[1]).toMatchObject({ values: observed('b').values });
  });
});
