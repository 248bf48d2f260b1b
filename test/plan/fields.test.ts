import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { queue } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const live = (fields: JsonObject) => ({ id: 'q1', name: 'billing', channel: 'voice', version: 1, ...fields });

/** A tenant that an apply has made equal to `applied`. */
async function appliedWorld(applied: JsonObject) {
  const world = await engineWorld({ queues: [live({})], declared: [queue('billing', applied)] });
  await world.apply();
  return world;
}

describe('the origin of a difference', () => {
  it('is the manifest where Git has moved and the tenant has not', async () => {
    const world = await appliedWorld({ wrapUpTimeout: '10s' });
    await world.declare(queue('billing', { wrapUpTimeout: '20s' }));
    expect((await world.plan()).changes[0]?.fields).toEqual([
      { path: '/wrapUpTimeout', before: '10s', after: '20s', origin: 'manifest' },
    ]);
  });

  it('is drift where the tenant was changed by hand and Git has not moved', async () => {
    const world = await appliedWorld({ wrapUpTimeout: '10s' });
    await world.edit('queues', 'q1', { wrapUpTimeout: 5_000 });
    expect((await world.plan()).changes[0]?.fields).toEqual([
      { path: '/wrapUpTimeout', before: '5s', after: '10s', origin: 'drift' },
    ]);
  });

  it('is both where both have moved, to different values', async () => {
    const world = await appliedWorld({ wrapUpTimeout: '10s' });
    await world.edit('queues', 'q1', { wrapUpTimeout: 5_000 });
    await world.declare(queue('billing', { wrapUpTimeout: '20s' }));
    expect((await world.plan()).changes[0]?.fields).toEqual([
      { path: '/wrapUpTimeout', before: '5s', after: '20s', origin: 'both' },
    ]);
  });

  it('is the manifest where the ledger knows nothing of the object', async () => {
    const world = await engineWorld({
      queues: [live({ wrapUpTimeout: 5_000 })],
      declared: [queue('billing', { wrapUpTimeout: '20s' })],
    });
    expect((await world.plan()).changes[0]?.fields).toMatchObject([{ origin: 'manifest' }]);
  });

  it('is the manifest where Git begins to manage a field', async () => {
    const world = await appliedWorld({});
    await world.edit('queues', 'q1', { wrapUpTimeout: 5_000 });
    await world.declare(queue('billing', { wrapUpTimeout: '20s' }));
    expect((await world.plan()).changes[0]?.fields).toMatchObject([{ origin: 'manifest' }]);
  });

  it('is told for each field', async () => {
    const world = await appliedWorld({ wrapUpTimeout: '10s', channel: 'voice' });
    await world.edit('queues', 'q1', { wrapUpTimeout: 5_000 });
    await world.declare(queue('billing', { wrapUpTimeout: '10s', channel: 'chat' }));
    expect((await world.plan()).changes[0]?.fields).toMatchObject([
      { path: '/channel', origin: 'manifest' },
      { path: '/wrapUpTimeout', origin: 'drift' },
    ]);
  });

  it('of an element that was removed by hand is drift', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'English', version: 1 }],
      queues: [live({})],
      declared: [queue('billing', { skills: [{ skill: { external: 'English' }, level: 1 }] })],
    });
    await world.apply();
    await world.edit('queues', 'q1', { skills: [] });
    expect((await world.plan()).changes[0]?.fields).toMatchObject([
      { path: '/skills/external:English', before: null, origin: 'drift' },
    ]);
  });

  it('of an element that was added by hand is drift', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'English', version: 1 }],
      queues: [live({ skills: [] })],
      declared: [queue('billing', { skills: [] })],
    });
    await world.apply();
    await world.edit('queues', 'q1', { skills: [{ id: 's1', level: 1 }] });
    expect((await world.plan()).changes[0]?.fields).toMatchObject([
      { path: '/skills/id:s1', after: null, origin: 'drift' },
    ]);
  });
});

describe('a field', () => {
  it('that the manifest leaves out is in no plan, whatever the tenant has', async () => {
    const world = await engineWorld({
      queues: [live({ wrapUpTimeout: 5_000 })],
      declared: [queue('billing')],
    });
    expect((await world.plan()).changes).toEqual([]);
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 9_000 });
    expect((await world.plan()).changes).toEqual([]);
    expect((await world.drift()).drifted).toEqual([]);
  });

  it('of a nested object that the manifest leaves out is in no plan', async () => {
    const world = await engineWorld({
      queues: [live({ overflow: { maxWaitTime: 60_000, action: 'drop', targetQueueId: 'q1' } })],
      declared: [queue('billing', { overflow: { maxWaitTime: '1m', action: 'drop' } })],
    });
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is shown with the line that it was written on', async () => {
    const world = await engineWorld({ queues: [live({})] });
    const lines = ['apiVersion: cxform/v1', 'kind: Queue', 'metadata: {name: billing}', 'spec:'];
    const text = [...lines, '  channel: voice', '  wrapUpTimeout: 10s', ''].join('\n');
    await world.files.write('/centre/manifests/q.yaml', text);
    const file = 'manifests/q.yaml';
    expect((await world.plan()).changes[0]?.sources).toEqual({
      '': { file, line: 1, column: 1 },
      '/wrapUpTimeout': { file, line: 6, column: 18 },
    });
  });

  it('that moved in the tenant moves the fingerprint, and one that is not managed does not', async () => {
    const world = await engineWorld({
      queues: [live({ wrapUpTimeout: 1_000 })],
      declared: [queue('billing', { wrapUpTimeout: '20s' })],
    });
    const print = async () => (await world.plan()).changes[0]?.fingerprint;
    const before = await print();
    await world.edit('queues', 'q1', { overflow: { maxWaitTime: 1, action: 'drop' } });
    expect(await print()).toBe(before);
    await world.edit('queues', 'q1', { wrapUpTimeout: 2_000 });
    expect(await print()).not.toBe(before);
  });
});
