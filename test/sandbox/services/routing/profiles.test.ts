import { describe, expect, it } from 'vitest';
import { codesOf, idsOf, LOG_PATH, openTenant, profileOf, USERS } from '../../opened-tenant.ts';

const ANA = {
  routingProfileId: 'usr_ana/routing-profiles/default',
  status: 'offline',
  queueIds: ['que_1', 'que_2'],
  seat: 'B4',
  version: 3,
};
const STATE = {
  routing: {
    queues: ['que_1', 'que_2'].map((id) => ({ id, name: id, channel: 'voice' })),
    users: ['usr_ana', 'usr_ben'].map((id) => ({ id, name: id, email: `${id}@example.org`, active: true })),
    profiles: [
      { id: 'usr_ana', ...ANA },
      { id: 'usr_gone', ...ANA },
    ],
  },
};
const SENT = { routingProfileId: 'default', queueIds: ['que_2'] };
const opened = () => openTenant(STATE);

describe('the routing profile of a user', () => {
  it('is answered whole, but for the id of the user', async () => {
    const answer = await (await opened()).call('GET', profileOf('usr_ana'));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(ANA);
  });

  it.each([
    ['a user who has none', 'usr_ben', 'GET'],
    ['a user who is not there', 'usr_x', 'GET'],
    ['a user who is gone while the profile is left', 'usr_gone', 'GET'],
    ['a user of a prototype’s name', '__proto__', 'GET'],
    ['a user who is not there', 'usr_x', 'PUT'],
    ['a user who is gone while the profile is left', 'usr_gone', 'PUT'],
    ['a user of a prototype’s name', '__proto__', 'PUT'],
  ])('of %s (%s) is 404 to a %s', async (_what, user, method) => {
    const tenant = await opened();
    const answer = await tenant.call(method, profileOf(user), method === 'PUT' ? SENT : undefined);
    expect(answer.status).toBe(404);
    expect(codesOf(answer)).toEqual(['not_found']);
    expect(await tenant.stateText()).toBe(JSON.stringify(STATE));
  });

  it('is found by an id with characters of its own, percent-encoded', async () => {
    const id = 'a/b c%?é';
    const tenant = await openTenant({ routing: { users: [{ id }], profiles: [{ id, ...ANA }] } });
    expect((await tenant.call('GET', profileOf(encodeURIComponent(id)))).body).toEqual(ANA);
  });
});

describe('the first profile of a user', () => {
  it('answers 201 with version 1 and what was sent, as a GET then does', async () => {
    const tenant = await opened();
    const sent = { ...SENT, status: 'available', seat: { floor: [1, null] } };
    const created = await tenant.call('PUT', profileOf('usr_ben'), sent);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ ...sent, version: 1 });
    expect((await tenant.call('GET', profileOf('usr_ben'))).body).toEqual(created.body);
  });

  it('has no status where none was sent', async () => {
    const created = await (await opened()).call('PUT', profileOf('usr_ben'), SENT);
    expect(created.body).toEqual({ ...SENT, version: 1 });
  });

  it('is saved under the id of the user, beside those of the others, and leaves the users as they are', async () => {
    const tenant = await opened();
    await tenant.call('PUT', profileOf('usr_ben'), SENT);
    expect(JSON.parse(await tenant.stateText()).routing.profiles).toEqual([
      ...STATE.routing.profiles,
      { id: 'usr_ben', ...SENT, version: 1 },
    ]);
    expect(idsOf(await tenant.call('GET', USERS))).toEqual(['usr_ana', 'usr_ben']);
  });

  it.each([0, 1, null])('refuses the version %j with 409, since there is none yet', async (version) => {
    const tenant = await opened();
    const answer = await tenant.call('PUT', profileOf('usr_ben'), { ...SENT, version });
    expect(answer.status).toBe(409);
    expect(codesOf(answer)).toEqual(['version_mismatch']);
    expect((await tenant.call('GET', profileOf('usr_ben'))).status).toBe(404);
  });

  it('is one alone of two that arrive together without a version: the later replaces it', async () => {
    const tenant = await opened();
    const puts = ['a', 'b'].map((routingProfileId) =>
      tenant.call('PUT', profileOf('usr_ben'), { ...SENT, routingProfileId }),
    );
    expect((await Promise.all(puts)).map(({ status }) => status).sort()).toEqual([200, 201]);
    expect((await tenant.call('GET', profileOf('usr_ben'))).body?.version).toBe(2);
  });
});

describe('replacing a profile', () => {
  it('answers 200 with the next version; members that are not sent are gone, but for the status', async () => {
    const tenant = await opened();
    const answer = await tenant.call('PUT', profileOf('usr_ana'), { ...SENT, version: 3 });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...SENT, status: 'offline', version: 4 });
    expect((await tenant.call('GET', profileOf('usr_ana'))).body).toEqual(answer.body);
  });

  it('takes a status that is sent', async () => {
    const tenant = await opened();
    const { body } = await tenant.call('PUT', profileOf('usr_ana'), { ...SENT, status: 'available' });
    expect(body?.status).toBe('available');
  });

  it('needs no version, as the body of the document has none', async () => {
    const answer = await (await opened()).call('PUT', profileOf('usr_ana'), SENT);
    expect([answer.status, answer.body?.version]).toEqual([200, 4]);
  });

  it('leaves the profiles of others', async () => {
    const tenant = await opened();
    await tenant.call('PUT', profileOf('usr_ana'), SENT);
    const [, other] = JSON.parse(await tenant.stateText()).routing.profiles;
    expect(other).toEqual({ id: 'usr_gone', ...ANA });
  });

  it.each([2, 4, '3', null])('refuses the version %j with 409 and changes nothing', async (version) => {
    const tenant = await opened();
    const answer = await tenant.call('PUT', profileOf('usr_ana'), { ...SENT, version });
    expect(answer.status).toBe(409);
    expect(codesOf(answer)).toEqual(['version_mismatch']);
    expect((await tenant.call('GET', profileOf('usr_ana'))).body).toEqual(ANA);
  });

  it('says that the version moved rather than what is wrong in the body', async () => {
    const answer = await (await opened()).call('PUT', profileOf('usr_ana'), { version: 2 });
    expect(codesOf(answer)).toEqual(['version_mismatch']);
  });

  it('lets only one of two writes of the same version through', async () => {
    const tenant = await opened();
    const puts = [1, 2].map(() => tenant.call('PUT', profileOf('usr_ana'), { ...SENT, version: 3 }));
    expect((await Promise.all(puts)).map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is logged with its body', async () => {
    const tenant = await openTenant(STATE, { logPath: LOG_PATH });
    await tenant.call('PUT', profileOf('usr_ana'), SENT);
    const path = profileOf('usr_ana');
    expect(tenant.sandbox.requests.at(-1)).toMatchObject({ method: 'PUT', path, status: 200, body: SENT });
  });
});

describe('the rules of a profile', () => {
  it.each([
    ['no members at all', {}, ['invalid_value', 'invalid_value']],
    ['no profile id', { queueIds: [] }, ['invalid_value']],
    ['an empty profile id', { ...SENT, routingProfileId: '' }, ['invalid_value']],
    ['a profile id that is no string', { ...SENT, routingProfileId: 7 }, ['invalid_value']],
    ['an empty status', { ...SENT, status: '' }, ['invalid_value']],
    ['a status that is null', { ...SENT, status: null }, ['invalid_value']],
    ['a status that is no string', { ...SENT, status: true }, ['invalid_value']],
    ['no queues', { routingProfileId: 'default' }, ['invalid_value']],
    ['queues that are null', { ...SENT, queueIds: null }, ['invalid_value']],
    ['queues that are no list', { ...SENT, queueIds: 'que_1' }, ['invalid_value']],
    ['a queue that does not exist', { ...SENT, queueIds: ['que_1', 'que_x'] }, ['unknown_id']],
    ['a queue that is no id', { ...SENT, queueIds: [{ id: 'que_1' }] }, ['unknown_id']],
    ['a queue twice', { ...SENT, queueIds: ['que_1', 'que_2', 'que_1'] }, ['duplicate_queue']],
    ['an id', { ...SENT, id: 'usr_ana' }, ['read_only']],
  ])('refuse %s with 400, the first time and after', async (_what, body, codes) => {
    const tenant = await opened();
    for (const user of ['usr_ana', 'usr_ben']) {
      const answer = await tenant.call('PUT', profileOf(user), body);
      expect(answer.status).toBe(400);
      expect(codesOf(answer)).toEqual(codes);
    }
    expect(await tenant.stateText()).toBe(JSON.stringify(STATE));
  });

  it('allow an empty list of queues', async () => {
    const answer = await (await opened()).call('PUT', profileOf('usr_ana'), { ...SENT, queueIds: [] });
    expect([answer.status, answer.body?.queueIds]).toEqual([200, []]);
  });

  it('are all told at once, each naming its place', async () => {
    const answer = await (await opened()).call('PUT', profileOf('usr_ana'), {
      id: 'usr_ana',
      status: 1,
      queueIds: ['que_1', 'que_x', 'que_1'],
    });
    const places = (answer.body?.errors ?? []).map(({ message }) => message.split(' ')[0]);
    expect(places).toEqual(['id', 'routingProfileId', 'status', 'queueIds[1]', 'queueIds[2]']);
  });
});
