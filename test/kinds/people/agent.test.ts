import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../src/core/decode-error.ts';
import { agent } from '../../../src/kinds/people/agent.ts';

const { identify } = agent.wire;

describe('a user of the tenant', () => {
  it('is known by e-mail, whatever its case, else by name, else by id alone', () => {
    const user = { id: '007', name: 'Ana', email: 'Ana@Example.com', active: false };
    expect(identify(user)).toEqual({ id: '007', name: 'ana@example.com' });
    expect(identify({ ...user, email: null })).toEqual({ id: '007', name: 'Ana' });
    expect(identify({ id: '007' })).toEqual({ id: '007' });
  });

  it('without an id, or with an e-mail that is no text, is not guessed at', () => {
    expect(() => identify({ name: 'Ana' })).toThrow(DecodeError);
    expect(() => identify({ id: '1', email: 7 })).toThrow(DecodeError);
  });

  it('is in one list', async () => {
    const [scope, ...others] = agent.wire.scopes([], []);
    const asked: unknown[] = [];
    const list = async (request: unknown) => {
      asked.push(request);
      return [{ id: '1' }];
    };
    const request = () => Promise.reject(new Error('a request'));
    const bulk = () => Promise.reject(new Error('a bulk'));
    expect(others).toEqual([]);
    expect(await agent.wire.list({ list, request, bulk }, scope ?? { key: '' })).toEqual([{ id: '1' }]);
    expect([agent.wire.service, asked]).toEqual(['routing', [{ path: '/api/v2/users' }]]);
  });
});
