import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { readList } from '../../src/tenant/lists/paging.ts';
import { apiErrorOf, apiFault, json, queuesPath, tenantDouble } from './support/tenant-double.ts';

const queues = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `que_${index}`, name: `Queue ${index}`, version: 1 }));

const list = { path: queuesPath };

/** Reads a list whose pages are these bodies. */
const listOf = (...bodies: Json[]) => {
  let page = 0;
  return readList(
    'routing',
    list,
    async () => ({ status: 200, body: bodies[page++] }),
    () => {},
  );
};

/** Reads a list without end, whose page number `n` is this; how it ended, and after how many pages. */
async function endless(page: (n: number) => Json) {
  let read = 0;
  const call = async () => ({ status: 200, body: page(++read) });
  const { code } = await apiErrorOf(readList('routing', list, call, () => {}));
  return { code, read };
}

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
          ? json({ entities: [{ id: 'que_100' }] })
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

  it('halves its pages on a 413 until they are small enough, and keeps them small', async () => {
    const { service, connection, calls } = tenantDouble({
      answer: ({ url: { searchParams } }) => {
        if (Number(searchParams.get('pageSize')) > 30) return apiFault(413, 'too_large', 'too much');
        return searchParams.has('nextPageToken')
          ? json({ entities: [{ id: 'que_9' }] })
          : json({ entities: queues(2), nextPageToken: 'next' });
      },
    });
    expect(await service.list(list)).toHaveLength(3);
    expect(calls.map(({ url }) => url.searchParams.get('pageSize'))).toEqual(['100', '50', '25', '25']);
    expect(connection.readCount()).toBe(2);
  });

  it('fails with TOO_LARGE where the smallest page is too large as well', async () => {
    const { service, calls } = tenantDouble({ answer: () => apiFault(413, 'too_large', 'too much') });
    expect(await apiErrorOf(service.list(list))).toMatchObject({
      code: 'TOO_LARGE',
      status: 413,
      hint: expect.stringContaining('smallest pages'),
    });
    expect(calls.map(({ url }) => url.searchParams.get('pageSize'))).toEqual(['100', '50', '25', '12', '10']);
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
    [
      'a page that repeats another, whatever comes then',
      [
        { entities: queues(2), nextPageToken: 'p' },
        { entities: queues(2), nextPageToken: 'q' },
        { entities: [{ id: 'que_7' }] },
      ],
    ],
    [
      'a last page that repeats another',
      [{ entities: queues(2), nextPageToken: 'p' }, { entities: queues(2) }],
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
        { items: [{ id: 'que_2' }], totalCount: 3 },
      ),
    ).toHaveLength(3);
  });

  it.each<[string, (n: number) => Json, number]>([
    ['the same page under new tokens', (n) => ({ entities: queues(3), nextPageToken: `p${n}` }), 2],
    [
      'the same pages of elements without ids in turn',
      (n) => ({ items: [{ skillId: `SKILL-${n % 5}` }], nextPageToken: `p${n}` }),
      6,
    ],
    ['pages without elements', (n) => ({ entities: [], nextPageToken: `p${n}` }), 10],
    ['the first page again at its end', (n) => ({ entities: queues(1), nextPageToken: `p${n % 2}` }), 2],
    [
      'more than its totalCount',
      (n) => ({ items: [{ id: `${n}` }], totalCount: 3, nextPageToken: `p${n}` }),
      4,
    ],
    ['ever new elements', (n) => ({ entities: [{ id: n }], nextPageToken: `p${n}` }), 1_000],
    [
      'ever new pages of ten',
      (n) => ({
        entities: Array.from({ length: 10 }, (_, at) => ({ id: n * 10 + at })),
        nextPageToken: `p${n}`,
      }),
      10_000,
    ],
  ])('is UNREADABLE as soon as that shows where it goes on with %s', async (_what, page, pages) => {
    expect(await endless(page)).toEqual({ code: 'UNREADABLE', read: pages });
  });

  it('may hold an element twice, since pages move while others write', async () => {
    const moved = { entities: [{ id: 'que_1' }, { id: 'que_2' }] };
    expect(await listOf({ entities: queues(2), nextPageToken: 'p' }, moved)).toHaveLength(4);
  });

  it('may hold equal elements where they have no ids', async () => {
    const row = { skillId: 'SKILL-ES', requiredHours: 8 };
    const other = { skillId: 'SKILL-EN', requiredHours: 8 };
    expect(await listOf({ items: [row, row], nextPageToken: 'p' }, { items: [row, other] })).toHaveLength(4);
  });

  it('may have a page without elements', async () => {
    expect(
      await listOf(
        { entities: queues(1), nextPageToken: 'p' },
        { entities: [], nextPageToken: 'q' },
        { entities: [{ id: 'que_9' }] },
      ),
    ).toHaveLength(2);
  });

  it('may come one by one, where it is short', async () => {
    const { service } = tenantDouble({
      endpoint: { requestsPerMinute: 1_000_000 },
      answer: (_seen, count) =>
        json({ entities: [{ id: count }], nextPageToken: count < 999 ? `p${count}` : null }),
    });
    expect(await service.list(list)).toHaveLength(999);
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
