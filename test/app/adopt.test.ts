import { describe, expect, it } from 'vitest';
import { queue } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const live = (id: string, name: string, more = {}) => ({ id, name, channel: 'voice', version: 1, ...more });

describe('adopting', () => {
  it('pins an object of another name to its manifest, in the Tenant', async () => {
    const world = await engineWorld({ queues: [live('q1', 'Old billing')], declared: [queue('billing')] });
    expect(await world.adopt('Queue/billing', 'q1')).toMatchObject({
      adopted: { address: 'Queue/billing', id: 'q1', written: ['cxform.yaml'] },
    });
    expect((await world.plan()).changes).toMatchObject([
      { address: 'Queue/billing', action: 'update', id: 'q1', fields: [{ path: '/displayName' }] },
    ]);
    await world.loseLedger();
    expect((await world.plan()).changes).toMatchObject([{ action: 'update', id: 'q1' }]);
  });

  it('writes nothing where the object is found by its name anyway', async () => {
    const world = await engineWorld({ queues: [live('q1', 'billing')], declared: [queue('billing')] });
    const before = await world.text('cxform.yaml');
    expect(await world.adopt('Queue/billing', 'q1')).toMatchObject({ adopted: { written: [] } });
    expect(await world.text('cxform.yaml')).toBe(before);
  });

  it('tells two objects of one name apart', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'billing'), live('q2', 'billing')],
      declared: [queue('billing')],
    });
    await world.adopt('Queue/billing', 'q2');
    expect(await world.plan()).toMatchObject({
      changes: [],
      adopted: [{ id: 'q2' }],
      unmanaged: [{ id: 'q1' }],
    });
  });

  it('writes the manifest where Git has none, so that the plan is empty', async () => {
    const world = await engineWorld({ queues: [live('q1', 'Storm desk', { wrapUpTimeout: 5_000 })] });
    expect(await world.adopt('Queue/storm', 'q1')).toMatchObject({
      adopted: { written: ['manifests/queue/storm.yaml'] },
    });
    expect(await world.plan()).toMatchObject({
      changes: [],
      unmanaged: [],
      adopted: [{ address: 'Queue/storm' }],
    });
  });

  it('pins wherever the ledger or the Tenant would decide otherwise', async () => {
    const world = await engineWorld({ queues: [live('q1', 'billing')], declared: [queue('billing')] });
    await world.apply();
    await world.setTenant({ queues: [live('q1', 'Old'), live('q2', 'billing')] });
    expect(await world.adopt('Queue/billing', 'q2')).toMatchObject({ adopted: { written: ['cxform.yaml'] } });
    expect(await world.plan()).toMatchObject({ changes: [], unmanaged: [{ id: 'q1' }] });
    expect(await world.adopt('Queue/billing', 'q1')).toMatchObject({ adopted: { written: ['cxform.yaml'] } });
    expect((await world.plan()).changes).toMatchObject([{ address: 'Queue/billing', id: 'q1' }]);
  });

  it('pins a manifest that it writes where the ledger knows another object under its address', async () => {
    const world = await engineWorld({ queues: [live('q1', 'storm')], declared: [queue('storm')] });
    await world.apply();
    await world.declare();
    await world.setTenant({ queues: [live('q1', 'storm'), live('q2', 'Desk')] });
    expect(await world.adopt('Queue/storm', 'q2')).toMatchObject({
      adopted: {
        written: ['manifests/queue/storm.yaml', 'cxform.yaml'],
        // The other one stays behind, and was ours.
        diagnostics: [{ code: 'ADOPT_MOVES', severity: 'warning', address: 'Queue/storm' }],
      },
    });
    expect(await world.plan()).toMatchObject({ changes: [], adopted: [{ id: 'q2' }] });
  });

  it('resolves two manifests of one name, one by one', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'X'), live('q2', 'X')],
      declared: [queue('a', { displayName: 'X' }), queue('b', { displayName: 'X' })],
    });
    expect((await world.validate()).summary.errors).toBe(1);
    expect(await world.adopt('Queue/a', 'q1')).toMatchObject({ adopted: { id: 'q1' } });
    expect(await world.adopt('Queue/b', 'q2')).toMatchObject({ adopted: { id: 'q2' } });
    expect((await world.plan()).changes).toEqual([]);
  });

  it('refuses an object that is not there, that another manifest has, and a kind that has none of its own', async () => {
    const world = await engineWorld({ queues: [live('q1', 'a')], declared: [queue('a')] });
    const cases = [
      ['Queue/a', 'q9', 'PIN_NOT_FOUND'],
      ['Queue/b', 'q9', 'ADOPT_NOT_FOUND'],
      ['Queue/b', 'q1', 'ADOPT_TAKEN'],
      ['Roster/all', 'q1', 'NOT_ADOPTABLE'],
      ['RoutingProfile/all', 'q1', 'NOT_ADOPTABLE'],
      ['Kueue/a', 'q1', 'NOT_ADOPTABLE'],
      ['Queue/Bad Name', 'q1', 'NOT_ADOPTABLE'],
    ] as const;
    for (const [address, id, code] of cases) {
      expect(await world.adopt(address, id)).toMatchObject({ diagnostics: [{ severity: 'error', code }] });
    }
  });
});
