import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/core/api-error.ts';
import { DecodeError } from '../../../src/core/decode-error.ts';
import { BugError } from '../../../src/core/invariant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { ServiceRequest, ServiceResponse } from '../../../src/core/ports.ts';
import type { EncodeInput } from '../../../src/core/wire.ts';
import { routingProfile } from '../../../src/kinds/routing/routing-profile/routing-profile.ts';

const { wire } = routingProfile;
const path = '/api/v2/routing/users/{id}/routing-profile';

function answering(response: ServiceResponse | ApiError) {
  const requests: ServiceRequest[] = [];
  const request = async (asked: ServiceRequest) => {
    requests.push(asked);
    if (response instanceof ApiError) throw response;
    return response;
  };
  const list = () => Promise.reject(new Error('a list'));
  const bulk = () => Promise.reject(new Error('a bulk'));
  return { requests, service: { request, list, bulk } };
}

const input = (spec: JsonObject, raw?: JsonObject): EncodeInput => ({
  spec: { agent: { id: '7' }, ...spec },
  raw,
  changed: new Set(Object.keys(spec)),
  toId: (kind, reference) => (typeof reference === 'string' ? `${kind}-${reference}` : (reference.id ?? '')),
});
const encode = (spec: JsonObject, raw?: JsonObject) => wire.encode(input(spec, raw));

describe('a routing profile', () => {
  it('is asked for by the id of its agent, and never listed', async () => {
    const { service, requests } = answering({ status: 200, body: { queueIds: [], version: 3 } });
    const raw = await wire.get(service, 'a/1');
    expect(requests).toEqual([{ method: 'GET', path, params: { id: 'a/1' } }]);
    expect(wire.identify(raw ?? {}, 'a/1')).toEqual({ id: 'a/1', version: 3 });
    expect(wire.identify({ id: 'other' }, 'a/1')).toEqual({ id: 'a/1' });
    expect([wire.listing, wire.scopes([], []), await wire.list(service, { key: '' })]).toEqual([
      'none',
      [],
      [],
    ]);
  });

  it('is absent where its GET answers 404', async () => {
    const refusal = (code: 'NOT_FOUND' | 'FORBIDDEN') =>
      new ApiError({ code, service: 'routing', message: 'no' });
    expect(await wire.get(answering(refusal('NOT_FOUND')).service, '7')).toBeUndefined();
    await expect(wire.get(answering(refusal('FORBIDDEN')).service, '7')).rejects.toThrow(ApiError);
  });

  it('is created by a PUT under the id of its agent, whatever the answer says', async () => {
    for (const [body, written] of [
      [
        { id: 'x', version: 1 },
        { id: '7', version: 1 },
      ],
      [undefined, { id: '7' }],
    ] as const) {
      const { service, requests } = answering({ status: 201, body });
      expect(await wire.create(service, { queueIds: [] }, input({ queues: [] }))).toEqual(written);
      expect(requests).toEqual([{ method: 'PUT', path, params: { id: '7' }, body: { queueIds: [] } }]);
    }
  });

  it('is updated by a PUT with the version, which makes it safe to repeat', async () => {
    const { service, requests } = answering({ status: 200, body: { version: 4 } });
    expect(await wire.update(service, { id: '7', version: 3 }, { queueIds: [] })).toEqual({
      id: '7',
      version: 4,
    });
    expect(requests).toEqual([
      { method: 'PUT', path, params: { id: '7' }, body: { queueIds: [], version: 3 }, guarded: true },
    ]);
    const conflict = new ApiError({ code: 'CONFLICT', service: 'routing', message: 'no' });
    expect(wire.isConflict(conflict)).toBe(true);
  });

  it('is never removed', async () => {
    expect(wire.removal).toBe('none');
    await expect(
      wire.remove(answering({ status: 204, body: undefined }).service, { id: '7' }),
    ).rejects.toThrow(BugError);
  });
});

describe('the body of a routing profile', () => {
  it('is the whole profile, with what nobody knows, and without what only the tenant gives', () => {
    const raw = {
      id: '7',
      version: 3,
      routingProfileId: 'p',
      status: 'busy',
      queueIds: ['x'],
      novelty: { a: [1] },
    };
    expect(encode({ queues: ['a', { id: 'b' }] }, raw)).toEqual({
      routingProfileId: 'p',
      status: 'busy',
      queueIds: ['Queue-a', 'b'],
      novelty: { a: [1] },
    });
  });

  it('has the profile id of the manifest, else that of the tenant, else the default', () => {
    const idOf = (spec: JsonObject, raw?: JsonObject) =>
      encode({ queues: [], ...spec }, raw).routingProfileId;
    expect(idOf({ routingProfileId: 'mine' }, { routingProfileId: 'theirs' })).toBe('mine');
    expect(idOf({}, { routingProfileId: 'theirs' })).toBe('theirs');
    expect(idOf({}, { routingProfileId: null })).toBe('7/routing-profiles/default');
    expect(idOf({})).toBe('7/routing-profiles/default');
  });

  it('never makes an agent available unless the manifest says so', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        fc.option(fc.option(fc.string({ minLength: 1 })), { nil: undefined }),
        (declared, live) => {
          const spec = { queues: [], ...(declared !== undefined && { status: declared }) };
          const body = encode(spec, { queueIds: [], ...(live !== undefined && { status: live }) });
          expect(body.status).toBe(declared ?? live ?? undefined);
          expect('status' in body).toBe(body.status !== undefined);
        },
      ),
    );
  });
});

describe('a live routing profile', () => {
  const decode = (raw: JsonObject) => wire.decode(raw, (kind, id) => ({ id, label: kind }), '7');

  it('shows its agent and queues, and no status', () => {
    expect(decode({ queueIds: ['a'], routingProfileId: 'p', status: 'busy', version: 1 })).toEqual({
      agent: { id: '7', label: 'Agent' },
      queues: [{ id: 'a', label: 'Queue' }],
      routingProfileId: 'p',
    });
    for (const none of [{}, { queueIds: null, routingProfileId: null }]) {
      expect(decode(none)).toEqual({ agent: { id: '7', label: 'Agent' }, queues: [] });
    }
  });

  it.each([
    ['queues that are no list', { queueIds: 'a' }],
    ['a queue that is no text', { queueIds: [7] }],
    ['a profile id that is no text', { queueIds: [], routingProfileId: 7 }],
  ])('with %s is not guessed at', (_, raw) => {
    expect(() => decode(raw)).toThrow(DecodeError);
  });
});
