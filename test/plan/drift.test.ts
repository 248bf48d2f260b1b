import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const live = (id: string, name: string) => ({
  id,
  name,
  channel: 'voice',
  wrapUpTimeout: 10_000,
  version: 1,
});

/** One of everything: changed by hand, deleted by hand, not applied yet, not ours, ours and no longer declared, and as it should be. */
async function centre() {
  const names = ['same', 'edited', 'deleted', 'pending', 'orphan'];
  const world = await engineWorld({
    queues: names.map((name) => live(`q-${name}`, name)),
    declared: names.map((name) => queue(name, { wrapUpTimeout: '10s' })),
  });
  await world.apply();
  await world.setTenant({
    queues: ['same', 'edited', 'pending', 'orphan', 'stranger'].map((name) => live(`q-${name}`, name)),
  });
  await world.edit('queues', 'q-edited', { wrapUpTimeout: 99_000 });
  await world.declare(
    ...['same', 'edited', 'deleted'].map((name) => queue(name, { wrapUpTimeout: '10s' })),
    queue('pending', { wrapUpTimeout: '20s' }),
    queue('new'),
  );
  return world;
}

describe('a drift report', () => {
  it('tells what was changed, deleted, is pending, is not ours and is left over, and counts it', async () => {
    const world = await centre();
    expect(await world.drift()).toEqual({
      formatVersion: 1,
      tenant: 'prod',
      drifted: [
        {
          address: 'Queue/edited',
          fields: [
            {
              path: '/wrapUpTimeout',
              declared: '10s',
              applied: '10s',
              live: '1m39s',
              source: { file: 'manifests/Queue-edited.yaml', line: 9, column: 22 },
            },
          ],
        },
      ],
      missing: [{ address: 'Queue/deleted', id: 'q-deleted' }],
      pending: [
        { address: 'Queue/new', action: 'create' },
        { address: 'Queue/pending', action: 'update' },
      ],
      unmanaged: [{ kind: 'Queue', name: 'stranger', id: 'q-stranger' }],
      orphaned: [{ address: 'Queue/orphan', id: 'q-orphan' }],
      summary: {
        inSync: 1,
        drifted: 1,
        missing: 1,
        pending: 2,
        unmanaged: 1,
        gitCoverage: { declared: 3, objects: 5, percent: 60 },
      },
      diagnostics: [],
    });
  });

  it('writes nothing, in the tenant or in the ledger', async () => {
    const world = await centre();
    const before = await world.journal();
    await world.drift();
    expect(world.writes).toEqual([]);
    expect(await world.journal()).toEqual(before);
  });

  it('is empty after an apply', async () => {
    const world = await centre();
    await world.apply();
    expect(await world.drift()).toMatchObject({
      drifted: [],
      missing: [],
      pending: [],
      summary: { inSync: 5, drifted: 0, missing: 0, pending: 0 },
    });
  });

  it('counts an edit to what Git declares now as no drift', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a')],
      declared: [queue('a', { wrapUpTimeout: '10s' })],
    });
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 20_000 });
    await world.declare(queue('a', { wrapUpTimeout: '20s' }));
    expect((await world.drift()).summary).toMatchObject({ inSync: 1, drifted: 0, pending: 0 });
  });

  it('shows a field that both moved with all three values, and is not pending for it', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a')],
      declared: [queue('a', { wrapUpTimeout: '10s' })],
    });
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 20_000 });
    await world.declare(queue('a', { wrapUpTimeout: '30s' }));
    expect(await world.drift()).toMatchObject({
      drifted: [{ fields: [{ declared: '30s', applied: '10s', live: '20s' }] }],
      pending: [],
    });
  });

  it('has an object in both lists that was edited by hand in one field and moved in Git in another', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a')],
      declared: [queue('a', { wrapUpTimeout: '10s' })],
    });
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 20_000 });
    await world.declare(queue('a', { wrapUpTimeout: '10s', channel: 'chat' }));
    expect(await world.drift()).toMatchObject({
      drifted: [{ address: 'Queue/a', fields: [{ path: '/wrapUpTimeout' }] }],
      pending: [{ address: 'Queue/a', action: 'update' }],
      summary: { inSync: 0, drifted: 1, pending: 1 },
    });
  });

  it('knows nothing as missing or drifted without a ledger', async () => {
    const world = await centre();
    await world.loseLedger();
    expect(await world.drift()).toMatchObject({
      drifted: [],
      missing: [],
      orphaned: [],
      summary: { inSync: 1, pending: 4, unmanaged: 2 },
    });
  });

  it('writes an object outside Git alike in what was applied and what is live', async () => {
    const skills = ['s1', 's2'].map((id) => ({ id, name: `name of ${id}`, version: 1 }));
    const world = await engineWorld({
      skills,
      queues: [{ ...live('q1', 'a'), skills: [{ id: 's1', level: 1 }] }],
      declared: [queue('a', { skills: [{ skill: { id: 's1' }, level: 1 }] })],
    });
    await world.apply();
    await world.edit('queues', 'q1', { skills: [{ id: 's2', level: 1 }] });
    const element = (id: string) => ({ skill: { id, label: `name of ${id}` }, level: 1 });
    expect((await world.drift()).drifted[0]?.fields).toMatchObject([
      { path: '/skills/id:s1', declared: element('s1'), applied: element('s1'), live: null },
      { path: '/skills/id:s2', declared: null, applied: null, live: element('s2') },
    ]);
  });

  it('takes a skill that lost its description by hand for drift', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'a', description: 'A', version: 1 }],
      declared: [skill('a', { description: 'A' })],
    });
    await world.apply();
    await world.edit('skills', 's1', { description: null });
    expect((await world.drift()).drifted).toMatchObject([
      { fields: [{ path: '/description', declared: 'A', applied: 'A', live: null }] },
    ]);
  });
});
