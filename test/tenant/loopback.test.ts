import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { listen, sendJson } from './support/loopback.ts';
import { connectTo, loopbackTenant, moment, sleepingThrough } from './support/loopback-connection.ts';
import { listenRaw } from './support/raw-server.ts';
import { apiErrorOf, queuesPath } from './support/tenant-double.ts';

const read: ServiceRequest = { method: 'GET', path: `${queuesPath}/{id}`, params: { id: 'que_1' } };
const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Überlauf' } };
const queue = { id: 'que_1', name: 'Überlauf', version: 3 };

describe('over a socket', () => {
  it('a call bears its token, its body and its length, and the answer is read', async () => {
    let body = '';
    const { server, service } = await loopbackTenant((request, response) => {
      request.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        response.statusCode = 201;
        sendJson(response, queue);
      });
    });
    expect(await service.request(create)).toEqual({ status: 201, body: queue });
    expect(JSON.parse(body)).toEqual(create.body);
    expect(server.requests[1]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    });
  });

  it('a thousand calls of one endpoint at once take sixteen connections', async () => {
    const endpoint = { requestsPerMinute: 10_000_000 };
    const { server, service, clock } = await loopbackTenant(
      (_request, response) => sendJson(response, queue),
      { endpoint },
    );
    const calls = Array.from({ length: 1_000 }, () => service.request(read));
    const answers = await sleepingThrough(clock, Promise.all(calls));
    expect(answers).toHaveLength(1_000);
    // And one for the token.
    expect(server.connections()).toBeLessThanOrEqual(17);
  });

  it('a 204 has no body', async () => {
    const { service } = await loopbackTenant((_request, response) => response.writeHead(204).end());
    const remove: ServiceRequest = { ...read, method: 'DELETE', guarded: true };
    expect(await service.request(remove)).toEqual({ status: 204, body: undefined });
  });

  it('a port that nobody listens on was sent nothing', async () => {
    const server = await listen(() => {});
    await server.close();
    const { service } = connectTo(server.origin);
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'CONNECTION_FAILED',
      retryable: true,
      mayHaveTakenEffect: false,
    });
  });

  it('what speaks no TLS where it should was sent nothing, and the hint names the mix-up', async () => {
    const server = await listen(() => {});
    const { service } = connectTo(server.origin.replace('http:', 'https:'));
    const error = await apiErrorOf(service.request(create));
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false, mayHaveTakenEffect: false });
    expect(error.message).toContain('ERR_SSL_');
    expect(error.hint).toMatch(/no TLS.*http$/);
    expect(server.requests).toEqual([]);
  });

  it('what speaks no HTTP says so', async () => {
    const port = await listenRaw((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')));
    const { service } = connectTo(`http://127.0.0.1:${port}`);
    const error = await apiErrorOf(service.request(create));
    expect(error).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(error.message).toMatch(/\(HPE_\w+\)$/);
    expect(error.hint).toContain('https');
  });

  it.each<[string, RequestListener]>([
    ['truncated JSON', (_request, response) => response.end('{"id": "que_1", "na')],
    ['a web page', (_request, response) => response.end('<!doctype html><title>Sign in</title>')],
    ['no UTF-8', (_request, response) => response.end(Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
    [
      'a key that reaches a prototype',
      (_request, response) => response.end('{"a": {"__proto__": {"b": 1}}}'),
    ],
    ['a number that cannot be kept', (_request, response) => response.end('{"version": 9007199254740993}')],
    ['nesting without end', (_request, response) => response.end('['.repeat(50_000) + ']'.repeat(50_000))],
  ])('a 2xx with %s is UNREADABLE and not repeated', async (_what, answer) => {
    const { server, service } = await loopbackTenant(answer);
    expect(await apiErrorOf(service.request(read))).toMatchObject({
      code: 'UNREADABLE',
      status: 200,
      retryable: false,
    });
    expect(await apiErrorOf(service.request(create))).toMatchObject({ mayHaveTakenEffect: true });
    expect(server.requests).toHaveLength(3);
  });

  it('a body without end is given up at 64 MiB, and the connection closed', async () => {
    const gone = moment();
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    let sent = 0;
    const { service } = await loopbackTenant((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent++;
      };
      response.on('drain', more);
      response.on('close', gone.reach);
      more();
    });
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'UNREADABLE' });
    await gone.reached;
    expect(sent).toBeLessThan(200);
  });

  it('an answer may be compressed', async () => {
    const { server, service } = await loopbackTenant((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(queue)));
    });
    expect((await service.request(read)).body).toEqual(queue);
    expect(server.requests[1]?.headers).toMatchObject({ 'accept-encoding': 'gzip', 'user-agent': 'cxform' });
  });

  it('a body in a broken compression cannot be read', async () => {
    const { service } = await loopbackTenant((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('this is not gzip');
    });
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'UNREADABLE' });
  });
});
