import { describe, expect, it } from 'vitest';
import { overflowRule, queue } from '../support/declarations.ts';
import { codes, type EngineWorld, engineWorld, refusalCodes } from '../support/engine-world.ts';

const rule = overflowRule('billing', { maxWaitTime: '2m' });
const pruning = { prune: true, guard: { maxDeletes: 10, maxDeletePercent: 100 } };

/** A centre whose queue has its overflow from a rule, applied. */
async function ruled(tenant = {}, metadata = {}): Promise<EngineWorld> {
  const declared = [queue('billing'), overflowRule('billing', { maxWaitTime: '2m' }, metadata)];
  const world = await engineWorld({ declared, tenant });
  await world.apply();
  return world;
}

const overflowOf = async (world: EngineWorld) => (await world.objects('queues'))[0]?.overflow;

describe('an overflow rule', () => {
  it('becomes part of its queue, and each of its fields keeps the place where it was written', async () => {
    const world = await engineWorld({ declared: [queue('billing'), rule] });
    const [change] = (await world.plan()).changes;
    expect(change).toMatchObject({ address: 'Queue/billing', desired: { overflow: { maxWaitTime: '2m' } } });
    expect(change?.sources['']?.file).toBe('manifests/Queue-billing.yaml');
    expect(change?.sources['/overflow/action']?.file).toBe('manifests/OverflowRule-billing.yaml');
    await world.apply();
    expect(await overflowOf(world)).toEqual({ maxWaitTime: 120_000, action: 'drop' });
  });

  it('keeps its place in drift', async () => {
    const world = await ruled();
    const [live] = await world.objects('queues');
    await world.edit('queues', live?.id as string, { overflow: { maxWaitTime: 5, action: 'drop' } });
    expect((await world.drift()).drifted).toMatchObject([
      {
        address: 'Queue/billing',
        fields: [{ path: '/overflow/maxWaitTime', source: { file: 'manifests/OverflowRule-billing.yaml' } }],
      },
    ]);
  });

  it('may not stand beside an inline overflow, or a second rule', async () => {
    const inline = queue('billing', { overflow: { maxWaitTime: '1m', action: 'drop' } });
    const world = await engineWorld({ declared: [inline, rule] });
    expect((await world.validate()).diagnostics).toMatchObject([
      {
        code: 'FACET_TWICE',
        address: 'OverflowRule/billing',
        source: { file: 'manifests/OverflowRule-billing.yaml' },
      },
    ]);
    await world.declare(queue('billing'), rule, overflowRule('other', { queue: 'billing' }));
    expect(codes((await world.validate()).diagnostics)).toEqual(['FACET_TWICE']);
  });

  it('needs a queue that Git declares', async () => {
    const world = await engineWorld({ declared: [rule] });
    expect((await world.validate()).diagnostics).toMatchObject([
      { code: 'REFERENCE_NOT_FOUND', address: 'OverflowRule/billing' },
    ]);
  });

  it('is checked like an inline overflow, at its own place', async () => {
    const declared = [queue('billing'), overflowRule('billing', { action: 'routeToQueue' })];
    const world = await engineWorld({ declared });
    expect((await world.validate()).diagnostics).toMatchObject([
      { code: 'OVERFLOW_TARGET_MISSING', source: { file: 'manifests/OverflowRule-billing.yaml' } },
    ]);
  });
});

describe('an overflow rule that Git no longer has', () => {
  it('is orphaned and left in place without prune, time after time', async () => {
    const world = await ruled();
    await world.declare(queue('billing'));
    for (const _ of [1, 2]) {
      const plan = await world.plan();
      expect(plan.changes).toEqual([]);
      expect(plan.orphaned).toEqual([
        { address: 'OverflowRule/billing', path: '/overflow', host: 'Queue/billing' },
      ]);
      await world.apply();
      expect(world.writes).toEqual([]);
    }
    expect((await world.drift()).orphaned).toHaveLength(1);
  });

  it('is cleared with prune, and then forgotten', async () => {
    const world = await ruled(pruning);
    await world.declare(queue('billing'));
    const plan = await world.plan();
    expect(plan.orphaned).toEqual([]);
    expect(plan.changes).toMatchObject([
      {
        address: 'Queue/billing',
        action: 'update',
        clears: ['OverflowRule/billing'],
        fields: [{ path: '/overflow', after: null, origin: 'manifest' }],
      },
    ]);
    await world.apply();
    expect(world.writes.map(({ body }) => body)).toEqual([{ overflow: null, version: 1 }]);
    expect(await overflowOf(world)).toBeUndefined();
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });

  it('is nothing to clear where its overflow stands inline now, whatever the value', async () => {
    const world = await ruled(pruning);
    await world.declare(queue('billing', { overflow: { maxWaitTime: '2m', action: 'drop' } }));
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
    await world.apply();
    await world.declare(queue('billing'));
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });

  it('leaves what it set where its queue goes with it', async () => {
    const world = await ruled(pruning);
    await world.declare();
    expect((await world.plan()).changes).toMatchObject([{ address: 'Queue/billing', action: 'delete' }]);
  });

  it('is guarded like a delete', async () => {
    const world = await ruled({ prune: true, guard: { maxDeletes: 0 } });
    await world.declare(queue('billing'));
    expect(codes((await world.plan()).diagnostics)).toEqual(['GUARD']);
    expect(refusalCodes(await world.applyResult())).toContain('GUARD_REFUSED');
    expect(world.writes).toEqual([]);
    expect((await world.apply({ allowDeletes: 1 })).summary).toMatchObject({ applied: 1 });
  });

  it('stays where it was protected, though its YAML is gone', async () => {
    const world = await ruled(pruning, { protect: true });
    await world.declare(queue('billing'));
    const plan = await world.plan();
    expect([plan.changes, codes(plan.diagnostics)]).toEqual([[], ['PROTECTED']]);
    expect(plan.orphaned).toMatchObject([{ address: 'OverflowRule/billing', path: '/overflow' }]);
  });

  it('is not cleared where somebody has cleared it by hand already', async () => {
    const world = await ruled(pruning);
    await world.declare(queue('billing'));
    const [live] = await world.objects('queues');
    await world.edit('queues', live?.id as string, { overflow: null });
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });

  it.each(['/overflow', '/overflow/maxWaitTime'])(
    'stays, and stays ours, while %s is left to the UI',
    async (path) => {
      const world = await ruled(pruning);
      await world.declare(queue('billing', {}, { ignore: [{ path, until: '2026-06-02' }] }));
      for (const _ of [1, 2]) {
        expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
        await world.apply();
      }
      await world.declare(queue('billing', {}, { ignore: [{ path, until: '2026-05-31' }] }));
      expect((await world.plan()).changes).toMatchObject([{ clears: ['OverflowRule/billing'] }]);
    },
  );

  it('is not ours where it was never written', async () => {
    const queues = [
      {
        id: 'q1',
        name: 'billing',
        channel: 'voice',
        overflow: { maxWaitTime: 5, action: 'drop' },
        version: 1,
      },
    ];
    const world = await engineWorld({ queues, declared: [queue('billing'), rule], tenant: pruning });
    world.hooks.answer = ({ method }) =>
      method === 'PATCH' ? Response.json({ message: 'no' }, { status: 403 }) : undefined;
    await world.apply();
    delete world.hooks.answer;
    await world.declare(queue('billing'));
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });

  it('is known to be changed by hand where somebody has done so since', async () => {
    const world = await ruled();
    await world.declare(queue('billing'));
    await world.apply();
    const [live] = await world.objects('queues');
    await world.edit('queues', live?.id as string, { overflow: { maxWaitTime: 5, action: 'drop' } });
    await world.configure(pruning);
    expect((await world.plan()).changes[0]?.fields).toMatchObject([{ path: '/overflow', origin: 'both' }]);
  });

  it('keeps its queue where it is protected and the queue is not', async () => {
    const world = await ruled(pruning, { protect: true });
    await world.declare();
    const plan = await world.plan();
    expect([plan.changes, codes(plan.diagnostics)]).toEqual([[], ['PROTECTED']]);
  });

  it('is not cleared where the ledger is lost: nobody knows whose it is', async () => {
    const world = await ruled(pruning);
    await world.loseLedger();
    await world.declare(queue('billing'));
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });

  it('is cleared on the one queue and set on the other where it moved', async () => {
    const world = await engineWorld({
      declared: [queue('billing'), queue('sales'), overflowRule('rule', { queue: 'billing' })],
      tenant: pruning,
    });
    await world.apply();
    await world.declare(queue('billing'), queue('sales'), overflowRule('rule', { queue: 'sales' }));
    expect((await world.apply()).summary).toMatchObject({ applied: 2 });
    const overflows = (await world.objects('queues')).map(({ name, overflow }) => [
      name,
      overflow !== undefined,
    ]);
    expect(Object.fromEntries(overflows)).toEqual({ billing: false, sales: true });
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });
});
