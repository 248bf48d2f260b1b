import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/sandbox/faults/faults.ts';
import { idsOf, QUEUES, SKILLS } from '../opened-tenant.ts';
import { credentials, everyKind, type StruckTenant, struckTenant } from './struck-tenant.ts';

const skills = ['a', 'b', 'c'].map((letter) => ({ id: `skl_${letter}`, name: letter, version: 1 }));
const state = { routing: { skills } };
const slowMs = 15 * 60_000;

/** Whether a write that the fault struck was done. */
async function isDone({ tenant }: StruckTenant): Promise<boolean> {
  return idsOf(await tenant.call('GET', SKILLS)).length > skills.length;
}

const create = { name: 'new' };
const lost = { name: 'TypeError', cause: { code: 'ECONNRESET' } };

describe('a fault that answers in place of the tenant', () => {
  it.each([
    ['429', 429],
    ['429-date', 429],
    ['429-bare', 429],
    ['500', 500],
    ['503', 503],
    ['401', 401],
    ['413', 413],
    ['html', 200],
    ['404', 404],
    ['redirect', 307],
  ] as const)('%s answers %i and does nothing', async (kind, status) => {
    const struck = await struckTenant(kind, state);
    const answer = await struck.struck('POST', SKILLS, create);
    expect(answer.status).toBe(status);
    expect(await isDone(struck)).toBe(false);
    expect((await struck.struck('GET', SKILLS)).status).toBe(status);
    expect(struck.tenant.sandbox.requests.at(-1)).toMatchObject({ method: 'GET', path: SKILLS, status });
  });

  it('429 asks for a pause in seconds, by a date that is no sooner, or not at all', async () => {
    const pause = async (kind: FaultKind) => {
      const struck = await struckTenant(kind);
      await struck.tenant.clock.advance(250);
      const { headers } = await struck.struck('GET', SKILLS);
      return [headers.get('Retry-After'), struck.tenant.clock.now()] as const;
    };
    expect((await pause('429'))[0]).toBe('1');
    const [date, now] = await pause('429-date');
    expect(date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    expect(Date.parse(date ?? '') - now).toBe(1_750);
    expect((await pause('429-bare'))[0]).toBeNull();
  });

  it.each(['html', '404'] as const)('%s is a web page', async (kind) => {
    const answer = await (await struckTenant(kind)).struck('GET', SKILLS);
    expect(answer.headers.get('Content-Type')).toContain('text/html');
    expect(await answer.text()).toMatch(/^<!doctype html>/);
  });

  it('redirect leads to another origin, with path and query', async () => {
    const answer = await (await struckTenant('redirect')).struck('GET', `${SKILLS}?pageSize=2`);
    expect(answer.headers.get('Location')).toBe(`http://elsewhere.invalid${SKILLS}?pageSize=2`);
  });
});

describe('a fault that breaks the connection', () => {
  it('before leaves the write undone', async () => {
    const struck = await struckTenant('reset-before', state);
    await expect(struck.struck('POST', SKILLS, create)).rejects.toMatchObject(lost);
    expect(struck.tenant.sandbox.requests.at(-1)).not.toHaveProperty('status');
    expect(await isDone(struck)).toBe(false);
  });

  it('after the write was done gives no answer', async () => {
    const struck = await struckTenant('reset-after', state);
    await expect(struck.struck('POST', SKILLS, create)).rejects.toMatchObject(lost);
    const { requests } = struck.tenant.sandbox;
    expect(requests.at(-1)).toEqual({
      at: expect.any(String),
      method: 'POST',
      path: SKILLS,
      body: create,
    });
    expect(await isDone(struck)).toBe(true);
  });

  it('during the answer gives the first half of it, and the write was done', async () => {
    const struck = await struckTenant('reset-during', state);
    const answer = await struck.struck('POST', SKILLS, create);
    expect(answer.status).toBe(201);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^{"name":"new",/);
    const second = reader?.read();
    const broken = expect(second).rejects.toMatchObject(lost);
    await struck.tenant.clock.advance(1_000);
    await broken;
    expect(await isDone(struck)).toBe(true);
  });

  it('during an answer without a body is one after it', async () => {
    const struck = await struckTenant('reset-during', state);
    await expect(struck.struck('DELETE', `${SKILLS}/skl_a?version=1`)).rejects.toMatchObject(lost);
    expect((await struck.tenant.call('GET', `${SKILLS}/skl_a`)).status).toBe(404);
  });
});

describe('a fault of slowness', () => {
  it('slow-headers does the write and answers after a quarter of an hour', async () => {
    const struck = await struckTenant('slow-headers', state);
    const seen = { status: 0 };
    const answering = struck.struck('POST', SKILLS, create).then(({ status }) => {
      seen.status = status;
    });
    expect(await settled(struck)).toBe(true);
    await struck.tenant.clock.advance(slowMs - 1);
    expect(seen.status).toBe(0);
    await struck.tenant.clock.advance(1);
    await answering;
    expect(seen.status).toBe(201);
  });

  it('slow-body sends a space a second, and at last the answer', async () => {
    const struck = await struckTenant('slow-body', state);
    const answer = await struck.struck('POST', SKILLS, create);
    expect(answer.status).toBe(201);
    expect(await isDone(struck)).toBe(true);
    const text = answer.text();
    await struck.tenant.clock.advance(slowMs);
    expect(await text).toMatch(/^ {900}{"name":"new",/);
  });

  it('slow-body holds an answer back that has no body', async () => {
    const struck = await struckTenant('slow-body', state);
    const answering = struck.struck('DELETE', `${SKILLS}/skl_a?version=1`);
    await turns();
    await struck.tenant.clock.advance(slowMs);
    expect((await answering).status).toBe(204);
  });

  it.each(['slow-headers', 'slow-body'] as const)('%s ends when the client goes away', async (kind) => {
    const struck = await struckTenant(kind, state);
    const gone = new AbortController();
    const ended = struck
      .struck('GET', SKILLS, undefined, gone.signal)
      .then((answer) => answer.text())
      .catch((thrown: unknown) => thrown);
    await turns();
    await struck.tenant.clock.advance(2_500);
    gone.abort();
    expect(await ended).toMatchObject(lost);
    // No timer is left: only what sleeps from now on moves this clock.
    const sleeps = struck.tenant.clock.sleeps.length;
    await struck.tenant.clock.advance(slowMs);
    expect(struck.tenant.clock.sleeps).toHaveLength(sleeps);
  });

  it('slow-body ends when its reader stops', async () => {
    const struck = await struckTenant('slow-body', state);
    const answer = await struck.struck('GET', SKILLS);
    const reader = answer.body?.getReader();
    const first = reader?.read();
    await turns();
    await struck.tenant.clock.advance(1_000);
    expect((await first)?.value).toHaveLength(1);
    await reader?.cancel();
    await turns();
    const sleeps = struck.tenant.clock.sleeps.length;
    await struck.tenant.clock.advance(slowMs);
    expect(struck.tenant.clock.sleeps).toHaveLength(sleeps);
  });
});

describe('truncated', () => {
  it('does the write and answers 200 with JSON that is cut short', async () => {
    const struck = await struckTenant('truncated', state);
    const answer = await struck.struck('POST', SKILLS, create);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('application/json');
    const text = await answer.text();
    expect(text).toMatch(/^{"name"/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(await isDone(struck)).toBe(true);
  });

  it('gives a body to an answer that has none', async () => {
    const struck = await struckTenant('truncated', state);
    const answer = await struck.struck('DELETE', `${SKILLS}/skl_a?version=1`);
    expect([answer.status, await answer.text()]).toEqual([200, '{']);
  });

  it('lets refusals pass', async () => {
    const struck = await struckTenant('truncated', state);
    expect((await struck.struck('GET', `${SKILLS}/none`)).status).toBe(404);
  });
});

interface Page {
  readonly entities: readonly unknown[];
  readonly nextPageToken: string;
}

describe('a fault of lists', () => {
  const page = async (answer: Promise<Response>): Promise<Page> => (await (await answer).json()) as Page;

  it('no-list is a page without its list', async () => {
    const struck = await struckTenant('no-list', state);
    const body = await page(struck.struck('GET', `${SKILLS}?pageSize=2`));
    expect(Object.keys(body)).toEqual(['nextPageToken']);
  });

  it('repeat-page leads to the same page again, and again', async () => {
    const struck = await struckTenant('repeat-page', state);
    const plain = await struck.tenant.call('GET', `${SKILLS}?pageSize=1`);
    let query = `pageSize=1&nextPageToken=${plain.body?.nextPageToken}`;
    const first = await page(struck.struck('GET', `${SKILLS}?${query}`));
    expect(first.entities).toEqual([skills[1]]);
    for (let turn = 0; turn < 3; turn++) {
      query = `pageSize=1&nextPageToken=${first.nextPageToken}`;
      // Not struck any more: it is the token that leads in circles.
      expect((await struck.tenant.call('GET', `${SKILLS}?${query}`)).body).toEqual(first);
    }
  });

  it('repeat-page does so on the first page as well', async () => {
    const struck = await struckTenant('repeat-page', state);
    const first = await page(struck.struck('GET', SKILLS));
    const again = await struck.tenant.call('GET', `${SKILLS}?nextPageToken=${first.nextPageToken}`);
    expect(again.body).toEqual(first);
    expect(idsOf(again)).toEqual(['skl_a', 'skl_b', 'skl_c']);
  });

  it('endless has another token on each page, and nothing more in them', async () => {
    const struck = await struckTenant('endless', state);
    const first = await page(struck.struck('GET', SKILLS));
    expect(first.entities).toHaveLength(3);
    const tokens = new Set<string>();
    for (let token = first.nextPageToken; tokens.size < 50; ) {
      tokens.add(token);
      const { status, body } = await struck.tenant.call('GET', `${SKILLS}?nextPageToken=${token}`);
      expect([status, body?.entities]).toEqual([200, []]);
      token = String(body?.nextPageToken);
    }
    expect(tokens.size).toBe(50);
  });

  it.each(['repeat-page', 'endless'] as const)('%s needs a token as any page does', async (kind) => {
    const struck = await struckTenant(kind, state);
    const { nextPageToken } = await page(struck.struck('GET', SKILLS));
    const refused = await struck.tenant.send('GET', `${SKILLS}?nextPageToken=${nextPageToken}`);
    expect(refused.status).toBe(401);
  });

  it.each(['no-list', 'repeat-page', 'endless'] as const)('%s strikes lists alone', async (kind) => {
    const struck = await struckTenant(kind, state);
    expect(await page(struck.struck('GET', `${SKILLS}/skl_a`))).toEqual(skills[0]);
    expect((await struck.struck('POST', SKILLS, create)).status).toBe(201);
    expect((await struck.struck('POST', '/oauth/token', credentials)).status).toBe(200);
  });
});

describe('tokens', () => {
  it.each(everyKind)('are struck by %s as they should be', async (kind) => {
    const struck = await struckTenant(kind);
    const spared = ['401', '413', 'no-list', 'repeat-page', 'endless'];
    const answering = struck.struck('POST', '/oauth/token', credentials).catch(() => undefined);
    await turns();
    await struck.tenant.clock.advance(slowMs);
    const answer = await answering;
    const text = answer?.status === 200 ? await read(struck, answer) : '';
    const isToken = /^ *{"access_token":"\w+",.*}$/.test(text);
    expect(isToken).toBe([...spared, 'slow-headers', 'slow-body'].includes(kind));
  });

  it('are refused with 503 by token-down, and nothing else is', async () => {
    const struck = await struckTenant('token-down');
    expect((await struck.struck('POST', '/oauth/token', credentials)).status).toBe(503);
    expect((await struck.struck('GET', QUEUES)).status).toBe(200);
  });
});

it.each(everyKind)('the calls of the sandbox itself are never struck by %s', async (kind) => {
  const struck = await struckTenant(kind);
  expect((await struck.struck('GET', '/_sandbox/requests')).status).toBe(200);
});

/** Lets everything run that waits for no clock. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function settled(struck: StruckTenant): Promise<boolean> {
  await turns();
  return isDone(struck);
}

async function read({ tenant }: StruckTenant, answer: Response): Promise<string> {
  const text = answer.text().catch(() => '');
  await tenant.clock.advance(slowMs);
  return text;
}
