import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/sandbox/faults/faults.ts';
import { idsOf, SKILLS } from '../opened-tenant.ts';
import { type Got, servedTenant } from '../served-tenant.ts';
import { everyKind, struckTenant } from './struck-tenant.ts';

const state = { routing: { skills: [{ id: 'skl_a', name: 'a', version: 1 }] } };
const post = { method: 'POST', body: JSON.stringify({ name: 'new' }) };

/** A tenant at a socket, that a fault strikes at the next `struck`. */
async function served(kind: FaultKind) {
  const { tenant, strike } = await struckTenant(kind, state);
  const { send, authorization } = await servedTenant(tenant);
  const headers = { ...authorization, 'Content-Type': 'application/json' };
  const struck = (sent: Parameters<typeof send>[1] = {}) => {
    strike();
    return send(SKILLS, { ...sent, headers });
  };
  const isDone = async () => idsOf(await tenant.call('GET', SKILLS)).length > 1;
  return { tenant, struck, isDone, next: () => send(SKILLS, { headers }) };
}

describe('a fault at a socket', () => {
  const answers: readonly (readonly [FaultKind, number, RegExp])[] = [
    ['429', 429, /fault_429/],
    ['429-date', 429, /fault_429/],
    ['429-bare', 429, /fault_429/],
    ['500', 500, /fault_500/],
    ['503', 503, /fault_503/],
    ['401', 401, /fault_401/],
    ['413', 413, /fault_413/],
    ['html', 200, /^<!doctype html>/],
    ['404', 404, /^<!doctype html>/],
    ['redirect', 307, /^$/],
  ];

  it.each(answers)('%s answers a write %i, without its effect', async (kind, status, text) => {
    const { struck, isDone, next } = await served(kind);
    const got = await struck(post);
    expect(got).toMatchObject({ status, text: expect.stringMatching(text) });
    expect(got.lost).toBeUndefined();
    expect(await isDone()).toBe(false);
    expect((await next()).status).toBe(200);
  });

  it.each([
    ['reset-before', false],
    ['reset-after', true],
  ] as const)('%s resets the connection before any answer; the write is done: %s', async (kind, done) => {
    const { struck, isDone, next } = await served(kind);
    expect(await struck(post)).toEqual({ headers: {}, text: '', lost: 'ECONNRESET' });
    expect(await isDone()).toBe(done);
    expect((await next()).status).toBe(200);
  });

  it('reset-during resets it when a part of the answer is there; the write is done', async () => {
    const { tenant, struck, isDone, next } = await served('reset-during');
    const got = await struck({
      ...post,
      onText: (text) => {
        if (text !== '') void tenant.clock.advance(1_000);
      },
    });
    expect(got).toMatchObject({ status: 201, lost: 'ECONNRESET' });
    expect(got.text).toMatch(/^{"name":"new",/);
    expect(got.text).not.toContain('}');
    expect(await isDone()).toBe(true);
    expect((await next()).status).toBe(200);
  });

  it('slow-headers sends nothing, until the client goes away; the write is done', async () => {
    const { tenant, struck, isDone } = await served('slow-headers');
    const gone = new AbortController();
    const answering = struck({ ...post, signal: gone.signal });
    await until(() => tenant.clock.sleeps.length > 0);
    await tenant.clock.advance(60_000);
    gone.abort();
    expect(await answering).toEqual({ headers: {}, text: '', lost: 'ABORT_ERR' });
    expect(await isDone()).toBe(true);
    await until(() => tenant.sandbox.requests.some(({ status, body }) => body && status === undefined));
  });

  it('slow-body sends headers and then a little now and then; the write is done', async () => {
    const { tenant, struck, isDone } = await served('slow-body');
    const gone = new AbortController();
    const seen = { headers: false, text: '' };
    const answering = struck({
      ...post,
      signal: gone.signal,
      onText: (text) => {
        seen.headers = true;
        seen.text = text;
      },
    });
    await until(() => seen.headers);
    for (let second = 1; second <= 3; second++) {
      await tenant.clock.advance(1_000);
      await until(() => seen.text.length >= second);
    }
    gone.abort();
    const { status, text } = await answering;
    expect([status, text]).toEqual([201, '   ']);
    expect(await isDone()).toBe(true);
  });

  it('truncated ends properly, with the length that it says', async () => {
    const { struck, isDone } = await served('truncated');
    const { status, headers, text, lost } = await struck(post);
    expect([status, headers['content-length'], lost]).toEqual([200, String(text.length), undefined]);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(await isDone()).toBe(true);
  });

  it('of lists comes as a page', async () => {
    const page = async (kind: FaultKind) => JSON.parse((await (await served(kind)).struck()).text);
    expect(await page('no-list')).toEqual({});
    expect(await page('repeat-page')).toMatchObject({
      entities: [{ id: 'skl_a' }],
      nextPageToken: expect.any(String),
    });
    expect(await page('endless')).toMatchObject({ nextPageToken: expect.any(String) });
  });

  it.each(everyKind)('%s leaves the server able to serve', async (kind) => {
    const { tenant, struck, next } = await served(kind);
    const gone = new AbortController();
    const answering: Promise<Got> = struck({ signal: gone.signal });
    await Promise.race([answering, until(() => tenant.clock.sleeps.length > 0)]);
    gone.abort();
    await answering;
    expect(JSON.parse((await next()).text)).toMatchObject({ entities: [{ id: 'skl_a' }] });
  });
});

/** Lets the event loop turn, sockets included, until something has come about. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
