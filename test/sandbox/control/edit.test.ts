import { describe, expect, it } from 'vitest';
import { codesOf, openTenant, profileOf, QUEUES, SKILLS, USERS } from '../opened-tenant.ts';

const EDIT = '/_sandbox/edit';
const state = {
  routing: {
    skills: [
      { id: 'skl_1', name: 'English', version: 2 },
      { id: 'skl_2', name: 'Twice', version: 1 },
      { id: 'skl_3', name: 'Twice', version: 1 },
    ],
    queues: [
      { id: 'que_1', name: 'Billing', channel: 'voice', skills: [{ id: 'skl_1', level: 2 }], version: 3 },
    ],
    users: [{ id: 'usr_1', name: 'ana' }],
  },
};

describe('POST /_sandbox/edit', () => {
  it.each([
    ['id', { id: 'que_1' }],
    ['name', { name: 'Billing' }],
  ])('changes an object by its %s without a token, a rule or a version to fit', async (_, target) => {
    const tenant = await openTenant(state);
    const change = { channel: null, wrapUpTimeout: -5, id: 'que_9', version: 70 };
    const answer = await tenant.send('POST', EDIT, { list: 'queues', ...target, change });
    expect([answer.status, answer.body]).toEqual([200, { id: 'que_1', version: 4 }]);
    expect((await tenant.call('GET', `${QUEUES}/que_1`)).body).toEqual({
      id: 'que_1',
      name: 'Billing',
      skills: [{ id: 'skl_1', level: 2 }],
      wrapUpTimeout: -5,
      version: 4,
    });
    expect(JSON.parse(await tenant.stateText()).routing.queues[0].version).toBe(4);
  });

  it('makes a version that was read before stale', async () => {
    const tenant = await openTenant(state);
    await tenant.send('POST', EDIT, { list: 'skills', id: 'skl_1', change: { name: 'british' } });
    const stale = await tenant.call('PATCH', `${SKILLS}/skl_1`, { name: 'mine', version: 2 });
    expect(codesOf(stale)).toEqual(['version_mismatch']);
  });

  it('creates an object under a new id, or under the one that is asked for', async () => {
    const tenant = await openTenant(state);
    const { body } = await tenant.send('POST', EDIT, { list: 'skills', create: { name: 'New', note: null } });
    expect(body).toEqual({ id: expect.stringMatching(/^skl_[0-9a-f]{16}$/), version: 1 });
    expect((await tenant.call('GET', `${SKILLS}/${body?.id}`)).body).toEqual({ name: 'New', ...body });

    const asked = await tenant.send('POST', EDIT, { list: 'queues', create: { id: 'que_9', version: 8 } });
    expect(asked.body).toEqual({ id: 'que_9', version: 1 });
    expect((await tenant.call('GET', `${QUEUES}/que_9`)).body).toEqual({ id: 'que_9', version: 1 });
  });

  it('creates, changes and removes a user, who has no version', async () => {
    const tenant = await openTenant(state);
    const create = { name: 'ben', email: 'ben@example.org', active: true };
    const { status, body } = await tenant.send('POST', EDIT, { list: 'users', create });
    expect([status, body]).toEqual([200, { id: expect.stringMatching(/^usr_[0-9a-f]{16}$/) }]);
    const change = { active: false, email: null };
    const changed = await tenant.send('POST', EDIT, { list: 'users', name: 'ben', change });
    expect([changed.status, changed.body]).toEqual([200, body]);
    const removed = await tenant.send('POST', EDIT, { list: 'users', id: 'usr_1', remove: true });
    expect([removed.status, removed.body]).toEqual([200, { id: 'usr_1' }]);
    const users = [{ name: 'ben', active: false, ...body }];
    expect((await tenant.call('GET', USERS)).body?.entities).toEqual(users);
    expect(JSON.parse(await tenant.stateText()).routing.users).toEqual(users);
    expect((await tenant.call('GET', profileOf('usr_1'))).status).toBe(404);
  });

  it('creates a profile under the id of its user', async () => {
    const tenant = await openTenant(state);
    const create = { id: 'usr_1', routingProfileId: 'default', queueIds: ['gone'] };
    expect((await tenant.send('POST', EDIT, { list: 'profiles', create })).status).toBe(200);
    expect((await tenant.call('GET', profileOf('usr_1'))).body).toMatchObject({ queueIds: ['gone'] });
  });

  it('removes an object, though others use it', async () => {
    const tenant = await openTenant(state);
    const answer = await tenant.send('POST', EDIT, { list: 'skills', name: 'English', remove: true });
    expect([answer.status, answer.body]).toEqual([200, { id: 'skl_1', version: 2 }]);
    expect((await tenant.call('GET', `${SKILLS}/skl_1`)).status).toBe(404);
  });

  it.each([
    ['no such id', 404, 'not_found', { list: 'queues', id: 'skl_1', change: {} }],
    ['no such name', 404, 'not_found', { list: 'queues', name: 'English', remove: true }],
    ['a name that several have', 409, 'ambiguous_name', { list: 'skills', name: 'Twice', change: {} }],
    ['an id that is there', 409, 'already_exists', { list: 'skills', create: { id: 'skl_1' } }],
    ['a profile of nobody', 400, 'invalid_value', { list: 'profiles', create: { queueIds: [] } }],
    ['a user who is there', 409, 'already_exists', { list: 'users', create: { id: 'usr_1' } }],
    ['a user who is not there', 404, 'not_found', { list: 'users', name: 'nobody', remove: true }],
    ['an id that is no text', 400, 'invalid_value', { list: 'skills', create: { id: 7 } }],
    ['an empty id', 400, 'invalid_value', { list: 'skills', create: { id: '' } }],
    ['no list', 400, 'invalid_value', { id: 'skl_1', change: {} }],
    ['a list that there is none of', 400, 'invalid_value', { list: '__proto__', id: 'x', change: {} }],
    ['nothing to do', 400, 'invalid_value', { list: 'skills', id: 'skl_1' }],
    ['two things to do', 400, 'invalid_value', { list: 'skills', id: 'skl_1', change: {}, remove: true }],
    ['id and name', 400, 'invalid_value', { list: 'skills', id: 'skl_1', name: 'English', change: {} }],
    ['neither id nor name', 400, 'invalid_value', { list: 'skills', change: {} }],
    ['an id beside what is created', 400, 'invalid_value', { list: 'skills', id: 'skl_9', create: {} }],
    ['a change that is none', 400, 'invalid_value', { list: 'skills', id: 'skl_1', change: [] }],
    ['a removal that is none', 400, 'invalid_value', { list: 'skills', id: 'skl_1', remove: false }],
    ['what no edit has', 400, 'invalid_value', { list: 'skills', id: 'skl_1', change: {}, force: true }],
    ['an empty name', 400, 'invalid_value', { list: 'skills', name: '', change: {} }],
  ])('refuses %s with %i %s and changes nothing', async (_, status, code, body) => {
    const tenant = await openTenant(state);
    const before = await tenant.stateText();
    const refused = await tenant.send('POST', EDIT, body);
    expect(refused.status).toBe(status);
    expect(new Set(codesOf(refused))).toEqual(new Set([code]));
    expect(await tenant.stateText()).toBe(before);
  });

  it('says all that is wrong at once', async () => {
    const tenant = await openTenant(state);
    const refused = await tenant.send('POST', EDIT, { list: 'x', id: '', force: 1, change: 2 });
    expect(codesOf(refused)).toHaveLength(4);
  });

  it('takes JSON alone, so that no form of a web page can send it', async () => {
    const tenant = await openTenant(state);
    const body = JSON.stringify({ list: 'skills', id: 'skl_1', remove: true });
    const refused = await tenant.send('POST', EDIT, body, { 'Content-Type': 'text/plain' });
    expect(codesOf(refused)).toEqual(['invalid_body']);
  });

  it('is no request of the tenant', async () => {
    const tenant = await openTenant(state);
    await tenant.send('POST', EDIT, { list: 'skills', id: 'skl_1', change: {} });
    expect(tenant.sandbox.requests.map(({ path }) => path)).toEqual(['/oauth/token']);
  });
});
