import { describe, expect, it } from 'vitest';
import type { Boundaries } from '../../src/sandbox/boundaries.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import {
  codesOf,
  LOG_PATH,
  openTenant,
  profileOf,
  QUEUES,
  SKILLS,
  STATE_PATH,
  USERS,
} from './opened-tenant.ts';

describe('the rate limit', () => {
  const limited = () => openTenant(undefined, { settings: { requestsPerMinute: 3 } });

  it('answers 429 with the whole seconds until there is room again', async () => {
    const tenant = await limited();
    for (const wait of [0, 20_000, 500]) {
      await tenant.clock.advance(wait);
      expect((await tenant.call('GET', SKILLS)).status).toBe(200);
    }
    const refused = await tenant.call('GET', SKILLS);
    expect(refused.status).toBe(429);
    expect(codesOf(refused)).toEqual(['rate_limited']);
    expect(refused.headers.get('Retry-After')).toBe('40');

    await tenant.clock.advance(39_499);
    expect((await tenant.call('GET', SKILLS)).headers.get('Retry-After')).toBe('1');
    await tenant.clock.advance(1);
    expect((await tenant.call('GET', SKILLS)).status).toBe(200);
    expect((await tenant.call('GET', SKILLS)).headers.get('Retry-After')).toBe('20');
  });

  it('holds for each method and path template', async () => {
    const tenant = await limited();
    for (const id of ['a', 'b', 'c']) expect((await tenant.call('GET', `${SKILLS}/${id}`)).status).toBe(404);
    expect((await tenant.call('GET', `${SKILLS}/d`)).status).toBe(429);
    expect((await tenant.call('GET', SKILLS)).status).toBe(200);
    expect((await tenant.call('DELETE', `${SKILLS}/d?version=1`)).status).toBe(404);
    expect((await tenant.call('GET', `${QUEUES}/d`)).status).toBe(404);
  });

  it('is absent by default', async () => {
    const tenant = await openTenant();
    for (let call = 0; call < 500; call++) expect((await tenant.call('GET', USERS)).status).toBe(200);
  });
});

describe('the body of a write', () => {
  it.each([
    ['no JSON', '{"name":'],
    ['empty', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['a string', '"name"'],
    ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['nested beyond any use', `{"name":"x","deep":${'['.repeat(400_000)}${']'.repeat(400_000)}}`],
  ])('is refused with 400 where it is %s', async (_what, body) => {
    const tenant = await openTenant();
    const answer = await tenant.call('POST', SKILLS, body);
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(['invalid_body']);
  });

  it('is refused with 400 where it is missing or not said to be JSON', async () => {
    const tenant = await openTenant();
    expect((await tenant.call('POST', SKILLS)).status).toBe(400);
    const plain = { 'Content-Type': 'text/plain' };
    expect((await tenant.send('POST', '/oauth/token', '{}', plain)).status).toBe(400);
  });

  it('may have 1 MiB and no byte more', async () => {
    const tenant = await openTenant();
    const bodyOf = (bytes: number) => `{"name":"${'x'.repeat(bytes - '{"name":""}'.length)}"}`;
    expect((await tenant.call('POST', SKILLS, bodyOf(1024 * 1024))).status).toBe(201);
    const refused = await tenant.call('POST', SKILLS, bodyOf(1024 * 1024 + 1));
    expect(refused.status).toBe(413);
    expect(codesOf(refused)).toEqual(['body_too_large']);
  });

  it('that has no end is given up, and its connection with it', async () => {
    const { sandbox } = await openTenant();
    const seen = { cancelled: false };
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
      cancel: () => {
        seen.cancelled = true;
      },
    });
    const headers = { 'Content-Type': 'application/json' };
    const url = `${sandbox.baseUrl}/oauth/token`;
    const answer = await sandbox.fetch(new Request(url, { method: 'POST', headers, body, duplex: 'half' }));
    expect([answer.status, answer.headers.get('connection'), seen.cancelled]).toEqual([413, 'close', true]);
  });

  it('pollutes no prototype, and keeps such members as what they are', async () => {
    const tenant = await openTenant();
    const hostile = '{"name":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const { status, body } = await tenant.call('POST', SKILLS, hostile);
    expect(status).toBe(201);
    const path = `${SKILLS}/${body?.id}`;
    expect((await tenant.call('PATCH', path, '{"version":1,"__proto__":{"polluted":2}}')).status).toBe(200);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);

    const again = await openTenant(await tenant.stateText());
    const stored = (await again.call('GET', path)).body ?? {};
    expect(Object.getOwnPropertyDescriptor(stored, '__proto__')?.value).toEqual({ polluted: 2 });
    expect(stored.constructor).toEqual({ prototype: { polluted: 1 } });
  });
});

describe('what is not served', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/oauth/token'],
    ['PUT', `${SKILLS}/skl_1`],
    ['POST', USERS],
    ['PATCH', profileOf('usr_1')],
    ['DELETE', `${profileOf('usr_1')}?version=1`],
    ['GET', '/api/v2/campaigns'],
  ])('%s %s is 404', async (method, path) => {
    const tenant = await openTenant();
    const answer = await tenant.call(method, path);
    expect(answer.status).toBe(404);
    expect(codesOf(answer)).toEqual(['not_found']);
  });
});

describe('the log', () => {
  it('has a line of JSON for each request, with the body of writes, refused ones too', async () => {
    const tenant = await openTenant(undefined, { logPath: LOG_PATH });
    await tenant.call('POST', SKILLS, { name: 'a\u202e\nb' });
    await tenant.clock.advance(1500);
    await tenant.call('GET', `${SKILLS}?pageSize=2`);
    await tenant.call('POST', QUEUES, { name: 'x' });
    await tenant.send('DELETE', `${QUEUES}/que_1?version=1`);
    await tenant.call('GET', '/nowhere');

    const text = new TextDecoder().decode(await tenant.files.read(LOG_PATH));
    const expected = [
      { at: '2026-06-01T08:00:00.000Z', method: 'POST', path: '/oauth/token', status: 200 },
      {
        at: '2026-06-01T08:00:00.000Z',
        method: 'POST',
        path: SKILLS,
        status: 201,
        body: { name: 'a\u202e\nb' },
      },
      { at: '2026-06-01T08:00:01.500Z', method: 'GET', path: `${SKILLS}?pageSize=2`, status: 200 },
      { at: '2026-06-01T08:00:01.500Z', method: 'POST', path: QUEUES, status: 400, body: { name: 'x' } },
      { at: '2026-06-01T08:00:01.500Z', method: 'DELETE', path: `${QUEUES}/que_1?version=1`, status: 401 },
      { at: '2026-06-01T08:00:01.500Z', method: 'GET', path: '/nowhere', status: 404 },
    ];
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual(expected);
    expect(text).toContain('a\\u202e\\nb');
    expect(tenant.sandbox.requests).toEqual(expected);
  });

  it('that cannot be written any more is 500 to this request and all later ones: it has no gaps', async () => {
    const files = new MemoryFiles();
    const tenant = await openTenant(undefined, { files, logPath: LOG_PATH });
    const { append } = files;
    files.append = async () => {
      throw new Error('disk full');
    };
    const refused = await tenant.call('GET', SKILLS);
    expect([refused.status, codesOf(refused)]).toEqual([500, ['not_logged']]);
    files.append = append;
    expect((await tenant.call('GET', SKILLS)).status).toBe(500);
  });

  it('is kept in memory alone where no path is given', async () => {
    const tenant = await openTenant();
    await tenant.call('GET', SKILLS);
    expect(tenant.sandbox.requests).toHaveLength(2);
    expect(await tenant.files.find('/tenant', [''])).toBeUndefined();
  });

  it('has every line of requests that end together', async () => {
    const tenant = await openTenant(undefined, { logPath: LOG_PATH });
    await Promise.all(Array.from({ length: 50 }, () => tenant.call('GET', USERS)));
    const text = new TextDecoder().decode(await tenant.files.read(LOG_PATH));
    expect(text.trimEnd().split('\n')).toHaveLength(51);
  });
});

describe('a boundary', () => {
  it('is called at each step of a request, and never for a token', async () => {
    const steps: string[] = [];
    const boundaries: Boundaries = (boundary, { method, path }) => {
      steps.push(`${boundary} ${method} ${path}`);
    };
    const tenant = await openTenant(undefined, { boundaries });
    await tenant.call('POST', SKILLS, { name: 'English' });
    await tenant.call('GET', `${SKILLS}?pageSize=1`);
    await tenant.call('POST', SKILLS, {});
    expect(steps).toEqual([
      `received POST ${SKILLS}`,
      `committed POST ${SKILLS}`,
      `answered POST ${SKILLS}`,
      `received GET ${SKILLS}`,
      `answered GET ${SKILLS}`,
      `received POST ${SKILLS}`,
      `answered POST ${SKILLS}`,
    ]);
  });

  it.each([
    ['received', false, []],
    ['committed', true, [{ method: 'POST', path: SKILLS, body: { name: 'English' } }]],
    ['answered', true, [{ method: 'POST', path: SKILLS, status: 201, body: { name: 'English' } }]],
  ])('that throws when %s loses the connection (write stands: %s)', async (boundary, stands, logged) => {
    const crash = new Error('crash');
    const files = new MemoryFiles();
    const tenant = await openTenant(undefined, {
      files,
      boundaries: async (reached) => {
        if (reached === boundary) throw crash;
      },
    });
    await expect(tenant.call('POST', SKILLS, { name: 'English' })).rejects.toBe(crash);
    expect((await files.read(STATE_PATH)) !== undefined).toBe(stands);
    expect(tenant.sandbox.requests.slice(1)).toEqual(
      logged.map((record) => ({ at: '2026-06-01T08:00:00.000Z', ...record })),
    );
  });
});
