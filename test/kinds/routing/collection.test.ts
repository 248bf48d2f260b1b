import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/core/api-error.ts';
import { DecodeError } from '../../../src/core/decode-error.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { ServiceRequest, ServiceResponse } from '../../../src/core/ports.ts';
import { queue } from '../../../src/kinds/routing/queue/queue.ts';
import { skill } from '../../../src/kinds/routing/skill/skill.ts';

/** A service that answers every request with this. */
function answering(response: ServiceResponse | ApiError) {
  const requests: ServiceRequest[] = [];
  const request = async (asked: ServiceRequest) => {
    requests.push(asked);
    if (response instanceof ApiError) throw response;
    return response;
  };
  return { requests, service: { request, list: async () => [], bulk: async () => [] } };
}

/** What a body was encoded from: this service does not ask for it. */
const nothing = { spec: {}, raw: undefined, changed: new Set<string>(), toId: () => '' };

const refusal = (parts: Partial<ConstructorParameters<typeof ApiError>[0]>) =>
  new ApiError({ code: 'CONFLICT', service: 'routing', message: 'no', ...parts });

const errorOf = async (work: Promise<unknown>) => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ApiError);
  return thrown as ApiError;
};

describe('a routing object', () => {
  const { wire } = queue;

  it('is created by a POST that may be sent once only', async () => {
    const { service, requests } = answering({ status: 201, body: { id: 'q1', version: 1, name: 'A' } });
    const body = { name: 'A' };
    expect(await wire.create(service, body, nothing)).toEqual({ id: 'q1', version: 1 });
    expect(requests).toEqual([{ method: 'POST', path: '/api/v2/routing/queues', body: { name: 'A' } }]);
  });

  it('is updated by a PATCH with the version, which makes it safe to repeat', async () => {
    const { service, requests } = answering({ status: 200, body: { id: 'q1', version: 8 } });
    expect(await wire.update(service, { id: 'q1', version: 7 }, { name: 'B' })).toEqual({
      id: 'q1',
      version: 8,
    });
    expect(requests).toEqual([
      {
        method: 'PATCH',
        path: '/api/v2/routing/queues/{id}',
        params: { id: 'q1' },
        body: { name: 'B', version: 7 },
        guarded: true,
      },
    ]);
  });

  it('keeps its id where a PATCH answers nothing', async () => {
    const { service } = answering({ status: 200, body: undefined });
    expect(await wire.update(service, { id: 'q1' }, {})).toEqual({ id: 'q1' });
  });

  it('is deleted at a version', async () => {
    const { service, requests } = answering({ status: 204, body: undefined });
    await wire.remove(service, { id: 'q1', version: 'abc' });
    expect(requests[0]).toMatchObject({ method: 'DELETE', params: { id: 'q1' }, query: { version: 'abc' } });
  });

  it('that was created without an id in the answer may be there all the same', async () => {
    const { service } = answering({ status: 201, body: {} });
    expect(await errorOf(wire.create(service, {}, nothing))).toMatchObject({
      code: 'UNREADABLE',
      message: expect.stringMatching(/^routing: /),
      hint: expect.stringContaining('cxform plan'),
      mayHaveTakenEffect: true,
    });
  });

  it('is absent where its GET answers 404, and unread where it answers anything else', async () => {
    expect(await wire.get(answering(refusal({ code: 'NOT_FOUND' })).service, 'q1')).toBeUndefined();
    expect(await errorOf(wire.get(answering(refusal({ code: 'FORBIDDEN' })).service, 'q1'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await errorOf(wire.get(answering({ status: 200, body: [] }).service, 'q1'))).toMatchObject({
      code: 'UNREADABLE',
    });
  });

  it('is in conflict where its version was refused, not where it is in use', () => {
    expect(wire.isConflict(refusal({ serverCode: 'version_mismatch' }))).toBe(true);
    expect(wire.isConflict(refusal({}))).toBe(true);
    expect(wire.isConflict(refusal({ serverCode: 'in_use' }))).toBe(false);
    expect(wire.isConflict(refusal({ code: 'BAD_REQUEST' }))).toBe(false);
  });
});

describe('a live object', () => {
  const decode = (raw: JsonObject) => queue.wire.decode(raw, (_, id) => ({ id }), 'q1');

  it.each([
    ['no name', {}],
    ['a name that is no text', { name: 7 }],
    ['a channel that is no text', { name: 'A', channel: {} }],
    ['a time that is no number', { name: 'A', wrapUpTimeout: '30' }],
    ['a negative time', { name: 'A', wrapUpTimeout: -1 }],
    ['half a millisecond', { name: 'A', wrapUpTimeout: 0.5 }],
    ['a time beyond exact numbers', { name: 'A', wrapUpTimeout: 2 ** 53 }],
    ['skills that are no list', { name: 'A', skills: {} }],
    ['a skill that is no object', { name: 'A', skills: ['s1'] }],
    ['a skill without an id', { name: 'A', skills: [{ level: 1 }] }],
    ['a level that is no number', { name: 'A', skills: [{ id: 's', level: '1' }] }],
    ['an overflow that is no object', { name: 'A', overflow: [] }],
  ])('with %s is not guessed at', (_, raw) => {
    expect(() => decode(raw)).toThrow(DecodeError);
  });

  it('may lack or null whatever is optional', () => {
    expect(decode({ name: 'A' })).toEqual({ displayName: 'A' });
    const nulls = { channel: null, wrapUpTimeout: null, skills: null, overflow: null };
    expect(decode({ name: 'A', ...nulls })).toEqual({ displayName: 'A' });
    expect(skill.wire.decode({ name: 'A', description: null }, () => '', 's1')).toEqual({ displayName: 'A' });
  });

  it('needs an id', () => {
    expect(() => queue.wire.identify({ name: 'A' })).toThrow(DecodeError);
    expect(queue.wire.identify({ id: 'q1' })).toEqual({ id: 'q1' });
  });
});
