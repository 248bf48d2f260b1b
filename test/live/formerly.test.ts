import { describe, expect, it } from 'vitest';
import { queue, roster, routingProfile } from '../support/declarations.ts';
import { codes, engineWorld } from '../support/engine-world.ts';

const live = (id: string, name: string) => ({ id, name, channel: 'voice', version: 1 });
const renamed = (spec = {}) => queue('new', spec, { formerly: ['old'] });

describe('a renamed manifest', () => {
  it('keeps its object with no change at all where displayName is explicit', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'Billing')],
      declared: [queue('old', { displayName: 'Billing' })],
      tenant: { prune: true },
    });
    await world.apply();
    await world.declare(renamed({ displayName: 'Billing' }));
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [], adopted: [] });
    await world.apply();
    expect(world.writes).toEqual([]);
    await world.declare(queue('new', { displayName: 'Billing' }));
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [], adopted: [] });
  });

  it('keeps its object with one update of its name where that follows the manifest', async () => {
    const world = await engineWorld({ queues: [live('q1', 'old')], declared: [queue('old')] });
    await world.apply();
    await world.declare(renamed());
    expect((await world.plan()).changes).toMatchObject([
      {
        address: 'Queue/new',
        action: 'update',
        id: 'q1',
        fields: [{ path: '/displayName', before: 'old', after: 'new', origin: 'manifest' }],
      },
    ]);
    await world.apply();
    await world.declare(queue('new'));
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });

  it('keeps its object without a ledger as well', async () => {
    const world = await engineWorld({ queues: [live('q1', 'old')], declared: [queue('old')] });
    await world.apply();
    await world.loseLedger();
    await world.declare(renamed());
    expect((await world.plan()).changes).toMatchObject([{ action: 'update', id: 'q1' }]);
  });

  it('leaves the object of the former name alone where it never had it: a name of its own decides', async () => {
    const world = await engineWorld({ queues: [live('q1', 'old')], declared: [] });
    await world.declare(renamed({ displayName: 'Billing' }));
    expect(await world.plan()).toMatchObject({
      changes: [{ address: 'Queue/new', action: 'create' }],
      unmanaged: [{ id: 'q1' }],
    });
  });

  it('stays protected and keeps what was applied, so that an edit by hand is one', async () => {
    const declared = queue('old', { wrapUpTimeout: '10s' }, { protect: true });
    const world = await engineWorld({ queues: [live('q1', 'old')], declared: [declared] });
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 20_000 });
    await world.declare(renamed({ displayName: 'old', wrapUpTimeout: '10s' }));
    expect((await world.drift()).drifted).toMatchObject([
      { address: 'Queue/new', fields: [{ path: '/wrapUpTimeout', applied: '10s', live: '20s' }] },
    ]);
  });

  it('is told of where it is no longer protected', async () => {
    const world = await engineWorld({ declared: [queue('old', { displayName: 'B' }, { protect: true })] });
    await world.apply();
    await world.declare(queue('new', { displayName: 'B' }));
    expect((await world.plan()).diagnostics).toMatchObject([
      { severity: 'warning', code: 'PROTECTION_LIFTED', address: 'Queue/new' },
    ]);
    await world.declare(queue('new', { displayName: 'B' }, { protect: true }));
    expect((await world.plan()).diagnostics).toEqual([]);
  });

  it('is the same thing to what refers to it', async () => {
    const to = (targetQueue: string) => ({
      overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue },
    });
    const world = await engineWorld({ declared: [queue('old'), queue('first', to('old'))] });
    await world.apply();
    await world.declare(renamed({ displayName: 'old' }), queue('first', to('new')));
    expect((await world.plan()).changes).toEqual([]);
    expect((await world.drift()).summary).toMatchObject({ inSync: 2, drifted: 0, pending: 0 });
    await world.declare(renamed({ displayName: 'old' }), queue('first', to('old')));
    expect((await world.validate()).diagnostics).toMatchObject([
      { code: 'REFERENCE_NOT_FOUND', hint: 'It is named new now' },
    ]);
  });

  it('takes the objects of all its members along', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a')],
      users: [{ id: 'u1', name: 'ana', email: 'ana@acme.example', active: true }],
      profiles: [{ id: 'u1', routingProfileId: 'p', queueIds: ['q1'], version: 1 }],
      declared: [
        queue('a'),
        roster('all', [{ name: 'ana', id: 'u1' }]),
        routingProfile('old', { queues: ['a'] }),
      ],
    });
    await world.apply();
    await world.declare(
      queue('a'),
      roster('all', [{ name: 'ana', id: 'u1' }]),
      routingProfile('new', { queues: ['a'] }, { formerly: ['old'] }),
    );
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [], adopted: [] });
  });

  it('may not claim a name that is still declared, nor one that another claims', async () => {
    const world = await engineWorld({ declared: [renamed(), queue('old')] });
    expect(codes((await world.validate()).diagnostics)).toEqual(['FORMERLY_DECLARED']);
    await world.declare(renamed(), queue('newer', {}, { formerly: ['old'] }));
    expect(codes((await world.validate()).diagnostics)).toEqual(['FORMERLY_SHARED']);
  });
});

describe('losing the ledger', () => {
  it('deletes nothing, duplicates nothing, and the next apply records again', async () => {
    const world = await engineWorld({
      declared: [queue('a'), queue('b', { displayName: 'B' })],
      tenant: { prune: true },
    });
    await world.apply();
    await world.loseLedger();
    const plan = await world.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.adopted).toHaveLength(2);
    await world.apply();
    expect(world.writes).toEqual([]);
    expect(await world.objects('queues')).toHaveLength(2);
    await world.declare(queue('a'));
    expect((await world.plan()).changes).toMatchObject([{ address: 'Queue/b', action: 'delete' }]);
  });
});
