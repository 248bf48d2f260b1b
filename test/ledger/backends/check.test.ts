import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { EMPTY_HEAD } from '../../../src/core/ports.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { forgotten, intent, observed, outcome, runEnded, runStarted } from '../records.ts';
import { headPath, journalPath, ledgerOf, textOf, valuesPath } from './file-fixture.ts';

const conflict: JournalRecord = {
  ...outcome('größe', 'conflict'),
  values: { conflict: { message: 'Both', fields: [{ path: '/x', base: 1, theirs: 2, ours: 3 }] } },
};
const records = [runStarted(), intent('größe'), conflict, observed('größe'), forgotten('b'), runEnded()];

/** A ledger after a whole run: everything in it is named by what comes after it, or by the head. */
async function smallLedger(written = records): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const ledger = ledgerOf(files);
  await ledger.acquire('r1', 15_000);
  await ledger.append(written, EMPTY_HEAD);
  await ledger.release('r1');
  return files;
}

type Bytes = Uint8Array;

/** The codes of errors that a check finds where one file holds other bytes. */
async function errorsWith(files: MemoryFiles, path: string, bytes: Bytes): Promise<readonly string[]> {
  const changed = new MemoryFiles();
  changed.read = async (asked) => (asked === path ? bytes : files.read(asked));
  const { diagnostics } = await ledgerOf(changed).check();
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

const bytesOf = async (files: MemoryFiles, path: string) => (await files.read(path)) as Bytes;
const encode = (text: string) => new TextEncoder().encode(text);
const joined = (lines: readonly string[]) => encode(lines.map((line) => `${line}\n`).join(''));
const linesOf = async (files: MemoryFiles, path: string) => (await textOf(files, path)).trimEnd().split('\n');

const all = [journalPath, valuesPath, headPath];
const lists = [journalPath, valuesPath];

describe('looking at every line of a ledger', () => {
  it('finds nothing where all is as it was written', async () => {
    const files = await smallLedger();
    const { head } = await ledgerOf(files).read();
    expect(await ledgerOf(files).check()).toEqual({
      entries: 6,
      head,
      values: 4,
      erased: 0,
      diagnostics: [],
    });
    expect(await ledgerOf(new MemoryFiles()).check()).toMatchObject({ entries: 0, diagnostics: [] });
  });

  it.each(all)('finds each flipped bit of %s', async (path) => {
    const files = await smallLedger([observed('größe'), runEnded()]);
    const bytes = await bytesOf(files, path);
    const missed: string[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      const at = Math.floor(bit / 8);
      changed[at] = (bytes[at] as number) ^ (1 << (bit % 8));
      const errors = await errorsWith(files, path, changed);
      if (errors.length === 0 || errors.some((code) => code !== 'LEDGER_DAMAGED')) missed.push(`bit ${bit}`);
    }
    expect(bytes.length).toBeGreaterThan(100);
    expect(missed).toEqual([]);
  });

  it.each(lists)('finds each missing, repeated and swapped line of %s', async (path) => {
    const files = await smallLedger();
    const lines = await linesOf(files, path);
    expect(lines.length).toBeGreaterThan(3);
    for (const at of lines.keys()) {
      const [before, here, after] = [lines.slice(0, at), lines.slice(at, at + 1), lines.slice(at + 1)];
      const changes = [
        [...before, ...after],
        [...before, ...here, ...here, ...after],
      ];
      if (after.length > 0) changes.push([...before, ...after.slice(0, 1), ...here, ...after.slice(1)]);
      for (const changed of changes) {
        expect(await errorsWith(files, path, joined(changed)), `line ${at + 1}`).not.toEqual([]);
      }
    }
  });

  it.each(all)('finds %s cut at any byte, but for the last newline of a file of lines', async (path) => {
    const files = await smallLedger();
    const bytes = await bytesOf(files, path);
    const missed: number[] = [];
    for (let length = 0; length < bytes.length; length++) {
      if ((await errorsWith(files, path, bytes.slice(0, length))).length === 0) missed.push(length);
    }
    expect(missed).toEqual(path === headPath ? [] : [bytes.length - 1]);
  });

  it('passes over a torn line only behind what the head says was reached', async () => {
    const files = await smallLedger();
    const [journal, head] = [await textOf(files, journalPath), await textOf(files, headPath)];
    const torn = encode(`${journal}{"at":"2026`);
    expect(await errorsWith(files, journalPath, torn)).toEqual([]);
    const ledger = ledgerOf(files);
    await ledger.append([observed('c')], (await ledger.read()).head);
    // The head has not moved since: as after a kill, the last entry may be missing.
    expect(await textOf(files, headPath)).toBe(head);
    expect(await errorsWith(files, journalPath, encode(journal))).toEqual([]);
    await ledger.acquire('r2', 15_000);
    expect(await errorsWith(files, journalPath, encode(journal))).toEqual(['LEDGER_DAMAGED']);
  });

  it.each([
    ['its last newline', (text: string) => text.slice(0, -1), 'no newline'],
    ['a part of a line', (text: string) => `${text}{"at":"2026`, 'no whole line'],
    ['garbage', (text: string) => `${text}rubbish`, 'no whole line'],
    ['zeros, as a power cut leaves them', (text: string) => `${text}${'\0'.repeat(512)}`, 'no whole line'],
  ])('warns where %s was cut off or left behind, until the next append', async (_, change, end) => {
    for (const path of lists) {
      const files = await smallLedger();
      const { head } = await ledgerOf(files).read();
      await files.write(path, change(await textOf(files, path)));
      const { diagnostics, ...check } = await ledgerOf(files).check();
      expect(diagnostics).toMatchObject([
        {
          ...{ severity: 'warning', code: 'LEDGER_TORN', hint: expect.any(String) },
          summary: expect.stringContaining(`${path} ends with ${end}`),
        },
      ]);
      expect(check).toMatchObject({ entries: 6, values: 4, head });
      await ledgerOf(files).append([observed('c')], head);
      expect((await ledgerOf(files).check()).diagnostics).toEqual([]);
    }
  });

  it('does not warn of a line that another process is just writing', async () => {
    const files = await smallLedger();
    const beside = new MemoryFiles();
    let isFirst = true;
    beside.read = async (path) => {
      const bytes = await files.read(path);
      if (path !== journalPath || !isFirst || !bytes) return bytes;
      isFirst = false;
      return bytes.subarray(0, -1);
    };
    expect(await ledgerOf(beside).check()).toMatchObject({ entries: 6, diagnostics: [] });
    expect(isFirst).toBe(false);
  });

  it('finds all damage, and names each line once', async () => {
    const files = await smallLedger();
    const lines = await linesOf(files, journalPath);
    const changed = lines.map((line, at) => (at === 1 || at === 4 ? line.replace('Skill', 'Skull') : line));
    await files.write(journalPath, `${changed.join('\n')}\n`);
    const values = await linesOf(files, valuesPath);
    await files.write(valuesPath, `${[...values.slice(0, 3), 'rubbish'].join('\n')}\n`);
    const { diagnostics } = await ledgerOf(files).check();
    expect(diagnostics.map(({ code, summary }) => [code, summary.match(/\S+ line \d+/)?.[0]])).toEqual([
      ['LEDGER_DAMAGED', `${journalPath} line 2`],
      ['LEDGER_DAMAGED', `${journalPath} line 5`],
      ['LEDGER_DAMAGED', `${valuesPath} line 4`],
      ['LEDGER_DAMAGED', `${journalPath} line 4`],
    ]);
    expect(diagnostics.every(({ hint }) => hint !== undefined)).toBe(true);
  });

  it('has nothing against values that no entry names: a run was killed before it wrote them', async () => {
    const files = await smallLedger();
    const other = new MemoryFiles();
    await ledgerOf(other, { seed: 9 }).append([observed('c')], EMPTY_HEAD);
    const [unnamed = ''] = await linesOf(other, valuesPath);
    const lines = await linesOf(files, valuesPath);
    for (const at of [0, 2, lines.length]) {
      const changed = [...lines.slice(0, at), unnamed, ...lines.slice(at)];
      expect(await errorsWith(files, valuesPath, joined(changed))).toEqual([]);
    }
  });

  it('warns where nothing tells whether the end is missing', async () => {
    const files = await smallLedger();
    await files.remove(headPath);
    const { diagnostics } = await ledgerOf(files).check();
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'LEDGER_HEAD_MISSING' }]);
  });

  it('finds entries of another tenant, and of a later cxform', async () => {
    const files = new MemoryFiles();
    const later = { ...runEnded(), type: 'lease-taken' } as unknown as JournalRecord;
    await ledgerOf(files, { tenant: 'staging' }).append([runStarted('staging'), later], EMPTY_HEAD);
    const { diagnostics } = await ledgerOf(files).check();
    expect(diagnostics.map(({ code }) => code)).toEqual(['LEDGER_FOREIGN', 'LEDGER_UNREADABLE']);
  });

  it('takes nothing for damage that another process writes meanwhile', async () => {
    const files = await smallLedger();
    const beside = new MemoryFiles();
    let isFirst = true;
    beside.read = async (path) => {
      const bytes = await files.read(path);
      if (path === journalPath && isFirst) {
        isFirst = false;
        const other = ledgerOf(files, { pid: 2 });
        await other.acquire('r2', 15_000);
        expect(await other.erase('r2', observed('größe').address)).toBe(4);
      }
      return bytes;
    };
    expect(await ledgerOf(beside).check()).toMatchObject({ values: 0, erased: 4, diagnostics: [] });
  });
});

describe('reading a ledger whose end is missing', () => {
  it('is refused, and so is adding to it', async () => {
    const files = await smallLedger();
    const lines = await linesOf(files, journalPath);
    await files.write(journalPath, `${lines.slice(0, -1).join('\n')}\n`);
    await expect(ledgerOf(files).read()).rejects.toMatchObject({
      code: 'LEDGER_DAMAGED',
      message: expect.stringContaining('ends with entry 5 and had 6'),
    });
    await expect(ledgerOf(files).append([observed('c')], '')).rejects.toMatchObject({
      code: 'LEDGER_DAMAGED',
    });
  });

  it('is refused where another journal stands there', async () => {
    const files = await smallLedger();
    const other = new MemoryFiles();
    await ledgerOf(other, { seed: 5 }).append(records, EMPTY_HEAD);
    for (const path of lists) await files.write(path, await textOf(other, path));
    await expect(ledgerOf(files).read()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
  });
});
