import { describe, expect, it } from 'vitest';
import { codesOf, openTenant, QUEUES } from '../../opened-tenant.ts';

const MANY = Array.from({ length: 101 }, (_, n) => ({ id: `skl_${n}`, name: `Skill ${n}` }));
const STATE = {
  routing: {
    skills: MANY,
    queues: [{ id: 'que_1', name: 'Billing', channel: 'voice', skills: [], version: 1 }],
  },
};
const skill = (level: unknown) => ({ skills: [{ id: 'skl_1', level }] });
const overflow = (members: object) => ({
  overflow: { maxWaitTime: 1000, action: 'routeToQueue', targetQueueId: 'que_1', ...members },
});
const levels = (count: number) => ({ skills: MANY.slice(0, count).map(({ id }) => ({ id, level: 1 })) });

describe('the rules of a queue', () => {
  it.each([
    ['an empty name', { name: '' }, ['invalid_value']],
    ['a channel that is no string', { channel: 7 }, ['invalid_value']],
    ['skills that are no list', { skills: {} }, ['invalid_value']],
    ['a skill that is no object', { skills: ['skl_1'] }, ['invalid_value']],
    ['a skill without id and level', { skills: [{}] }, ['unknown_id', 'invalid_value']],
    ['a skill that does not exist', { skills: [{ id: 'skl_x', level: 1 }] }, ['unknown_id']],
    ['level 0', skill(0), ['invalid_value']],
    ['level 6', skill(6), ['invalid_value']],
    ['level 2.5', skill(2.5), ['invalid_value']],
    ['a level that is a string', skill('3'), ['invalid_value']],
    ['a skill twice', { skills: [...skill(1).skills, ...skill(2).skills] }, ['duplicate_skill']],
    ['101 skills', levels(101), ['too_many_skills']],
    ['an overflow that is no object', { overflow: [] }, ['invalid_value']],
    ['an empty overflow', { overflow: {} }, ['invalid_value', 'invalid_value']],
    ['a negative wait', overflow({ maxWaitTime: -1 }), ['invalid_value']],
    ['an endless wait', '{"name":"x","channel":"voice","wrapUpTimeout":1e999}', ['invalid_value']],
    ['a wait that is a string', overflow({ maxWaitTime: '30s' }), ['invalid_value']],
    ['an unknown action', overflow({ action: 'hangUp' }), ['invalid_value']],
    ['an action in another case', overflow({ action: 'routetoqueue' }), ['invalid_value']],
    ['a route without a target', overflow({ targetQueueId: null }), ['invalid_value']],
    ['a target that does not exist', overflow({ targetQueueId: 'que_9' }), ['unknown_id']],
    ['a target that is no string', overflow({ targetQueueId: 5 }), ['unknown_id']],
    [
      'a drop to a queue that does not exist',
      overflow({ action: 'drop', targetQueueId: 'x' }),
      ['unknown_id'],
    ],
    ['a negative wrap-up', { wrapUpTimeout: -1 }, ['invalid_value']],
    ['a wrap-up that is a string', { wrapUpTimeout: '15s' }, ['invalid_value']],
  ])('refuse %s with 400, on create and on patch', async (_what, members, codes) => {
    const tenant = await openTenant(STATE);
    const created = await tenant.call(
      'POST',
      QUEUES,
      typeof members === 'string' ? members : { name: 'Sales', channel: 'voice', ...members },
    );
    expect(created.status).toBe(400);
    expect(codesOf(created)).toEqual(codes);
    if (typeof members === 'string') return;

    const patched = await tenant.call('PATCH', `${QUEUES}/que_1`, { ...members, version: 1 });
    expect(patched.status).toBe(400);
    expect(codesOf(patched)).toEqual(codes);
  });

  it.each([
    ['100 skills', levels(100)],
    ['level 1', skill(1)],
    ['level 5', skill(5)],
    ['a route to a queue', overflow({})],
    ['a drop without a target', { overflow: { maxWaitTime: 0, action: 'drop' } }],
    ['no wrap-up', { wrapUpTimeout: 0 }],
  ])('allow %s', async (_what, members) => {
    const tenant = await openTenant(STATE);
    const created = await tenant.call('POST', QUEUES, { name: 'Sales', channel: 'voice', ...members });
    expect(created.status).toBe(201);
    expect((await tenant.call('PATCH', `${QUEUES}/que_1`, { ...members, version: 1 })).status).toBe(200);
  });

  it('are all told at once, each naming its place', async () => {
    const tenant = await openTenant(STATE);
    const answer = await tenant.call('POST', QUEUES, {
      name: '',
      skills: [
        { id: 'skl_1', level: 1 },
        { id: 'nobody', level: 9 },
      ],
      ...overflow({ targetQueueId: 'que_9' }),
      wrapUpTimeout: -5,
    });
    const places = (answer.body?.errors ?? []).map(({ message }) => message.split(' ')[0]);
    expect(places).toEqual([
      'name',
      'channel',
      'skills[1].id',
      'skills[1].level',
      'overflow.targetQueueId',
      'wrapUpTimeout',
    ]);
  });
});
