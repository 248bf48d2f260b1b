import { describe, expect, it } from 'vitest';
import { type EraseResult, eraseValues } from '../../../src/app/ledger/erase.ts';
import { openTenants } from '../../../src/app/open-tenant.ts';
import type { Address } from '../../../src/core/address.ts';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { forgotten, intent, observed, outcome, runEnded, runStarted } from '../../ledger/records.ts';
import { skill } from '../../support/declarations.ts';
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

  it.each([
    ['that has no end', []],
    ['that ended as unknown', [outcome('ana', 'unknown')]],
  ])('refuses an address with a write %s, without asking, and erases nothing', async (_, ends) => {
    const world = await ledgerWorld({ isCompacted: false });
    const ledger = await world.ledger();
    await ledger.append([runStarted(), intent('ana'), ...ends], (await ledger.read()).head);
    const before = world.files.all();
    const { result, asked } = await erase(world, ana);
    expect(result.diagnostics).toMatchObject([
      { code: 'ERASE_OPEN_WRITE', address: ana, hint: expect.stringContaining('cxform apply') },
    ]);
    expect(asked).toBe(0);
    for (const [path, text] of before) {
      if (path.endsWith('.jsonl')) expect(world.files.all().get(path)).toBe(text);
    }
    expect((await erase(world, observed('billing').address)).result).toEqual({ erased: 2 });
  });

  it('erases it once an apply has found out what became of the write', async () => {
    const world = await killedCreate();
    const { address } = observed('new');
    expect(codes((await erase(world, address)).result.diagnostics)).toEqual(['ERASE_OPEN_WRITE']);
    await world.declare(skill('new', { displayName: 'renamed' }));
    await world.apply();
    expect(await world.objects('skills')).toMatchObject([{ name: 'renamed' }]);
    expect((await erase(world, address)).result.erased).toBeGreaterThan(0);
  });
});

/** The tenant has done a create, and the run was killed before it could record that. */
async function killedCreate(): Promise<EngineWorld> {
  const world = await engineWorld({ declared: [skill('new')] });
  world.hooks.ledger = (real) => ({
    ...real,
    append: async (records, head) => {
      if (records.some(({ type }) => type === 'outcome')) throw new Error('killed');
      return real.append(records, head);
    },
  });
  await expect(world.apply()).rejects.toThrow('killed');
  delete world.hooks.ledger;
  return world;
}

describe('a create whose values an earlier version has erased while it was open', () => {
  /** As `erase` did before it looked for open writes. */
  async function erasedCreate(): Promise<EngineWorld> {
    const world = await killedCreate();
    const ledger = await world.ledger();
    await ledger.acquire('x1', 15_000);
    expect(await ledger.erase('x1', observed('new').address)).toBe(1);
    await ledger.release('x1');
    return world;
  }

  const settledOf = async (world: EngineWorld) =>
    (await world.journal()).filter(({ type }) => type === 'settled');

  it('is settled as unclear where nothing is found by its name of today, and never as without effect', async () => {
    const world = await erasedCreate();
    const sentBy = world.clock.monotonic();
    await world.declare(skill('new', { displayName: 'renamed' }));
    await world.apply();
    expect(await settledOf(world)).toMatchObject([{ action: 'create', effect: 'unclear' }]);
    expect((await settledOf(world))[0]).not.toHaveProperty('id');
    expect(world.clock.monotonic() - sentBy).toBeGreaterThan(15_000);
  });

  it('is settled as unclear where an object of its name is there, whose work that may be', async () => {
    const world = await erasedCreate();
    const [object] = await world.objects('skills');
    await world.apply();
    expect(await settledOf(world)).toMatchObject([{ action: 'create', effect: 'unclear', id: object?.id }]);
    expect(await world.objects('skills')).toHaveLength(1);
  });
});
