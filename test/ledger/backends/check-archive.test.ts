import { describe, expect, it } from 'vitest';
import { canonicalJson, digest } from '../../../src/core/fingerprint.ts';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { EMPTY_HEAD } from '../../../src/core/ports.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { forgotten, observed, runEnded, runStarted } from '../records.ts';
import { folder, journalPath, ledgerOf, textOf } from './file-fixture.ts';

const run = (name: string, ...between: readonly JournalRecord[]): readonly JournalRecord[] => [
  { ...runStarted(), run: name },
  ...between.map((record) => ({ ...record, run: name })),
  runEnded(name),
];

const journal = (seq: number) => `${folder}/archive/journal-${seq}.jsonl`;
const values = (seq: number) => `${folder}/archive/values-${seq}.jsonl`;

/** A ledger that was compacted twice: at entries 7 and 16. */
async function archivedLedger() {
  const files = new MemoryFiles();
  const ledger = ledgerOf(files);
  await ledger.acquire('x1', 15_000);
  await ledger.append(
    [...run('r1', observed('a'), observed('ana'), observed('a')), ...run('r2')],
    EMPTY_HEAD,
  );
  await ledger.compact('x1');
  const second = [...run('r3', forgotten('ana'), observed('a')), ...run('r4')];
  await ledger.append(second, (await ledger.read()).head);
  await ledger.compact('x1');
  await ledger.release('x1');
  return { files, ledger };
}

/** What a check finds, as `error` or `warning` with its code. */
async function findings(files: MemoryFiles): Promise<readonly string[]> {
  const { diagnostics } = await ledgerOf(files).check();
  return diagnostics.map(({ severity, code }) => `${severity} ${code}`);
}

const damaged = 'error LEDGER_DAMAGED';
const missing = 'warning LEDGER_ARCHIVE_MISSING';

describe('looking at the archive of a ledger', () => {
  it('finds nothing where all is as it was written', async () => {
    const { files } = await archivedLedger();
    expect([...files.all().keys()].filter((path) => path.includes('archive')).sort()).toEqual(
      [journal(18), journal(7), values(18), values(7)].sort(),
    );
    expect(await findings(files)).toEqual([]);
  });

  it.each([journal(7), values(7), journal(18), values(18)])('finds damage in %s', async (path) => {
    const { files } = await archivedLedger();
    const whole = await textOf(files, path);
    const lines = whole.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    const changes = [
      whole.replace(/a/, 'b'),
      `${lines.slice(1).join('\n')}\n`,
      `${lines.slice(0, -1).join('\n')}\n`,
      `${[...lines.slice(0, 1), ...lines].join('\n')}\n`,
      whole.slice(0, -10),
      whole.slice(0, -1),
      `${whole}{"at":`,
      `${whole}rubbish\n`,
    ];
    for (const [at, changed] of changes.entries()) {
      await files.write(path, changed);
      expect(await findings(files), `change ${at}`).toContain(damaged);
    }
  });

  it('finds a journal that has more entries than the one after it says, and another one in its place', async () => {
    const { files } = await archivedLedger();
    const whole = await textOf(files, journal(18));
    const { hash: head, seq } = JSON.parse(whole.trimEnd().split('\n').at(-1) ?? '');
    const link = { ...runEnded(), seq: seq + 1, prev: head };
    await files.write(journal(18), `${whole}${canonicalJson({ ...link, hash: digest(link) })}\n`);
    expect(await findings(files)).toEqual([damaged]);
    await files.write(journal(18), await textOf(files, journal(7)));
    expect(await findings(files)).toContain(damaged);
  });

  it('warns of each file that was moved away, and looks at the others all the same', async () => {
    for (const [gone, expected] of [
      [
        [journal(7), values(7)],
        [missing, missing],
      ],
      [
        [journal(18), values(18)],
        [missing, missing],
      ],
      [[values(18)], [missing]],
    ] as const) {
      const { files } = await archivedLedger();
      for (const path of gone) await files.remove(path);
      expect(await findings(files)).toEqual(expected);
      for (const path of [journal(18), journal(7)]) {
        if ((await files.size(path)) === undefined) continue;
        await files.append(path, 'rubbish\n');
        expect(await findings(files)).toContain(damaged);
      }
    }
  });

  it('takes no value for missing that was erased, wherever that is told, or that may have been', async () => {
    const { files, ledger } = await archivedLedger();
    await ledger.acquire('x2', 15_000);
    expect(await ledger.erase('x2', observed('ana').address)).toBe(2);
    expect(await findings(files)).toEqual([]);
    const third = [...run('r5', observed('a')), ...run('r6')];
    await ledger.append(third, (await ledger.read()).head);
    const { archive = '' } = await ledger.compact('x2');
    const types = (await ledger.read()).entries.map(({ type }) => type);
    expect(types).not.toContain('erased');
    expect(await findings(files)).toEqual([]);
    await files.remove(archive);
    expect(await findings(files)).toEqual([missing]);
  });

  it('has nothing against what a compaction left that was killed', async () => {
    const { files, ledger } = await archivedLedger();
    await ledger.acquire('x2', 15_000);
    await ledger.append([...run('r5', observed('a')), ...run('r6')], (await ledger.read()).head);
    const write = files.write.bind(files);
    files.write = async (path, text) => {
      if (path.includes('archive/values')) throw new Error('crash');
      await write(path, text);
    };
    await expect(ledger.compact('x2')).rejects.toThrow('crash');
    files.write = write;
    expect(await files.find(`${folder}/archive`, ['.jsonl'])).toHaveLength(5);
    expect(await findings(files)).toEqual([]);
  });

  it('says nothing of it where the journal itself is damaged, but what is damaged in it', async () => {
    const { files } = await archivedLedger();
    await files.write(journalPath, (await textOf(files, journalPath)).replace('r4', 'r9'));
    const { diagnostics } = await ledgerOf(files).check();
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.filter(({ summary }) => summary.includes('archive'))).toEqual([]);
  });
});
