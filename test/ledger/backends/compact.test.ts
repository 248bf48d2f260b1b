import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalRecord } from '../../../src/core/journal.ts';
import { EMPTY_HEAD } from '../../../src/core/ports.ts';
import { priorOf } from '../../../src/ledger/fold.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { observed, runEnded, runStarted } from '../records.ts';
import { folder, headPath, journalPath, ledgerOf, textOf, valuesPath } from './file-fixture.ts';

const run = (name: string, ...between: readonly JournalRecord[]): readonly JournalRecord[] => [
  { ...runStarted(), run: name },
  ...between,
  runEnded(name),
];

async function longLedger() {
  const files = new MemoryFiles();
  const ledger = ledgerOf(files);
  await ledger.acquire('x1', 15_000);
  const records = [...run('r1', observed('b'), observed('a')), ...run('r2', observed('a')), ...run('r3')];
  const head = await ledger.append(records, EMPTY_HEAD);
  return { files, ledger, head };
}

const facts = ({ seq: _, hash: __, ...others }: JournalEntry) => others;

describe('compacting a file ledger', () => {
  it('begins the journal anew with what is needed; the chain goes on from where it ended', async () => {
    const { files, ledger, head } = await longLedger();
    const before = await ledger.read();
    const archive = `${folder}/archive/journal-9.jsonl`;
    expect(await ledger.compact('x1')).toEqual({ before: 9, after: 5, archive });
    const after = await ledgerOf(files).read();
    expect(after.entries[0]).toMatchObject({ type: 'compacted', run: 'x1', seq: 10, entries: 9, head });
    expect(after.entries.map(({ seq }) => seq)).toEqual([10, 11, 12, 13, 14]);
    expect(after.entries.slice(1).map(facts)).toEqual(
      [1, 5, 7, 8].map((at) => facts(before.entries[at] as JournalEntry)),
    );
    expect([...priorOf(after.entries)]).toEqual([...priorOf(before.entries)]);
    expect(await ledger.check()).toMatchObject({ entries: 5, values: 4, diagnostics: [] });
  });

  it('archives the journal and its values as they were, as a ledger of their own', async () => {
    const { files, ledger } = await longLedger();
    const [journal, values] = [await textOf(files, journalPath), await textOf(files, valuesPath)];
    await ledger.compact('x1');
    expect(await textOf(files, `${folder}/archive/journal-9.jsonl`)).toBe(journal);
    expect(await textOf(files, `${folder}/archive/values-9.jsonl`)).toBe(values);
    expect((await textOf(files, valuesPath)).split('\n').length).toBeLessThan(values.split('\n').length);
  });

  it('writes nothing where nothing can be left out', async () => {
    const { files, ledger } = await longLedger();
    await ledger.compact('x1');
    const texts = files.all();
    expect(await ledger.compact('x1')).toEqual({ before: 5, after: 5 });
    expect(files.all()).toEqual(texts);
    expect(await ledgerOf(new MemoryFiles()).check()).toMatchObject({ entries: 0 });
  });

  it('can be done again and again', async () => {
    const { files, ledger } = await longLedger();
    await ledger.compact('x1');
    for (const name of ['r4', 'r5']) {
      await ledger.append(run(name, observed('a')), (await ledger.read()).head);
      await ledger.append(run(`${name}b`), (await ledger.read()).head);
      expect(await ledger.compact('x1')).toMatchObject({ before: 10, after: 5 });
      expect((await ledgerOf(files).check()).diagnostics).toEqual([]);
    }
    const archived = await files.find(`${folder}/archive`, ['.jsonl']);
    expect(archived?.map(({ path }) => path.slice(folder.length))).toEqual([
      '/archive/journal-19.jsonl',
      '/archive/journal-29.jsonl',
      '/archive/journal-9.jsonl',
      '/archive/values-19.jsonl',
      '/archive/values-29.jsonl',
      '/archive/values-9.jsonl',
    ]);
  });

  it('keeps another process, which had read the journal before, from adding to it', async () => {
    const { files, ledger, head } = await longLedger();
    const other = ledgerOf(files, { pid: 2 });
    await other.read();
    await ledger.compact('x1');
    // However long the new journal is, by accident as long as the old one.
    const size = (await files.size(journalPath)) ?? 0;
    files.size = async (path) => (path === journalPath ? size : (await files.read(path))?.length);
    await expect(other.append([observed('c')], head)).rejects.toMatchObject({ code: 'LEDGER_MOVED' });
  });

  it('finds a journal that was cut after it, and one that begins elsewhere', async () => {
    const { files, ledger } = await longLedger();
    await ledger.compact('x1');
    const lines = (await textOf(files, journalPath)).trimEnd().split('\n');
    for (const changed of [lines.slice(0, -1), lines.slice(1), [...lines.slice(1), lines[0]]]) {
      await files.write(journalPath, `${changed.join('\n')}\n`);
      expect((await ledgerOf(files).check()).diagnostics.map(({ code }) => code)).toContain('LEDGER_DAMAGED');
      await expect(ledgerOf(files).read()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
    }
  });

  it('is for the holder of the lease', async () => {
    const { files, ledger } = await longLedger();
    await expect(ledger.compact('x2')).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(await textOf(files, headPath)).toContain('x1');
  });
});
