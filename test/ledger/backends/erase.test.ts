import { describe, expect, it } from 'vitest';
import { EMPTY_HEAD } from '../../../src/core/ports.ts';
import { priorOf } from '../../../src/ledger/fold.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { intent, observed, outcome, runEnded, runStarted } from '../records.ts';
import { folder, ledgerOf, textOf, valuesPath } from './file-fixture.ts';

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

  it('is for the holder of the lease', async () => {
    const { ledger } = await ledgerWithSecret();
    await expect(ledger.erase('x2', ana.address)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await ledger.release('x1');
    await expect(ledger.erase('x1', ana.address)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });
});
