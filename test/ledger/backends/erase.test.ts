import { readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Files } from '../../../src/core/ports.ts';
import { EMPTY_HEAD, type Ledger } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { priorOf } from '../../../src/ledger/fold.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { forgotten, intent, observed, outcome, runEnded, runStarted } from '../records.ts';
import { folder, journalPath, ledgerOf, textOf, valuesPath } from './file-fixture.ts';

const secret = 'on leave until May';
const ana = observed('ana', { description: secret });
const records = [runStarted(), { ...intent('ana'), values: { desired: { description: secret } } }, ana];

async function ledgerWithSecret() {
  const files = new MemoryFiles();
  const ledger = ledgerOf(files);
  await ledger.acquire('x1', 15_000);
  const head = await ledger.append([...records, observed('billing'), runEnded()], EMPTY_HEAD);
  return { files, ledger, head };
}

const whereSecretIs = (files: MemoryFiles) =>
  [...files.all()]
    .filter(([, text]) => text.includes(secret))
    .map(([path]) => path)
    .sort();

describe('erasing the values of an address', () => {
  it('leaves none of them, and the chain whole', async () => {
    const { files, ledger } = await ledgerWithSecret();
    const before = (await ledger.read()).entries;
    expect(whereSecretIs(files)).toEqual([valuesPath]);
    expect(await ledger.erase('x1', ana.address)).toBe(3);
    expect(whereSecretIs(files)).toEqual([]);
    const { entries } = await ledgerOf(files).read();
    expect(entries).toMatchObject([
      before[0],
      { ...before[1], values: { desired: {} }, erased: ['desired'] },
      { ...before[2], values: { applied: {}, cleared: {} }, erased: ['applied', 'cleared'] },
      before[3],
      before[4],
      { type: 'erased', run: 'x1', address: ana.address, digests: { length: 3 } },
    ]);
    expect([...priorOf(entries).values()]).toMatchObject([
      { address: 'Skill/ana', id: 'id-ana', applied: {} },
      { address: 'Skill/billing', applied: { displayName: 'billing' } },
    ]);
    expect(await ledger.check()).toMatchObject({ values: 2, erased: 3, diagnostics: [] });
  });

  it('erases what was recorded since the last time, and writes nothing where there is nothing', async () => {
    const { files, ledger } = await ledgerWithSecret();
    await ledger.erase('x1', ana.address);
    const texts = files.all();
    expect(await ledger.erase('x1', ana.address)).toBe(0);
    expect(await ledger.erase('x1', observed('other').address)).toBe(0);
    expect(files.all()).toEqual(texts);
    await ledger.append([ana], (await ledger.read()).head);
    expect(await ledger.erase('x1', ana.address)).toBe(2);
    expect(whereSecretIs(files)).toEqual([]);
  });

  it('reaches values that a compaction has archived', async () => {
    const { files, ledger, head } = await ledgerWithSecret();
    const after = [outcome('ana', 'failed'), { ...runStarted(), run: 'r2' }, runEnded('r2')];
    await ledger.append(after, head);
    await ledger.compact('x1');
    expect(whereSecretIs(files)).toEqual([`${folder}/archive/values-8.jsonl`, valuesPath]);
    expect(await ledger.erase('x1', ana.address)).toBe(3);
    expect(whereSecretIs(files)).toEqual([]);
    expect(await textOf(files, `${folder}/archive/values-8.jsonl`)).toContain('billing');
    await ledger.compact('x1');
    expect(await ledger.erase('x1', ana.address)).toBe(0);
    expect((await ledger.check()).diagnostics).toEqual([]);
  });

  it('takes for erased what a crash has left of it, which the next erasure finishes', async () => {
    const { files, ledger } = await ledgerWithSecret();
    const write = files.write.bind(files);
    files.write = async () => {
      throw new Error('crash');
    };
    await expect(ledger.erase('x1', ana.address)).rejects.toThrow('crash');
    files.write = write;
    expect(whereSecretIs(files)).toEqual([valuesPath]);
    const { entries } = await ledgerOf(files).read();
    expect(entries[2]).toMatchObject({ values: { applied: {} }, erased: ['applied', 'cleared'] });
    expect((await ledger.check()).diagnostics).toEqual([]);
    expect(await ledger.erase('x1', observed('billing').address)).toBe(2);
    expect(whereSecretIs(files)).toEqual([]);
  });

  it('reaches an address that only archives know any more', async () => {
    const { files, ledger, head } = await ledgerWithSecret();
    const after = [
      outcome('ana', 'failed'),
      forgotten('ana'),
      { ...runStarted(), run: 'r2' },
      runEnded('r2'),
    ];
    await ledger.append(after, head);
    await ledger.compact('x1');
    const { entries } = await ledger.read();
    expect(entries.some((entry) => 'address' in entry && entry.address === ana.address)).toBe(false);
    expect(whereSecretIs(files)).toEqual([`${folder}/archive/values-9.jsonl`]);
    expect(await ledger.erase('x1', ana.address)).toBe(3);
    expect(whereSecretIs(files)).toEqual([]);
    expect((await ledger.check()).diagnostics).toEqual([]);
  });

  it.each([
    ['erasing', (ledger: Ledger) => ledger.erase('x1', observed('other').address)],
    ['compacting', (ledger: Ledger) => ledger.compact('x1')],
  ])('%s leaves no value that no entry names, such as one of a run that was killed', async (_, work) => {
    for (const more of [[], [{ ...runStarted(), run: 'r2' }, runEnded('r2')]]) {
      const { files, ledger, head } = await ledgerWithSecret();
      await ledger.append(more, head);
      const append = files.append.bind(files);
      files.append = async (path, text) => {
        if (path === journalPath) throw new Error('crash');
        await append(path, text);
      };
      const told = 'ana is ill';
      const late = [observed('ana', { description: told })];
      await expect(ledger.append(late, (await ledger.read()).head)).rejects.toThrow('crash');
      files.append = append;
      await files.append(valuesPath, `{"digest":"${told}`);
      expect(await textOf(files, valuesPath)).toContain(told);
      await work(ledger);
      expect([...files.all().values()].join('')).not.toContain(told);
      expect(whereSecretIs(files)).toContain(valuesPath);
      expect((await ledger.check()).diagnostics).toEqual([]);
    }
  });

  it('drops values of an archive that its journal does not name, unless that was moved away', async () => {
    const { files, ledger, head } = await ledgerWithSecret();
    await ledger.append([outcome('ana', 'failed'), { ...runStarted(), run: 'r2' }, runEnded('r2')], head);
    await ledger.compact('x1');
    const archived = `${folder}/archive/values-8.jsonl`;
    const unnamed = new MemoryFiles();
    await ledgerOf(unnamed, { seed: 9 }).append([observed('nobody')], EMPTY_HEAD);
    await files.append(archived, await textOf(unnamed, valuesPath));
    const before = await textOf(files, archived);
    const journal = await textOf(files, `${folder}/archive/journal-8.jsonl`);
    await files.remove(`${folder}/archive/journal-8.jsonl`);
    await ledger.erase('x1', observed('other').address);
    expect(await textOf(files, archived)).toBe(before);
    await files.write(`${folder}/archive/journal-8.jsonl`, journal);
    await ledger.erase('x1', observed('other').address);
    expect(await textOf(files, archived)).not.toContain('nobody');
    expect(whereSecretIs(files)).toContain(archived);
  });

  it.each([
    ['erasing', (ledger: Ledger) => ledger.erase('x1', ana.address)],
    ['compacting', (ledger: Ledger) => ledger.compact('x1')],
  ])('%s removes drafts of the ledger’s own files, and no others', async (_, work) => {
    const { files, ledger } = await ledgerWithSecret();
    const draft = '.0123456789ab.tmp';
    const own = [
      'values.jsonl',
      'journal.jsonl',
      'head.json',
      'archive/values-7.jsonl',
      'archive/journal-7.jsonl',
    ];
    const others = ['lock', 'notes.jsonl', 'archive/values-7.jsonl.bak', 'sub/values.jsonl'];
    for (const name of [...own, ...others]) await files.write(`${folder}/${name}${draft}`, secret);
    await files.write(`${folder}/values.jsonl.tmp`, '');
    await work(ledger);
    const left = [...files.all().keys()].filter((path) => path.endsWith('.tmp')).sort();
    const kept = [...others.map((name) => `${folder}/${name}${draft}`), `${folder}/values.jsonl.tmp`];
    expect(left).toEqual(kept.sort());
  });

  it('removes what the system’s own files leave of a replacement that was killed', async () => {
    const at = await tempFolder();
    const ledger = ledgerOf(nodeFiles, { at });
    await ledger.acquire('x1', 15_000);
    await ledger.append([ana, observed('billing')], EMPTY_HEAD);
    let draft = '';
    const real: Files = nodeFiles;
    await real.write(`${at}/values.jsonl`, await textOf(nodeFiles, `${at}/values.jsonl`), async () => {
      draft = (await readdir(at)).find((name) => name.endsWith('.tmp')) ?? '';
    });
    await writeFile(`${at}/${draft}`, secret);
    expect(await readdir(at)).toContain(draft);
    await ledger.erase('x1', ana.address);
    expect((await readdir(at)).sort()).toEqual(['head.json', 'journal.jsonl', 'values.jsonl']);
  });

  it('is for the holder of the lease', async () => {
    const { ledger } = await ledgerWithSecret();
    await expect(ledger.erase('x2', ana.address)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await ledger.release('x1');
    await expect(ledger.erase('x1', ana.address)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });
});
