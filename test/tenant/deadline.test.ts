import type { RequestListener, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { listen, sendJson, tenantListener } from './support/loopback.ts';
import { connectTo, loopbackTenant, moment } from './support/loopback-connection.ts';
import { apiErrorOf, queuesPath, settled } from './support/tenant-double.ts';

const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Billing' } };
const queue = { id: 'que_1', name: 'Billing', version: 3 };

/** A listener that never finishes its answer; tells when it was called and when the client was gone. */
function unfinished(begin: (response: ServerResponse) => void) {
  const called = moment();
  const gone = moment();
  const call: RequestListener = (request, response) => {
    request.socket.on('close', gone.reach);
    begin(response);
    called.reach();
  };
  return { call, called: called.reached, gone: gone.reached };
}

const slow: [string, (response: ServerResponse) => void][] = [
  ['headers that do not come', () => {}],
  ['a body that does not come', (response) => response.writeHead(200).flushHeaders()],
  ['a body that does not end', (response) => response.writeHead(200).write('{"id":')],
];

describe('the deadline of a call', () => {
  it.each(slow)('ends %s in TIMEOUT, and the connection is closed', async (_what, begin) => {
    const { call, called, gone } = unfinished(begin);
    const { clock, service } = await loopbackTenant(call);
    const error = apiErrorOf(service.request(create));
    await called;
    await clock.advance(29_999);
    await clock.advance(1);
    expect(await error).toMatchObject({ code: 'TIMEOUT', mayHaveTakenEffect: true });
    expect(clock.monotonic()).toBe(30_000);
    await gone;
  });

  it.each(['a body', 'headers'])('is not put off by %s that come in dribbles', async (what) => {
    let dribble = (_at: number) => {};
    const { call, called, gone } = unfinished((response) => {
      if (what === 'a body') response.writeHead(200).write('[');
      dribble = (at) =>
        void (what === 'a body'
          ? response.write(' ')
          : response.writeEarlyHints({ link: `</${at}>; rel=next` }));
    });
    const { clock, service } = await loopbackTenant(call);
    const error = apiErrorOf(service.request(create));
    await called;
    for (let seconds = 1; seconds <= 30; seconds++) {
      dribble(seconds);
      for (let turns = 0; turns < 3; turns++) await settled();
      await clock.advance(1_000);
    }
    expect(await error).toMatchObject({ code: 'TIMEOUT' });
    expect(clock.monotonic()).toBe(30_000);
    await gone;
  });

  it('is over where the answer came in time', async () => {
    const { clock, service } = await loopbackTenant((_request, response) => sendJson(response, queue));
    expect((await service.request(create)).body).toEqual(queue);
    await clock.advance(60_000);
    expect((await service.request(create)).body).toEqual(queue);
  });
});

describe('the deadline of a token request', () => {
  it.each(slow)('ends %s in TIMEOUT after 10 s, naming the token request', async (_what, begin) => {
    const { call, called, gone } = unfinished(begin);
    const login = await listen(call);
    const api = await listen(tenantListener((_request, response) => sendJson(response, queue)));
    const { clock, service } = connectTo(api.origin, { endpoint: { tokenUrl: `${login.origin}/token` } });
    const error = apiErrorOf(service.request(create));
    await called;
    await clock.advance(9_999);
    await clock.advance(1);
    const { code, mayHaveTakenEffect, message, hint } = await error;
    expect([code, mayHaveTakenEffect]).toEqual(['TIMEOUT', false]);
    expect(message).toContain(`the token request POST ${new URL(login.origin).host}/token`);
    expect(hint).toContain('spec.endpoints.routing.tokenUrl');
    expect(clock.monotonic()).toBe(10_000);
    expect(api.requests).toEqual([]);
    await gone;
  });
});

describe('closing the connection', () => {
  it('cancels what is under way, and what comes later', async () => {
    const { call, called } = unfinished(() => {});
    const { server, connection, service } = await loopbackTenant(call);
    const error = apiErrorOf(service.request(create));
    await called;
    await connection.close();
    expect(await error).toMatchObject({ code: 'CANCELLED', mayHaveTakenEffect: true });
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'CANCELLED',
      mayHaveTakenEffect: false,
    });
    expect(server.requests).toHaveLength(2);
  });
});
