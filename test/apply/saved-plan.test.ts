import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import type { Plan } from '../../src/core/plan.ts';
import { overflowRule, queue, skill } from '../support/declarations.ts';
import { codes, type EngineWorld, engineWorld, refusalCodes } from '../support/engine-world.ts';

const live = { id: 'q1', name: 'billing', channel: 'voice', wrapUpTimeout: 5_000, version: 1 };
const drop = { maxWaitTime: '1m', action: 'drop' };

/** A queue of which a plan changes the overflow and creates a skill. */
async function planned(): Promise<{ world: EngineWorld; plan: Plan }> {
  const world = await engineWorld({
    queues: [live],
    declared: [skill('new'), queue('billing', { wrapUpTimeout: '5s', overflow: drop })],
  });
  // As it comes out of a file.
  return { world, plan: JSON.parse(JSON.stringify(await world.plan())) };
}

/** Asserts that a plan is refused, that nothing was written, to the ledger neither, and answers what moved. */
async function refusedAt(world: EngineWorld, plan: Plan): Promise<string[]> {
  const before = await world.journal();
  const result = await world.applyFile(plan);
  expect(new Set(refusalCodes(result))).toEqual(new Set(['PLAN_STALE']));
  expect(world.writes).toEqual([]);
  expect(await world.journal()).toEqual(before);
  return 'diagnostics' in result ? result.diagnostics.map(({ summary }) => summary) : [];
}

describe('a plan that was kept', () => {
  it('does what it says, and nothing more is left', async () => {
    const { world, plan } = await planned();
    const result = await world.applyFile(plan);
    expect(result.report).toMatchObject({ plan: plan.digest, summary: { applied: 2 } });
    expect((await world.plan()).changes).toEqual([]);
  });

  it('leaves an edit of another field as it is', async () => {
    const { world, plan } = await planned();
    await world.edit('queues', 'q1', { wrapUpTimeout: 9_000, colour: 'red' });
    expect((await world.applyFile(plan)).report?.summary).toMatchObject({ applied: 2 });
    expect(await world.object('queues', 'q1')).toMatchObject({
      wrapUpTimeout: 9_000,
      colour: 'red',
      overflow: { maxWaitTime: 60_000, action: 'drop' },
    });
  });

  it('writes nothing where a field that it changes has moved, and shows what moved', async () => {
    const { world, plan } = await planned();
    await world.edit('queues', 'q1', { overflow: { maxWaitTime: 90_000, action: 'drop' } });
    const [moved] = await refusedAt(world, plan);
    expect(moved).toMatch(/Queue\/billing.*\/overflow.*1m30s/);
  });

  it('takes a field that has the wanted value already for done', async () => {
    const { world, plan } = await planned();
    await world.edit('queues', 'q1', { overflow: { maxWaitTime: 60_000, action: 'drop' } });
    const { report } = await world.applyFile(plan);
    expect(report?.outcomes).toMatchObject([
      { address: 'Queue/billing', outcome: 'applied', attempts: 0 },
      { address: 'Skill/new', outcome: 'applied', attempts: 1 },
    ]);
  });

  it('creates nothing that somebody has created since', async () => {
    const { world, plan } = await planned();
    await world.setTenant({ queues: [live], skills: [{ id: 's9', name: 'new', version: 1 }] });
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('Skill/new')]);
  });

  it('writes nothing where an object has gone', async () => {
    const { world, plan } = await planned();
    await world.setTenant({});
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('Queue/billing')]);
  });

  it('writes nothing where an object that a change refers to is another one now', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'a', version: 1 }],
      queues: [live],
      declared: [skill('a'), queue('billing', { skills: [{ skill: 'a', level: 1 }] })],
    });
    const plan = await world.plan();
    await world.setTenant({ skills: [{ id: 's2', name: 'a', version: 1 }], queues: [live] });
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('Skill/a')]);
  });

  it('writes nothing where the manifests have changed', async () => {
    const { world, plan } = await planned();
    await world.declare(skill('new', { description: 'other' }));
    expect(await refusedAt(world, plan)).toHaveLength(1);
  });

  it('writes nothing where the Tenant has changed', async () => {
    const { world, plan } = await planned();
    await world.configure({ subdomain: 'elsewhere' });
    expect(await refusedAt(world, plan)).toHaveLength(1);
  });

  it('deletes nothing that somebody has changed since', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')] });
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletePercent: 100 } });
    await world.declare();
    const plan = await world.plan();
    await world.edit('queues', 'q1', { wrapUpTimeout: 1_000 });
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('Queue/billing')]);
  });

  it('deletes nothing that somebody has edited in what nobody manages either: no edit survives a deletion', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')] });
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletePercent: 100 } });
    await world.declare();
    const plan = await world.plan();
    await world.edit('queues', 'q1', { colour: 'red' });
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('Queue/billing')]);
  });

  const pruning = { prune: true, guard: { maxDeletes: 10, maxDeletePercent: 100 } };

  it('deletes nothing that was protected since', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')], tenant: pruning });
    await world.apply();
    await world.declare();
    const plan = await world.plan();
    await world.declare(queue('billing', {}, { protect: true }));
    await world.apply();
    await world.declare();
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('protected')]);
  });

  it('clears no rule that was protected since', async () => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('billing'), overflowRule('billing')],
      tenant: pruning,
    });
    await world.apply();
    await world.declare(queue('billing'));
    const plan = await world.plan();
    await world.declare(queue('billing'), overflowRule('billing', {}, { protect: true }));
    await world.apply();
    await world.declare(queue('billing'));
    expect(await refusedAt(world, plan)).toEqual([
      expect.stringContaining('OverflowRule/billing is protected'),
    ]);
  });

  it('deletes nothing that something has come to refer to since', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'a', version: 1 }],
      queues: [live],
      declared: [skill('a')],
      tenant: pruning,
    });
    await world.apply();
    await world.declare();
    const plan = await world.plan();
    await world.edit('queues', 'q1', { skills: [{ id: 's1', level: 1 }] });
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('Queue billing refers to it')]);
  });

  it('says of what the ledger has forgotten that it has, and not that it is gone', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')], tenant: pruning });
    await world.apply();
    await world.declare();
    const plan = await world.plan();
    await world.loseLedger();
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('the ledger does not know it')]);
  });

  it('is under the guard all the same', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')] });
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletes: 0 } });
    await world.declare();
    const result = await world.applyFile(await world.plan());
    expect(refusalCodes(result)).toContain('GUARD_REFUSED');
    expect(world.writes).toEqual([]);
  });

  it('takes nothing back a second time that somebody has taken back since', async () => {
    const { world, plan } = await planned();
    const { report } = await world.applyFile(plan);
    expect(report?.summary).toMatchObject({ applied: 2 });
    await world.edit('queues', 'q1', { overflow: null });
    const journal = await world.journal();
    const again = await world.applyFile({
      ...plan,
      changes: plan.changes.filter(({ action }) => action === 'update'),
    });
    expect(refusalCodes(again)).toEqual(['PLAN_STALE']);
    expect(await world.journal()).toEqual(journal);
    expect(await world.object('queues', 'q1')).not.toHaveProperty('overflow.action');
  });

  it('is carried out in the order that follows from its changes, whatever order it says', async () => {
    const world = await engineWorld({
      declared: [skill('a'), queue('b', { skills: [{ skill: 'a', level: 1 }] })],
    });
    const plan = await world.plan();
    const changes = plan.changes.map((change) => ({
      ...change,
      steps: [],
      dependsOn: [change.address],
      stepDependsOn: [{ step: 'write' as const, address: address('Skill', 'none'), until: 'link' as const }],
    }));
    const { report } = await world.applyFile({ ...plan, changes });
    expect(report?.summary).toMatchObject({ applied: 2, failed: 0 });
    expect(world.writes.map(({ path }) => path.split('/').at(-1))).toEqual(['skills', 'queues']);
  });

  it('is stale the second time', async () => {
    const { world, plan } = await planned();
    await world.applyFile(plan);
    expect(await refusedAt(world, plan)).toEqual([expect.stringContaining('Skill/new')]);
  });
});

describe('a plan that somebody takes his time to approve', () => {
  it('is not carried out where something that it changes has moved meanwhile', async () => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('billing', { wrapUpTimeout: '30s' })],
    });
    const result = await world.applyResult({
      confirm: async () => {
        await world.clock.sleep(120_000);
        await world.byHand({ list: 'queues', id: 'q1', change: { wrapUpTimeout: 7_000 } });
        return undefined;
      },
    });
    expect(codes('diagnostics' in result ? result.diagnostics : [])).toEqual(['PLAN_STALE']);
    expect((await world.object('queues', 'q1'))?.wrapUpTimeout).toBe(7_000);
  });

  it('creates nothing that somebody has created meanwhile', async () => {
    const world = await engineWorld({ declared: [skill('new')] });
    const result = await world.applyResult({
      confirm: async () => {
        await world.clock.sleep(120_000);
        await world.byHand({ list: 'skills', create: { id: 's9', name: 'new' } });
        return undefined;
      },
    });
    expect(refusalCodes(result)).toEqual(['PLAN_STALE']);
    expect(world.writes).toEqual([]);
  });
});
