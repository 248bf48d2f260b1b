import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import { interfereOnce, queued, queuedAddresses, refuseWrites } from '../app/conflict-world.ts';
import { queue, roster, routingProfile } from '../support/declarations.ts';
import { type EngineWorld, engineWorld } from '../support/engine-world.ts';

const sales = (wrapUpTimeout: string, name = 'sales', metadata = {}) =>
  queue(name, { displayName: 'sales', wrapUpTimeout }, metadata);

/** The queue had 30 seconds; it has 45 in the tenant, and shall have 60 by Git. */
async function conflictedWorld(): Promise<EngineWorld> {
  const world = await engineWorld({
    queues: [{ id: 'q1', name: 'sales', channel: 'voice', wrapUpTimeout: 30_000, version: 1 }],
    declared: [sales('30s')],
  });
  await world.apply();
  await world.declare(sales('1m'));
  interfereOnce(world, ['PATCH'], (sandbox) => sandbox.edit('queues', 'q1', { wrapUpTimeout: 45_000 }));
  const { summary } = await world.apply();
  if (summary.conflict !== 1) throw new Error('there is no conflict');
  return world;
}

/** An apply that dies before its first write, once it has journaled what it saw. */
async function killAfterObservations(world: EngineWorld): Promise<void> {
  world.hooks.ledger = (real) => ({
    ...real,
    append: async (records, head) => {
      if (records.some(({ type }) => type === 'intent')) throw new Error('killed');
      return real.append(records, head);
    },
  });
  await expect(world.apply()).rejects.toThrow('killed');
  delete world.hooks.ledger;
}

const tookOf = async (world: EngineWorld) =>
  (await world.journal()).flatMap((entry) =>
    entry.type === 'resolved' ? [`${entry.address} ${entry.take}`] : [],
  );

describe('an open conflict', () => {
  it('stays open where a later run sees something new of its object and dies before it writes', async () => {
    const world = await conflictedWorld();
    await world.declare(sales('1m', 'sales', { protect: true }));
    await killAfterObservations(world);
    expect((await world.journal()).at(-1)).toMatchObject({ type: 'observed', protect: true });
    expect(await queuedAddresses(world)).toEqual(['Queue/sales']);
  });

  it('stays open under the new name where a run sees that, and dies', async () => {
    const world = await conflictedWorld();
    await world.declare(sales('1m', 'shop', { formerly: ['sales'] }));
    await killAfterObservations(world);
    expect(await queuedAddresses(world)).toEqual(['Queue/shop']);
  });

  it('stays open under the new name where the write is refused, with all that is known of it', async () => {
    const world = await conflictedWorld();
    const [before] = await queued(world);
    await world.declare(sales('1m', 'shop', { formerly: ['sales'] }));
    refuseWrites(world);
    expect((await world.apply()).summary).toMatchObject({ failed: 1 });
    expect(await queued(world)).toEqual([{ ...before, address: 'Queue/shop' }]);
    delete world.hooks.answer;
    await world.apply();
    expect(await queued(world)).toEqual([]);
  });

  it('stays open under the other manifest where an agent moves to that, and the write is refused', async () => {
    const ana = roster('people', [{ name: 'ana', id: 'u-ana' }]);
    const world = await engineWorld({
      queues: ['q1', 'q2', 'q3'].map((id) => ({ id, name: id, channel: 'voice', version: 1 })),
      users: [{ id: 'u-ana', name: 'ana', email: 'ana@acme.example', active: true }],
      declared: [ana, routingProfile('voice', { queues: [{ id: 'q1' }] })],
    });
    await world.apply();
    await world.declare(ana, routingProfile('voice', { queues: [{ id: 'q2' }] }));
    interfereOnce(world, ['PUT'], (sandbox) => sandbox.edit('profiles', 'u-ana', { queueIds: ['q3'] }));
    expect((await world.apply()).summary).toMatchObject({ conflict: 1 });
    await world.declare(ana, routingProfile('chat', { queues: [{ id: 'q2' }] }));
    refuseWrites(world);
    expect((await world.apply()).summary).toMatchObject({ failed: 1 });
    expect(await queuedAddresses(world)).toEqual(['RoutingProfile/chat/ana']);
  });

  it('is closed by a run that finds nothing left to write, which journals that', async () => {
    const world = await conflictedWorld();
    await world.edit('queues', 'q1', { wrapUpTimeout: 60_000 });
    await world.apply();
    expect(await queued(world)).toEqual([]);
    expect(await tookOf(world)).toEqual(['Queue/sales agreed']);
  });

  it('is closed under its new name as well', async () => {
    const world = await conflictedWorld();
    await world.declare(sales('45s', 'shop', { formerly: ['sales'] }));
    await world.apply();
    expect(await queued(world)).toEqual([]);
    expect(await tookOf(world)).toEqual(['Queue/shop agreed']);
  });

  it('stays open where a run is about something else', async () => {
    const world = await conflictedWorld();
    await world.edit('queues', 'q1', { wrapUpTimeout: 60_000 });
    await world.declare(sales('1m'), queue('other'));
    await world.apply({ targets: (await world.plan()).changes.map(({ address }) => address) });
    expect(await queuedAddresses(world)).toEqual(['Queue/sales']);
  });

  it('stays open where a plan is carried out that was kept before it was met, and knows of nothing to write', async () => {
    const world = await engineWorld({
      queues: [{ id: 'q1', name: 'sales', channel: 'voice', wrapUpTimeout: 60_000, version: 1 }],
      declared: [sales('1m'), queue('other')],
    });
    const kept = await world.plan();
    expect(kept.changes.map(({ address }) => address)).toEqual(['Queue/other']);
    await world.edit('queues', 'q1', { wrapUpTimeout: 30_000 });
    interfereOnce(world, ['PATCH'], (sandbox) => sandbox.edit('queues', 'q1', { wrapUpTimeout: 45_000 }));
    const meeting = await world.apply({ targets: [address('Queue', 'sales')] });
    expect(meeting.summary).toMatchObject({ conflict: 1 });
    await world.applyFile(kept);
    expect(await queuedAddresses(world)).toEqual(['Queue/sales']);
  });

  it('is closed where its object has gone for good', async () => {
    const world = await conflictedWorld();
    await world.setTenant({});
    await world.declare();
    await world.apply();
    expect(await queued(world)).toEqual([]);
  });

  it('is still there after a compaction, also under its new name', async () => {
    const world = await conflictedWorld();
    await world.declare(sales('1m', 'shop', { formerly: ['sales'] }));
    refuseWrites(world);
    await world.apply();
    await world.apply();
    const before = await queued(world);
    const ledger = await world.ledger();
    await ledger.acquire('x1', 15_000);
    const { after, before: entries } = await ledger.compact('x1');
    await ledger.release('x1');
    expect(after).toBeLessThan(entries);
    expect(await queued(world)).toEqual(before);
    expect(before.map(({ address }) => address)).toEqual(['Queue/shop']);
  });
});
