import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/core/address.ts';
import { overflowRule, queue, skill } from '../support/declarations.ts';
import { codes, type EngineWorld, engineWorld, refusalCodes } from '../support/engine-world.ts';

const addresses = (...texts: readonly string[]) => texts as readonly Address[];

const declared = [
  skill('billing'),
  skill('sales'),
  queue('billing', { skills: [{ skill: 'billing', level: 1 }] }),
  queue('sales', { skills: [{ skill: 'sales', level: 1 }] }),
  overflowRule('sales'),
];

async function targeted(world: EngineWorld, ...targets: readonly string[]) {
  return world.planResult({ targets: addresses(...targets) });
}

describe('a plan of targets', () => {
  it('has them and what they need, and nothing else', async () => {
    const world = await engineWorld({ declared });
    const { plan } = await targeted(world, 'Queue/billing');
    expect(plan?.changes.map(({ address }) => address)).toEqual(['Queue/billing', 'Skill/billing']);
    expect(plan?.targets).toEqual(['Queue/billing']);
    await world.apply({ targets: addresses('Queue/billing') });
    expect(await world.objects('queues')).toHaveLength(1);
    expect((await world.plan()).summary).toMatchObject({ create: 2, unchanged: 2 });
  });

  it('takes a facet for its host', async () => {
    const world = await engineWorld({ declared });
    const { plan } = await targeted(world, 'OverflowRule/sales');
    expect(plan?.changes.map(({ address }) => address)).toEqual(['Queue/sales', 'Skill/sales']);
  });

  it('can be one deletion, and whatever must let go of it first', async () => {
    const world = await engineWorld({ declared, tenant: { prune: true, guard: { maxDeletePercent: 100 } } });
    await world.apply();
    await world.declare(skill('sales'), queue('billing', { skills: [] }));
    const { plan } = await targeted(world, 'Skill/billing');
    expect(plan?.changes.map(({ address, action }) => [address, action])).toEqual([
      ['Queue/billing', 'update'],
      ['Skill/billing', 'delete'],
    ]);
  });

  it('can be a rule that Git no longer has', async () => {
    const tenant = { prune: true, guard: { maxDeletePercent: 100 } };
    const world = await engineWorld({ declared, tenant });
    await world.apply();
    await world.declare(...declared.slice(0, 4), skill('new'));
    const result = await targeted(world, 'OverflowRule/sales');
    expect(result).toMatchObject({
      plan: { changes: [{ address: 'Queue/sales', clears: ['OverflowRule/sales'] }] },
    });
    await world.configure({});
    expect(await targeted(world, 'OverflowRule/sales')).toMatchObject({ plan: { changes: [] } });
  });

  it('is an error where one is declared nowhere, with what was meant', async () => {
    const world = await engineWorld({ declared });
    expect(await targeted(world, 'Queue/biling')).toMatchObject({
      diagnostics: [{ code: 'TARGET_NOT_FOUND', hint: 'Did you mean Queue/billing?' }],
    });
  });

  it('records nothing of what is not among them', async () => {
    const live = { id: 'q1', name: 'sales', channel: 'voice', skills: [], version: 1 };
    const world = await engineWorld({ queues: [live], declared: [queue('sales'), skill('billing')] });
    await world.apply({ targets: addresses('Skill/billing') });
    expect((await world.plan()).adopted).toEqual([{ address: 'Queue/sales', id: 'q1' }]);
  });

  it('lets the ledger keep what it knows of all else: renamed, waiting to be pruned, gone', async () => {
    const world = await engineWorld({
      declared: [queue('a'), queue('b', { displayName: 'B' }, { protect: true }), skill('old')],
    });
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletePercent: 100 } });
    const renamed = queue('b2', { displayName: 'B new' }, { formerly: ['b'] });
    await world.declare(queue('a', { wrapUpTimeout: '5s' }), renamed);
    const before = await world.plan();
    expect(before.changes.map(({ address, action }) => [address, action])).toEqual([
      ['Queue/a', 'update'],
      ['Queue/b2', 'update'],
      ['Skill/old', 'delete'],
    ]);
    await world.apply({ targets: addresses('Queue/a') });
    const after = await world.plan();
    expect(after.changes.map(({ address, action }) => [address, action])).toEqual([
      ['Queue/b2', 'update'],
      ['Skill/old', 'delete'],
    ]);
  });

  it('is not refused for what is not among them', async () => {
    const world = await engineWorld({
      declared: [skill('used'), queue('a'), queue('b', { skills: [{ skill: 'used', level: 1 }] })],
      tenant: { prune: true, guard: { maxDeletePercent: 100 } },
    });
    await world.apply();
    await world.declare(queue('a', { wrapUpTimeout: '5s' }), queue('b'));
    expect(refusalCodes(await world.planResult())).toEqual(['DELETE_REFERENCED']);
    expect(await targeted(world, 'Queue/a')).toMatchObject({ plan: { changes: [{ address: 'Queue/a' }] } });
  });

  it('is what apply carries out, whatever else there is', async () => {
    const world = await engineWorld({ declared });
    const report = await world.apply({ targets: addresses('Skill/sales') });
    expect(report.outcomes.map(({ address }) => address)).toEqual(['Skill/sales']);
    expect(codes((await world.planResult()).plan?.diagnostics)).toEqual([]);
  });
});
