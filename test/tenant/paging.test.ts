import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { readList } from '../../src/tenant/paging.ts';
import { apiErrorOf, apiFault, json, queuesPath, tenantDouble } from './support/tenant-double.ts';

const queues = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `que_${index}`, name: `Queue ${index}`, version: 1 }));

const list = { path: queuesPath };

/** Reads a list whose pages are these bodies. */
const listOf = (...bodies: Json[]) => {
  let page = 0;
  return readList('routing', list, async () => ({ status: 200, body: bodies[page++] }));
};

describe('a list', () => {
  it('is read page by page until the token is absent or null, whatever the pages are called', async () => {
    const all = queues(7);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('entities', 'items'),
        fc.constantFrom({}, { nextPageToken: null }),
        async (sizes, key, end) => {
          let read = 0;
          const pages = sizes.map((size, index) => {
            const elements = all.slice(read, read + size);
            read += elements.length;
            return { [key]: elements, ...(index + 1 < sizes.length ? { nextPageToken: `p${index}` } : end) };
          });
          expect(await listOf(...pages)).toEqual(all.slice(0, read));
        },
      ),
    );
  });

  it('asks for pages of 100 with the token of the page before, beside its own query', async () => {
    const { service, calls } = tenantDouble({
      answer: ({ url }) =>
        url.searchParams.has('nextPageToken')
          ? json({ entities: queues(1) })
          : json({ entities: queues(100), nextPageToken: 'a/b+c' }),
    });
    expect(await service.list({ ...list, query: { channel: 'voice' } })).toHaveLength(101);
    expect(calls.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
      { channel: 'voice', pageSize: '100' },
      { channel: 'voice', pageSize: '100', nextPageToken: 'a/b+c' },
    ]);
  });

  it('halves its pages on repeated 429s, and keeps them small', async () => {
    const { service, calls } = tenantDouble({
      answer: ({ url }, count) => {
        if (count <= 3) return apiFault(429, 'rate_limited', 'slow down');
        return url.searchParams.has('nextPageToken')
          ? json({ entities: [] })
          : json({ entities: queues(2), nextPageToken: 'next' });
      },
    });
    await service.list(list);
    expect(calls.map(({ url }) => url.searchParams.get('pageSize'))).toEqual([
      '100',
      '100',
      '50',
      '25',
      '25',
    ]);
  });

  it.each<[string, Json[]]>([
    ['a page without its list', [{ nextPageToken: 'p' }]],
    ['a list that is none', [{ entities: { id: 'que_1' } }]],
    ['a page that is a list itself', [queues(1)]],
    ['an element that is no object', [{ entities: [{ id: 'que_1' }, 'que_2'] }]],
    ['an element that is null', [{ entities: [null] }]],
    ['a token that is no text', [{ entities: [], nextPageToken: 7 }]],
    ['an empty token', [{ entities: [], nextPageToken: '' }]],
    [
      'a repeated token',
      [
        { entities: [], nextPageToken: 'p' },
        { entities: [], nextPageToken: 'q' },
        { entities: [], nextPageToken: 'p' },
      ],
    ],
    ['fewer elements than its totalCount', [{ items: queues(2), totalCount: 3 }]],
    ['more elements than its totalCount', [{ items: queues(2), totalCount: 1 }]],
    ['a totalCount that is no number', [{ items: queues(2), totalCount: '2' }]],
  ])('is UNREADABLE with %s', async (_what, bodies) => {
    expect(await apiErrorOf(listOf(...bodies))).toMatchObject({ code: 'UNREADABLE', retryable: false });
  });

  it('is whole where its totalCount says so', async () => {
    expect(
      await listOf(
        { items: queues(2), totalCount: 3, nextPageToken: 'p' },
        { items: queues(1), totalCount: 3 },
      ),
    ).toHaveLength(3);
  });

  it('is UNREADABLE where it does not end', async () => {
    let page = 0;
    const endless = readList('routing', list, async () => ({
      status: 200,
      body: { entities: [], nextPageToken: `p${page++}` },
    }));
    expect(await apiErrorOf(endless)).toMatchObject({ code: 'UNREADABLE' });
    expect(page).toBe(10_000);
  });

  it('takes one huge page', async () => {
    expect(await listOf({ entities: queues(300_000) })).toHaveLength(300_000);
  });

  it('fails as a whole where one page fails', async () => {
    const { service } = tenantDouble({
      answer: (_seen, count) =>
        count === 1 ? json({ entities: queues(100), nextPageToken: 'p' }) : apiFault(400, 'bad_token', 'no'),
    });
    expect(await apiErrorOf(service.list(list))).toMatchObject({ code: 'BAD_REQUEST' });
  });
});
