import { describe, expect, it } from 'vitest';
import { codesOf, idsOf, openTenant, SKILLS } from '../../opened-tenant.ts';

const ENGLISH = { id: 'skl_1', name: 'English', description: 'Speaks it', version: 3 };
const opened = () => openTenant({ routing: { skills: [ENGLISH] } });

describe('creating a skill', () => {
  it('answers 201 with the whole object, as a GET then does', async () => {
    const tenant = await openTenant();
    const created = await tenant.call('POST', SKILLS, { name: 'Spanish', extra: { kept: [1, null] } });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.stringMatching(/^skl_[0-9a-f]{16}$/),
      name: 'Spanish',
      extra: { kept: [1, null] },
      version: 1,
    });
    expect((await tenant.call('GET', `${SKILLS}/${created.body?.id}`)).body).toEqual(created.body);
  });

  it('takes a name that is taken, since names are not unique in a tenant', async () => {
    const tenant = await opened();
    expect((await tenant.call('POST', SKILLS, { name: 'English' })).status).toBe(201);
    expect(idsOf(await tenant.call('GET', SKILLS))).toHaveLength(2);
  });

  it('gives another id where chance repeats itself', async () => {
    const first = await openTenant();
    await first.call('POST', SKILLS, { name: 'a' });
    const second = await openTenant(await first.stateText());
    await second.call('POST', SKILLS, { name: 'b' });
    expect(new Set(idsOf(await second.call('GET', SKILLS))).size).toBe(2);
  });

  it('takes null as absent', async () => {
    const tenant = await openTenant();
    const { body } = await tenant.call('POST', SKILLS, { name: 'Spanish', description: null });
    expect(body).not.toHaveProperty('description');
  });

  it.each([
    [{}, ['invalid_value']],
    [{ name: '' }, ['invalid_value']],
    [{ name: null }, ['invalid_value']],
    [{ name: 7, description: [] }, ['invalid_value', 'invalid_value']],
    [{ name: 'x', id: 'skl_9', version: 1 }, ['read_only', 'read_only']],
  ])('refuses %j with 400 and every reason', async (body, codes) => {
    const tenant = await openTenant();
    const answer = await tenant.call('POST', SKILLS, body);
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(codes);
    expect(idsOf(await tenant.call('GET', SKILLS))).toEqual([]);
  });
});

describe('patching a skill', () => {
  it('answers the id and the next version alone, and leaves other members', async () => {
    const tenant = await opened();
    const answer = await tenant.call('PATCH', `${SKILLS}/skl_1`, { name: 'Anglais', version: 3 });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ id: 'skl_1', version: 4 });
    expect((await tenant.call('GET', `${SKILLS}/skl_1`)).body).toEqual({
      ...ENGLISH,
      name: 'Anglais',
      version: 4,
    });
  });

  it('counts a version even where nothing differs', async () => {
    const tenant = await opened();
    expect((await tenant.call('PATCH', `${SKILLS}/skl_1`, { version: 3 })).body?.version).toBe(4);
  });

  it('clears a member by null', async () => {
    const tenant = await opened();
    await tenant.call('PATCH', `${SKILLS}/skl_1`, { description: null, version: 3 });
    expect((await tenant.call('GET', `${SKILLS}/skl_1`)).body).toEqual({
      id: 'skl_1',
      name: 'English',
      version: 4,
    });
  });

  it.each([
    [{ name: 'x' }, 400, ['version_required']],
    [{ name: '', version: null }, 400, ['version_required', 'invalid_value']],
    [{ name: null, id: 'skl_1', version: 3 }, 400, ['read_only', 'invalid_value']],
    [{ name: 'x', version: 2 }, 409, ['version_mismatch']],
    [{ name: 'x', version: '3' }, 409, ['version_mismatch']],
  ])('refuses %j with %i', async (body, status, codes) => {
    const tenant = await opened();
    const answer = await tenant.call('PATCH', `${SKILLS}/skl_1`, body);
    expect(answer.status).toBe(status);
    expect(codesOf(answer)).toEqual(codes);
    expect((await tenant.call('GET', `${SKILLS}/skl_1`)).body).toEqual(ENGLISH);
  });
});

describe('deleting a skill', () => {
  it('answers 204 with an empty body, and it is gone', async () => {
    const tenant = await opened();
    const answer = await tenant.call('DELETE', `${SKILLS}/skl_1?version=3`);
    expect(answer.status).toBe(204);
    expect(answer.body).toBeUndefined();
    expect((await tenant.call('GET', `${SKILLS}/skl_1`)).status).toBe(404);
  });

  it.each([
    ['', 400, 'version_required'],
    ['?version=2', 409, 'version_mismatch'],
    ['?version=3.0', 409, 'version_mismatch'],
  ])('with %j is refused with %i', async (query, status, code) => {
    const tenant = await opened();
    const answer = await tenant.call('DELETE', `${SKILLS}/skl_1${query}`);
    expect(answer.status).toBe(status);
    expect(codesOf(answer)).toEqual([code]);
  });

  it('is refused with 409 while a queue uses it', async () => {
    const queue = {
      id: 'que_1',
      name: 'Billing',
      channel: 'voice',
      skills: [{ id: 'skl_1', level: 1 }],
      version: 1,
    };
    const tenant = await openTenant({ routing: { skills: [ENGLISH], queues: [queue] } });
    const refused = await tenant.call('DELETE', `${SKILLS}/skl_1?version=3`);
    expect(refused.status).toBe(409);
    expect(codesOf(refused)).toEqual(['in_use']);

    await tenant.call('PATCH', '/api/v2/routing/queues/que_1', { skills: [], version: 1 });
    expect((await tenant.call('DELETE', `${SKILLS}/skl_1?version=3`)).status).toBe(204);
  });
});

it.each([
  ['GET', undefined],
  ['PATCH', { version: 1 }],
  ['DELETE', undefined],
])('%s of a skill that is not there is 404', async (method, body) => {
  const tenant = await opened();
  const answer = await tenant.call(method, `${SKILLS}/skl_2?version=1`, body);
  expect(answer.status).toBe(404);
  expect(codesOf(answer)).toEqual(['not_found']);
});

it('an id with characters of its own is found percent-encoded', async () => {
  const id = 'a/b c%?é';
  const tenant = await openTenant({ routing: { skills: [{ id, name: 'odd' }] } });
  const answer = await tenant.call('GET', `${SKILLS}/${encodeURIComponent(id)}`);
  expect(answer.body).toEqual({ id, name: 'odd', version: 1 });
});
