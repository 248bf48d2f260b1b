import { describe, expect, it } from 'vitest';
import { canonicalJson, digest } from '../../../src/core/fingerprint.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { EMPTY_HEAD, type Files } from '../../../src/core/ports.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { observed, runStarted } from '../records.ts';
import { journalPath, ledgerOf, textOf, valuesPath } from './file-fixture.ts';

async function smallLedger() {
  const files = new MemoryFiles();
  const head = await ledgerOf(files).append([runStarted(), observed('größe')], EMPTY_HEAD);
  return { files, head };
}

/** The same files, but that one holds these bytes. */
function withBytes(files: MemoryFiles, path: string, bytes: Uint8Array): Files {
  const changed = new MemoryFiles();
  return Object.assign(changed, {
    read: (asked: string) => (asked === path ? Promise.resolve(bytes) : files.read(asked)),
  });
}

/** A journal of one entry that holds together, whatever its record says. */
function forgedJournal(record: JsonObject): MemoryFiles {
  const link = { seq: 1, prev: '', at: '2026-06-01T08:00:00Z', run: 'r1', ...record };
  return new MemoryFiles({ [journalPath]: `${canonicalJson({ ...link, hash: digest(link) })}\n` });
}

describe('damage to a file ledger', () => {
  it.each([journalPath, valuesPath])('is found in every byte of %s', async (path) => {
    const { files } = await smallLedger();
    const bytes = (await files.read(path)) as Uint8Array;
    const missed: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x08, 0x20, 0x2a, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[at] = (bytes[at] as number) ^ flip;
        const read = ledgerOf(withBytes(files, path, changed)).read();
        const code = await read.then(
          () => 'no error',
          (error: { code: string }) => error.code,
        );
        if (code !== 'LEDGER_DAMAGED') missed.push(`byte ${at} ^ ${flip}: ${code}`);
      }
    }
    expect(bytes.length).toBeGreaterThan(100);
    expect(missed).toEqual([]);
  });

  it('names the file and the line', async () => {
    const { files } = await smallLedger();
    const text = await textOf(files, journalPath);
    await files.write(journalPath, text.replace('id-größe', 'id-other'));
    await expect(ledgerOf(files).read()).rejects.toThrow(`${journalPath} line 2`);
  });

  it('is found where lines are missing, repeated or swapped', async () => {
    const { files } = await smallLedger();
    const [one, two] = (await textOf(files, journalPath)).split('\n');
    for (const lines of [[two], [one, one, two], [two, one], [one, '', two]]) {
      await files.write(journalPath, `${lines.join('\n')}\n`);
      await expect(ledgerOf(files).read()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
    }
  });

  it('stops an append too, and nothing is written over it', async () => {
    const { files, head } = await smallLedger();
    const text = `${await textOf(files, journalPath)}rubbish\n`;
    await files.write(journalPath, text);
    await expect(ledgerOf(files).append([observed('b')], head)).rejects.toMatchObject({
      code: 'LEDGER_DAMAGED',
    });
    expect(await textOf(files, journalPath)).toBe(text);
  });

  it('is what a forged entry is that lacks a member of its type', async () => {
    const whole = { type: 'forgotten', address: 'Skill/a', id: '1' };
    expect((await ledgerOf(forgedJournal(whole)).read()).entries).toHaveLength(1);
    for (const forged of [
      { ...whole, id: 1 },
      { ...whole, address: '../etc' },
      { ...whole, at: null },
      { ...whole, type: 7 },
      { ...whole, type: 'observed', protect: false },
      { ...whole, type: 'observed', protect: false, values: { applied: 'd' } },
    ]) {
      await expect(ledgerOf(forgedJournal(forged)).read()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
    }
  });

  it('is what a key is that could reach a prototype', async () => {
    const forged = JSON.parse('{"type": "run-ended", "summary": {"__proto__": {"polluted": true}}}');
    await expect(ledgerOf(forgedJournal(forged)).read()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
  });

  it('is what nesting is that no manifest reaches', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`;
    const read = ledgerOf(new MemoryFiles({ [journalPath]: deep })).read();
    await expect(read).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
  });

  it.each(['lease-taken', 'toString'])('is not what the unknown type %s is', async (type) => {
    await expect(ledgerOf(forgedJournal({ type })).read()).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
    });
  });
});
