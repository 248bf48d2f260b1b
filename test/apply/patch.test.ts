import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { queue, skill } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const skills = [
  { id: 's1', name: 'english', version: 1 },
  { id: 's2', name: 'french', version: 1 },
];
const live = (fields: JsonObject = {}) => ({
  id: 'q1',
  name: 'billing',
  channel: 'voice',
  version: 7,
  ...fields,
});
const declaredSkills = [skill('english'), skill('french')];

/** What is sent to make a live queue as declared. */
async function sent(fields: JsonObject, declared: JsonObject) {
  const world = await engineWorld({
    skills,
    queues: [live(fields)],
    declared: [...declaredSkills, queue('billing', declared)],
  });
  expect((await world.apply()).summary).toMatchObject({ failed: 0, unknown: 0 });
  const { writes } = world;
  expect((await world.plan()).changes).toEqual([]);
  return { bodies: writes.map(({ body }) => body), after: await world.object('queues', 'q1') };
}

describe('an update', () => {
  it('sends the changed field and the version it was computed from, and nothing else', async () => {
    const { bodies } = await sent({ wrapUpTimeout: 5_000, skills: [] }, { wrapUpTimeout: '30s', skills: [] });
    expect(bodies).toEqual([{ wrapUpTimeout: 30_000, version: 7 }]);
  });

  it('sends nothing where nothing differs', async () => {
    const { bodies } = await sent({ wrapUpTimeout: 5_000 }, { wrapUpTimeout: '5s' });
    expect(bodies).toEqual([]);
  });

  it('sends a list whole where one level in it changes, in the order that the tenant had', async () => {
    const { bodies } = await sent(
      {
        skills: [
          { id: 's2', level: 2 },
          { id: 's1', level: 1 },
        ],
      },
      {
        skills: [
          { skill: 'english', level: 5 },
          { skill: 'french', level: 2 },
        ],
      },
    );
    const list = [
      { id: 's2', level: 2 },
      { id: 's1', level: 5 },
    ];
    expect(bodies).toEqual([{ skills: list, version: 7 }]);
  });

  it('keeps the unknown members of a queue, of its overflow and of its skills', async () => {
    const { bodies, after } = await sent(
      {
        colour: 'red',
        overflow: { maxWaitTime: 60_000, action: 'drop', announcement: { id: 'ann_1' } },
        skills: [{ id: 's1', level: 1, since: 2019 }],
      },
      {
        overflow: { maxWaitTime: '2m', action: 'drop' },
        skills: [
          { skill: 'english', level: 2 },
          { skill: 'french', level: 3 },
        ],
      },
    );
    expect(bodies).toEqual([
      {
        overflow: { maxWaitTime: 120_000, action: 'drop', announcement: { id: 'ann_1' } },
        skills: [
          { id: 's1', level: 2, since: 2019 },
          { id: 's2', level: 3 },
        ],
        version: 7,
      },
    ]);
    expect(after).toMatchObject({ colour: 'red', version: 8 });
  });

  it('keeps the target of an overflow that the manifest does not mention', async () => {
    const { after } = await sent(
      { overflow: { maxWaitTime: 60_000, action: 'drop', targetQueueId: 'q1' } },
      { overflow: { maxWaitTime: '2m', action: 'drop' } },
    );
    expect(after?.overflow).toEqual({ maxWaitTime: 120_000, action: 'drop', targetQueueId: 'q1' });
  });

  it('takes the target out of an overflow that the manifest clears', async () => {
    const { after } = await sent(
      { overflow: { maxWaitTime: 60_000, action: 'drop', targetQueueId: 'q1', tone: 3 } },
      { overflow: { maxWaitTime: '1m', action: 'drop', targetQueue: null } },
    );
    expect(after?.overflow).toEqual({ maxWaitTime: 60_000, action: 'drop', tone: 3 });
  });

  it('takes an element that Git does not have out of a list that Git manages', async () => {
    const { bodies } = await sent(
      {
        skills: [
          { id: 's1', level: 1 },
          { id: 's2', level: 1 },
        ],
      },
      { skills: [{ skill: 'french', level: 1 }] },
    );
    expect(bodies).toEqual([{ skills: [{ id: 's2', level: 1 }], version: 7 }]);
  });

  it('never touches a field that the manifest leaves out', async () => {
    const { bodies, after } = await sent(
      { wrapUpTimeout: 5_000 },
      { overflow: { maxWaitTime: '1m', action: 'drop' } },
    );
    expect(bodies.flatMap((body) => Object.keys(body ?? {}))).not.toContain('wrapUpTimeout');
    expect(after?.wrapUpTimeout).toBe(5_000);
  });
});

describe('a create', () => {
  it('sends all that the manifest says, and none of its nulls', async () => {
    const world = await engineWorld({
      skills,
      declared: [
        ...declaredSkills,
        queue('new', {
          displayName: 'New!',
          wrapUpTimeout: null,
          skills: [{ skill: 'english', level: 4 }],
          overflow: { maxWaitTime: '500ms', action: 'drop' },
        }),
      ],
    });
    await world.apply();
    expect(world.writes).toMatchObject([{ method: 'POST', status: 201 }]);
    expect(world.writes[0]?.body).toEqual({
      name: 'New!',
      channel: 'voice',
      skills: [{ id: 's1', level: 4 }],
      overflow: { maxWaitTime: 500, action: 'drop' },
    });
    expect((await world.plan()).changes).toEqual([]);
  });
});

describe('null', () => {
  const cleared = queue('billing', { wrapUpTimeout: null });

  it('clears a field once, and the next plan is empty', async () => {
    const { bodies, after } = await sent({ wrapUpTimeout: 5_000 }, { wrapUpTimeout: null });
    expect(bodies).toEqual([{ wrapUpTimeout: null, version: 7 }]);
    expect(after).not.toHaveProperty('wrapUpTimeout');
  });

  it('clears a nested object and a description too', async () => {
    const { bodies } = await sent({ overflow: { maxWaitTime: 1, action: 'drop' } }, { overflow: null });
    expect(bodies).toEqual([{ overflow: null, version: 7 }]);
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'a', description: 'x', version: 1 }],
      declared: [skill('a', { description: null })],
    });
    await world.apply();
    expect(world.writes[0]?.body).toEqual({ description: null, version: 1 });
  });

  const showsZero = (fields: JsonObject) =>
    engineWorld({
      queues: [live(fields)],
      declared: [cleared],
      settings: { clearedQueue: { wrapUpTimeout: 0 } },
    });

  it('holds in a tenant that shows 0 after a clear, since the ledger remembers', async () => {
    const world = await showsZero({ wrapUpTimeout: 5_000 });
    await world.apply();
    expect((await world.object('queues', 'q1'))?.wrapUpTimeout).toBe(0);
    expect((await world.plan()).changes).toEqual([]);
    expect(await world.drift()).toMatchObject({ summary: { inSync: 1, drifted: 0, pending: 0 } });
    await world.apply();
    expect(world.writes).toEqual([]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is sent once more there without the ledger, and then holds again', async () => {
    const world = await showsZero({ wrapUpTimeout: 5_000 });
    await world.apply();
    await world.loseLedger();
    expect((await world.plan()).changes).toMatchObject([{ fields: [{ before: '0s', after: null }] }]);
    await world.apply();
    expect(world.writes.map(({ body }) => body)).toEqual([{ wrapUpTimeout: null, version: 8 }]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is sent again there where somebody has set another value since', async () => {
    const world = await showsZero({ wrapUpTimeout: 5_000 });
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 9_000 });
    expect((await world.plan()).changes).toMatchObject([
      { fields: [{ before: '9s', after: null, origin: 'drift' }] },
    ]);
    await world.apply();
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is remembered through an update of another field', async () => {
    const world = await showsZero({ wrapUpTimeout: 5_000 });
    await world.apply();
    await world.declare(queue('billing', { wrapUpTimeout: null, channel: 'chat' }));
    await world.apply();
    expect(world.writes.map(({ body }) => body)).toEqual([{ channel: 'chat', version: 8 }]);
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is forgotten once Git has set a value: the same 0 then differs from a new null', async () => {
    const world = await showsZero({ wrapUpTimeout: 5_000 });
    await world.apply();
    await world.declare(queue('billing', { wrapUpTimeout: '4s' }));
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 0 });
    await world.declare(cleared);
    expect((await world.plan()).changes).toMatchObject([{ fields: [{ before: '0s', after: null }] }]);
  });
});
