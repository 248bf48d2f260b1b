import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/core/api-error.ts';
import { BugError } from '../../src/core/invariant.ts';
import { requestUrl } from '../../src/tenant/wire/url.ts';

const endpoint = { service: 'routing', baseUrl: 'https://api.acme.mynicecx.com' };
const path = '/api/v2/routing/queues/{id}';

describe('requestUrl', () => {
  it('keeps the path of the base URL and writes the query out', () => {
    const url = requestUrl(
      { service: 'routing', baseUrl: 'https://gateway.acme.example/cxone' },
      { path, params: { id: 'que_1' }, query: { version: 3, note: 'a b&c' } },
    );
    expect(url.origin + url.pathname).toBe('https://gateway.acme.example/cxone/api/v2/routing/queues/que_1');
    expect(Object.fromEntries(url.searchParams)).toEqual({ version: '3', note: 'a b&c' });
  });

  it('keeps any id inside its one segment of the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        fc.pre(id !== '.' && id !== '..');
        const url = requestUrl(endpoint, { path, params: { id } });
        const segments = url.pathname.split('/');
        expect(url.origin).toBe(endpoint.baseUrl);
        expect(segments).toHaveLength(6);
        expect(decodeURIComponent(segments[5] ?? '')).toBe(id);
      }),
    );
  });

  it.each(['.', '..', '', '\uD800'])('refuses the id %j', (id) => {
    const ask = () => requestUrl(endpoint, { path, params: { id } });
    expect(ask).toThrow(ApiError);
    expect(ask).toThrow(expect.objectContaining({ code: 'BAD_REQUEST', mayHaveTakenEffect: false }));
  });

  it('takes a template without its value for a bug', () => {
    expect(() => requestUrl(endpoint, { path })).toThrow(BugError);
  });
});
