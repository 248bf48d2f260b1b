import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { digest } from '../../../src/core/fingerprint.ts';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { EMPTY_HEAD } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { priorOf } from '../../../src/ledger/fold.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { forgotten, intent, observed, runStarted } from '../records.ts';
import { headPath, journalPath, ledgerOf, lockPath, textOf, valuesPath } from './file-fixture.ts';

describe('a file ledger', () => {
  it('is empty before its first append', async () => {
    expect(await ledgerOf(new MemoryFiles()).read()).toEqual({ entries: [], head: EMPTY_HEAD });
  });

  it('reads back in a real folder what another process appended', async () => {
    const at = `${await tempFolder()}/state/prod`;
    const writer = ledgerOf(nodeFiles, { at });
    const records = [runStarted(), intent('billing'), observed('billing'), forgotten('billing')];
    const first = await writer.append(records.slice(0, 1), EMPTY_HEAD);
    const head = await writer.append(records.slice(1), first);
    const state = await ledgerOf(nodeFiles, { at, pid: 2 }).read();
    expect(state.entries).toEqual(
      records.map((record, index) => ({ ...record, seq: index + 1, hash: expect.any(String) })),
    );
    expect(state.head).toBe(head);
    expect(await nodeFiles.find(at, [''])).toHaveLength(2);
  });

  it('keeps values out of the chain, under a salted digest', async () => {
    const files = new MemoryFiles();
    const head = await ledgerOf(files).append(
      [observed('billing', { description: 'secret plan' })],
      EMPTY_HEAD,
    );
    const [line = ''] = (await textOf(files, journalPath)).split('\n');
    const { hash, ...link } = JSON.parse(line);
    const stored = (await textOf(files, valuesPath))
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(line).not.toContain('secret plan');
    expect({ hash, link }).toEqual({
      hash: head,
      link: {
        seq: 1,
        prev: '',
        at: '2026-06-01T08:00:00Z',
        run: 'r1',
        type: 'observed',
        address: 'Skill/billing',
        id: 'id-billing',
        protect: false,
        values: { applied: stored[0].digest, cleared: stored[1].digest },
      },
    });
    expect(digest(link)).toBe(hash);
    const { salt, value } = stored[0];
    expect(value).toEqual({ description: 'secret plan' });
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(digest({ salt, value })).toBe(stored[0].digest);
  });

  it('refuses to append where another writer has moved the head', async () => {
    const files = new MemoryFiles();
    const [one, two] = [ledgerOf(files), ledgerOf(files, { pid: 2 })];
    const { head } = await one.read();
    await two.read();
    await two.append([runStarted()], head);
    await expect(one.append([observed('a')], head)).rejects.toMatchObject({ code: 'LEDGER_MOVED' });
    expect((await one.read()).entries.map((entry) => entry.type)).toEqual(['run-started']);
  });

  it('refuses a head that is out of date without reading the journal again', async () => {
    const files = new MemoryFiles();
    const ledger = ledgerOf(files);
    const { head } = await ledger.read();
    await ledger.append([runStarted()], head);
    await expect(ledger.append([observed('a')], head)).rejects.toMatchObject({ code: 'LEDGER_MOVED' });
  });

  it('reads the journal once for any number of appends', async () => {
    const files = new MemoryFiles();
    await ledgerOf(files, { pid: 2 }).append([runStarted()], EMPTY_HEAD);
    const reads: string[] = [];
    const read = files.read.bind(files);
    files.read = (path) => {
      reads.push(path);
      return read(path);
    };
    const ledger = ledgerOf(files);
    let { head } = await ledger.read();
    for (const name of ['a', 'b', 'c']) head = await ledger.append([observed(name)], head);
    expect(reads.filter((path) => ![lockPath, headPath].includes(path))).toEqual([journalPath, valuesPath]);
  });

  it('refuses the journal of another tenant, reading and appending', async () => {
    const files = new MemoryFiles();
    const head = await ledgerOf(files).append([runStarted('prod')], EMPTY_HEAD);
    const other = ledgerOf(files, { tenant: 'staging' });
    await expect(other.read()).rejects.toMatchObject({ code: 'LEDGER_FOREIGN' });
    await expect(other.append([observed('a')], head)).rejects.toMatchObject({ code: 'LEDGER_FOREIGN' });
  });

  it('reads what a later version adds to an entry: members and values', async () => {
    const files = new MemoryFiles();
    const ledger = ledgerOf(files);
    const seen = observed('ana');
    const later = {
      ...seen,
      reason: 'adopted',
      values: { ...seen.values, owners: { '/overflow': 'OverflowRule/a' }, notes: { by: 'ana' } },
    };
    const done = {
      ...{ at: seen.at, run: seen.run, type: 'outcome', address: seen.address, action: 'update' },
      ...{ step: 'publish', outcome: 'applied', attempts: 1, values: { answered: { id: '1' } } },
    } as JournalRecord;
    await ledger.append([later, done], EMPTY_HEAD);
    const { entries } = await ledgerOf(files).read();
    expect(entries).toMatchObject([later, done]);
    expect([...priorOf(entries).values()]).toEqual([
      { address: 'Skill/ana', id: 'id-ana', protect: false, facets: [], ...seen.values },
    ]);
  });

  it('takes no entry for erased that says so itself', async () => {
    const files = new MemoryFiles();
    const forged = { ...forgotten('ana'), erased: ['applied'] };
    await ledgerOf(files).append([forged], EMPTY_HEAD);
    expect((await ledgerOf(files).read()).entries[0]).not.toHaveProperty('erased');
  });

  it('takes no value for missing that another process writes during the reading', async () => {
    const files = new MemoryFiles();
    const beside = new MemoryFiles();
    const reads: string[] = [];
    beside.read = async (path) => {
      const bytes = await files.read(path);
      reads.push(path);
      if (path === journalPath) await ledgerOf(files, { pid: 2 }).append([observed('a')], EMPTY_HEAD);
      return bytes;
    };
    expect((await ledgerOf(beside).read()).entries).toEqual([]);
    expect(reads).toEqual([headPath, journalPath, valuesPath]);
  });

  it('says that a ledger cannot be read or written where the system refuses', async () => {
    const at = await tempFolder();
    await nodeFiles.write(`${at}/file`, '');
    await expect(ledgerOf(nodeFiles, { at: `${at}/file` }).append([runStarted()], '')).rejects.toMatchObject({
      code: 'LEDGER_UNWRITABLE',
    });
  });

  it.each([
    ['the folder', 'file', 'file'],
    ['one above it', 'file', 'file/below/prod'],
  ])('takes no file in the place of %s for an empty ledger', async (_, file, folder) => {
    const at = await tempFolder();
    await nodeFiles.write(`${at}/${file}`, '');
    const ledger = ledgerOf(nodeFiles, { at: `${at}/${folder}` });
    const refusal = { code: 'LEDGER_UNREADABLE', hint: expect.stringContaining('move it away') };
    await expect(ledger.read()).rejects.toMatchObject(refusal);
    await expect(ledger.check()).rejects.toMatchObject(refusal);
    await expect(ledger.holder()).rejects.toMatchObject(refusal);
    await expect(ledger.acquire('r1', 15_000)).rejects.toMatchObject(refusal);
    expect(await textOf(nodeFiles, `${at}/${file}`)).toBe('');
  });

  it.each(['journal.jsonl', 'values.jsonl', 'head.json'])(
    'opens nothing at %s that is no file: a pipe would keep it waiting for ever',
    async (name) => {
      for (const make of [mkdir, (path: string) => promisify(execFile)('mkfifo', [path])]) {
        const at = await tempFolder();
        await make(`${at}/${name}`);
        const ledger = ledgerOf(nodeFiles, { at });
        const refusal = {
          ...{ code: 'LEDGER_UNREADABLE', hint: expect.stringContaining('Remove') },
          message: expect.stringContaining(`${at}/${name} is no file`),
        };
        await expect(ledger.read()).rejects.toMatchObject(refusal);
        await expect(ledger.check()).rejects.toMatchObject(refusal);
      }
    },
  );

  it('says what to do where its lock is no file', async () => {
    for (const make of [mkdir, (path: string) => promisify(execFile)('mkfifo', [path])]) {
      const at = await tempFolder();
      await make(`${at}/lock`);
      const ledger = ledgerOf(nodeFiles, { at });
      const refusal = { code: 'LEDGER_UNREADABLE', hint: expect.stringContaining('Remove') };
      await expect(ledger.acquire('r1', 15_000)).rejects.toMatchObject(refusal);
      await expect(ledger.unlock('x1')).rejects.toMatchObject(refusal);
    }
  });

  it('leaves no lock behind, whether an append works or not', async () => {
    const files = new MemoryFiles();
    const ledger = ledgerOf(files);
    await ledger.append([runStarted()], EMPTY_HEAD);
    await expect(ledger.append([runStarted()], EMPTY_HEAD)).rejects.toThrow();
    expect(await files.read(lockPath)).toBeUndefined();
  });
});
