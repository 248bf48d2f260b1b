import { describe, expect, it } from 'vitest';
import { type EraseResult, eraseValues } from '../../../src/app/ledger/erase.ts';
import { openTenants } from '../../../src/app/open-tenant.ts';
import type { Address } from '../../../src/core/address.ts';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { forgotten, observed, runEnded, runStarted } from '../../ledger/records.ts';
import { codes, type EngineWorld, engineWorld } from '../../support/engine-world.ts';

const ana = observed('ana').address;

/** A ledger in which the journal knows `billing`, and `ana` as well, or what was compacted away alone. */
async function ledgerWorld({ isCompacted }: { readonly isCompacted: boolean }): Promise<EngineWorld> {
  const world = await engineWorld();
  const ledger = await world.ledger();
  const records: readonly JournalRecord[] = [
    ...[runStarted(), observed('ana'), forgotten('ana'), observed('billing'), runEnded()],
    ...[{ ...runStarted(), run: 'r2' }, runEnded('r2')],
  ];
  await ledger.acquire('x1', 15_000);
  await ledger.append(records, '');
  if (isCompacted) await ledger.compact('x1');
  await ledger.release('x1');
  return world;
}

interface Erasing {
  readonly result: EraseResult;
  readonly asked: number;
}

async function erase({ world }: EngineWorld, address: Address): Promise<Erasing> {
  const { tenants } = await openTenants(world.files, { from: '/centre' });
  const [tenant] = tenants;
  if (!tenant) throw new Error('there is no tenant');
  let asked = 0;
  const confirm = async () => {
    asked++;
    return undefined;
  };
  return { result: await eraseValues(world, tenant, { address, lockTimeoutMs: 0, confirm }), asked };
}

describe('erasing values of an address', () => {
  it('asks, and erases what the journal knows', async () => {
    const world = await ledgerWorld({ isCompacted: false });
    expect(await erase(world, ana)).toEqual({ result: { erased: 2 }, asked: 1 });
    expect(await erase(world, ana)).toEqual({ result: { erased: 0 }, asked: 1 });
  });

  it('erases what only the archive knows any more', async () => {
    const world = await ledgerWorld({ isCompacted: true });
    expect(await erase(world, ana)).toEqual({ result: { erased: 2 }, asked: 1 });
    expect([...world.files.all().values()].filter((text) => text.includes('"displayName":"ana"'))).toEqual(
      [],
    );
    expect(await erase(world, ana)).toEqual({ result: { erased: 0 }, asked: 1 });
  });

  it('refuses an address of which neither tells: without asking where nothing was compacted', async () => {
    for (const isCompacted of [false, true]) {
      const world = await ledgerWorld({ isCompacted });
      const { result, asked } = await erase(world, observed('anna').address);
      expect(codes(result.diagnostics)).toEqual(['ADDRESS_NOT_RECORDED']);
      expect(asked).toBe(isCompacted ? 1 : 0);
    }
  });
});
