import { describe, expect, it } from 'vitest';
import { codesOf, openTenant, profileOf, QUEUES } from '../../opened-tenant.ts';

const BILLING = {
  id: 'que_1',
  name: 'Billing',
  channel: 'voice',
  skills: [{ id: 'skl_1', level: 2 }],
  overflow: { maxWaitTime: 30_000, action: 'routeToQueue', targetQueueId: 'que_2', announcement: 'a.wav' },
  wrapUpTimeout: 15_000,
  version: 3,
};
const GENERAL = { id: 'que_2', name: 'General', channel: 'voice', skills: [], version: 1 };
const STATE = {
  routing: { skills: ['skl_1', 'skl_2'].map((id) => ({ id, name: id })), queues: [BILLING, GENERAL] },
};
const opened = () => openTenant(STATE);

describe('creating a queue', () => {
  it('answers 201 with the whole object', async () => {
    const tenant = await opened();
    const body = {
      name: 'Sales',
      channel: 'chat',
      skills: [{ id: 'skl_2', level: 5, weight: 1 }],
      overflow: { maxWaitTime: 0, action: 'drop' },
      wrapUpTimeout: 0,
      music: 'b.wav',
    };
    const created = await tenant.call('POST', QUEUES, body);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ ...body, id: expect.stringMatching(/^que_[0-9a-f]{16}$/), version: 1 });
  });

  it('refuses one without a name and a channel with both reasons', async () => {
    const answer = await (await opened()).call('POST', QUEUES, {});
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(['invalid_value', 'invalid_value']);
  });
});

describe('patching a queue', () => {
  it('replaces lists and nested objects whole and leaves other members', async () => {
    const tenant = await opened();
    const change = { skills: [{ id: 'skl_2', level: 1 }], overflow: { maxWaitTime: 5, action: 'drop' } };
    const answer = await tenant.call('PATCH', `${QUEUES}/que_1`, { ...change, version: 3 });
    expect(answer.body).toEqual({ id: 'que_1', version: 4 });
    expect((await tenant.call('GET', `${QUEUES}/que_1`)).body).toEqual({ ...BILLING, ...change, version: 4 });
  });

  it('clears by null', async () => {
    const tenant = await opened();
    const cleared = { skills: null, overflow: null, wrapUpTimeout: null };
    await tenant.call('PATCH', `${QUEUES}/que_1`, { ...cleared, version: 3 });
    const { skills, overflow, wrapUpTimeout, ...rest } = BILLING;
    expect((await tenant.call('GET', `${QUEUES}/que_1`)).body).toEqual({ ...rest, version: 4 });
  });

  it('shows a default after clearing where the tenant has one', async () => {
    const tenant = await openTenant(STATE, { settings: { clearedQueue: { wrapUpTimeout: 0 } } });
    await tenant.call('PATCH', `${QUEUES}/que_1`, { wrapUpTimeout: null, overflow: null, version: 3 });
    const { overflow, ...rest } = BILLING;
    expect((await tenant.call('GET', `${QUEUES}/que_1`)).body).toEqual({
      ...rest,
      wrapUpTimeout: 0,
      version: 4,
    });
  });

  it.each(['name', 'channel'])('never clears its %s', async (name) => {
    const answer = await (await opened()).call('PATCH', `${QUEUES}/que_1`, { [name]: null, version: 3 });
    expect(codesOf(answer)).toEqual(['invalid_value']);
  });

  it('is not refused for what is wrong in members that it does not send', async () => {
    const broken = { ...BILLING, skills: [{ id: 'gone', level: 9 }] };
    const tenant = await openTenant({ routing: { queues: [broken] } });
    expect((await tenant.call('PATCH', `${QUEUES}/que_1`, { name: 'Bills', version: 3 })).status).toBe(200);
  });

  it('says that the version moved rather than what is wrong in the body', async () => {
    const answer = await (await opened()).call('PATCH', `${QUEUES}/que_1`, { wrapUpTimeout: -1, version: 2 });
    expect(answer.status).toBe(409);
    expect(codesOf(answer)).toEqual(['version_mismatch']);
  });
});

describe('deleting a queue', () => {
  it('is refused with 409 while another queue overflows to it', async () => {
    const tenant = await opened();
    const refused = await tenant.call('DELETE', `${QUEUES}/que_2?version=1`);
    expect(refused.status).toBe(409);
    expect(codesOf(refused)).toEqual(['in_use']);

    expect((await tenant.call('DELETE', `${QUEUES}/que_1?version=3`)).status).toBe(204);
    expect((await tenant.call('DELETE', `${QUEUES}/que_2?version=1`)).status).toBe(204);
  });

  it('is not hindered by a routing profile that serves it, and leaves its id there', async () => {
    const routing = {
      queues: [GENERAL],
      users: [{ id: 'usr_1', name: 'ana' }],
      profiles: [{ id: 'usr_1', routingProfileId: 'default', queueIds: ['que_2'], version: 1 }],
    };
    const tenant = await openTenant({ routing });
    expect((await tenant.call('DELETE', `${QUEUES}/que_2?version=1`)).status).toBe(204);
    const { body } = await tenant.call('GET', profileOf('usr_1'));
    expect(body).toEqual({ routingProfileId: 'default', queueIds: ['que_2'], version: 1 });
  });

  it('is not hindered by its own overflow to itself', async () => {
    const overflow = { ...BILLING.overflow, targetQueueId: 'que_1' };
    const tenant = await openTenant({ routing: { queues: [{ ...BILLING, overflow }] } });
    expect((await tenant.call('DELETE', `${QUEUES}/que_1?version=3`)).status).toBe(204);
  });
});
