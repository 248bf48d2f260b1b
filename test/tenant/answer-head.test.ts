import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { overNetwork } from '../../src/tenant/wire/over-network.ts';
import type { Send } from '../../src/tenant/wire/send.ts';
import { listen, sendJson, tenantListener } from './support/loopback.ts';
import { connectTo, moment, sleepingThrough } from './support/loopback-connection.ts';
import { apiErrorOf, queuesPath, settled } from './support/tenant-double.ts';

const read: ServiceRequest = { method: 'GET', path: `${queuesPath}/{id}`, params: { id: 'que_1' } };
const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Billing' } };
const queue = { id: 'que_1', name: 'Billing', version: 3 };
const retry = { attempts: 3, baseDelayMs: 1_000 };

/** What becomes of a body after its first bytes. */
const ends: [string, (response: ServerResponse) => void][] = [
  ['never ends', () => {}],
  ['is reset', (response) => response.destroy()],
];

/** A network that tells when the first head has come in that is this status. */
async function observed(status: number) {
  const { send: real, close } = await overNetwork();
  onTestFinished(close);
  const seen = moment();
  const send: Send = async (request) => {
    const head = await real(request);
    if (head.status === status) seen.reach();
    return head;
  };
  return { send, seen: seen.reached };
}

function begin(response: ServerResponse, status: number, end: (response: ServerResponse) => void): void {
  response.writeHead(status, { 'retry-after': '30' });
  response.write('{"message":', () => end(response));
}

describe.each(ends)('the head of an answer whose body %s', (_how, end) => {
  it.each([429, 503])(
    'counts: after a %i nobody asks that endpoint before its Retry-After',
    async (status) => {
      const askedAt: number[] = [];
      const { send, seen } = await observed(status);
      const server = await listen(
        tenantListener((_request, response) => {
          askedAt.push(tenant.clock.monotonic());
          if (askedAt.length === 1) begin(response, status, end);
          else sendJson(response, queue);
        }),
      );
      const tenant = connectTo(server.origin, { endpoint: { retry }, send });
      const { clock, service } = tenant;
      const first = service.request(read);
      await seen;
      await settled();
      const second = service.request({ ...read, params: { id: 'que_2' } });
      for (let turns = 0; turns < 20; turns++) await settled();
      await clock.advance(5_000);
      const answers = await sleepingThrough(clock, Promise.all([first, second]));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
      expect(askedAt).toHaveLength(3);
      expect(Math.min(...askedAt.slice(1))).toBeGreaterThanOrEqual(30_000);
    },
  );

  it('counts for the token request too', async () => {
    const askedAt: number[] = [];
    const { send, seen } = await observed(429);
    const server = await listen((request, response) => {
      if (request.url !== '/oauth/token') return sendJson(response, queue);
      askedAt.push(tenant.clock.monotonic());
      if (askedAt.length === 1) begin(response, 429, end);
      else sendJson(response, { access_token: 'abc', expires_in: 3600 });
    });
    const tenant = connectTo(server.origin, { endpoint: { retry }, send });
    const { clock, service } = tenant;
    const answer = service.request(read);
    await seen;
    for (let turns = 0; turns < 20; turns++) await settled();
    await clock.advance(5_000);
    expect((await sleepingThrough(clock, answer)).status).toBe(200);
    expect(askedAt).toHaveLength(2);
    expect(askedAt[1]).toBeGreaterThanOrEqual(30_000);
  });

  it.each([
    [429, 'RATE_LIMITED', false],
    [503, 'SERVER_ERROR', true],
    [400, 'BAD_REQUEST', false],
  ])('tells how a write went: %i is %s', async (status, code, mayHaveTakenEffect) => {
    const { send, seen } = await observed(status);
    const server = await listen(tenantListener((_request, response) => begin(response, status, end)));
    const { clock, service } = connectTo(server.origin, { send });
    const error = apiErrorOf(service.request(create));
    await seen;
    await settled();
    await clock.advance(5_000);
    expect(await error).toMatchObject({ code, status, mayHaveTakenEffect });
  });

  it('tells nothing where only the body would: a 404 is no absence', async () => {
    const { send, seen } = await observed(404);
    const server = await listen(tenantListener((_request, response) => begin(response, 404, end)));
    const { clock, service } = connectTo(server.origin, { send });
    const error = apiErrorOf(service.request(read));
    await seen;
    await settled();
    await clock.advance(30_000);
    expect(['TIMEOUT', 'CONNECTION_LOST']).toContain((await error).code);
  });
});
