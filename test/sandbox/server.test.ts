import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';
import { serve } from '../../src/sandbox/server.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { struckTenant } from './faults/struck-tenant.ts';
import { openTenant, SKILLS } from './opened-tenant.ts';
import { rawRequest, servedTenant } from './served-tenant.ts';

const json = { 'Content-Type': 'application/json' };
const codeOf = ({ text }: { readonly text: string }) => JSON.parse(text).errors[0].code;

describe('a served sandbox', () => {
  it('answers at a socket as it does in process', async () => {
    const { send, authorization, tenant } = await servedTenant();
    const body = JSON.stringify({ name: 'Größe \u202e' });
    const made = await send(SKILLS, { method: 'POST', headers: { ...authorization, ...json }, body });
    expect(made.status).toBe(201);
    const { id } = JSON.parse(made.text);
    const read = await send(`${SKILLS}/${id}`, { headers: authorization });
    expect(read.headers['content-type']).toBe('application/json');
    expect(JSON.parse(read.text)).toEqual((await tenant.call('GET', `${SKILLS}/${id}`)).body);
    const gone = await send(`${SKILLS}/${id}?version=1`, { method: 'DELETE', headers: authorization });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await send(SKILLS)).status).toBe(401);
  });

  it('listens to this machine alone, at a port that is free', async () => {
    const { server } = await servedTenant();
    expect(server.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('serves many requests over one connection, after a refusal and after a body that nobody read', async () => {
    const { send, authorization } = await servedTenant();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const sockets = new Set<unknown>();
    agent.on('free', (socket) => sockets.add(socket));
    const headers = { ...authorization, ...json };
    const body = JSON.stringify({ name: 'x'.repeat(200_000) });
    for (let turn = 0; turn < 5; turn++) {
      expect((await send(SKILLS, { agent, headers })).status).toBe(200);
      // Refused before its body is read.
      expect((await send(SKILLS, { agent, headers: json, method: 'POST', body })).status).toBe(401);
      expect((await send('/nowhere', { agent, headers, method: 'PUT', body })).status).toBe(404);
    }
    expect(sockets.size).toBe(1);
  });

  it.each([
    ['of 5 MB', 5_000_000],
    ['of 1 MiB and a byte', 1024 * 1024 + 1],
  ])('refuses a body %s with 413', async (_, size) => {
    const { send, authorization } = await servedTenant();
    const headers = { ...authorization, ...json };
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    for (let turn = 0; turn < 5; turn++) {
      const body = Buffer.alloc(size, 'x');
      const refused = await send(SKILLS, { agent, method: 'POST', headers, body });
      expect([refused.status, codeOf(refused)]).toEqual([413, 'body_too_large']);
      // Over the same connection, and at once.
      expect(await send(SKILLS, { agent, headers })).toMatchObject({ status: 200 });
    }
  });

  it.each(['127.0.0.1', 'localhost:80', 'LOCALHOST', '[::1]:4010'])('lets in the host %s', async (host) => {
    const { send, authorization } = await servedTenant();
    expect((await send(SKILLS, { headers: { ...authorization, host } })).status).toBe(200);
  });

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'evil.example:80',
    'localhost.evil.example',
    'localhost@evil.example',
    '127.0.0.2',
    '0.0.0.0',
    '127.0.0.1:80:80',
    ' ',
  ])('refuses the host %j with 403, for the tenant and for itself', async (host) => {
    const { send, authorization, tenant } = await servedTenant();
    const before = tenant.sandbox.requests.length;
    for (const path of [SKILLS, '/_sandbox/requests', '/_sandbox/openapi.json']) {
      const refused = await send(path, { headers: { ...authorization, host } });
      expect([refused.status, codeOf(refused)]).toEqual([403, 'foreign_host']);
    }
    const body = JSON.stringify({ list: 'skills', create: {} });
    const edit = await send('/_sandbox/edit', { method: 'POST', headers: { ...json, host }, body });
    expect(edit.status).toBe(403);
    expect(tenant.sandbox.requests).toHaveLength(before);
    expect(await tenant.stateText()).toBe('');
  });

  it('refuses what has no host, and what is no HTTP', async () => {
    const { server } = await servedTenant();
    expect(await rawAnswer(server.baseUrl, `GET ${SKILLS} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(await rawAnswer(server.baseUrl, `GET ${SKILLS} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await rawAnswer(server.baseUrl, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('gives no web page leave to send anything', async () => {
    const { send } = await servedTenant();
    const asked = await send('/_sandbox/edit', {
      method: 'OPTIONS',
      headers: { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(asked.status).toBe(404);
    expect(asked.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('survives a client that goes away in the midst of its body', async () => {
    const { server, send, authorization } = await servedTenant();
    const { port } = new URL(server.baseUrl);
    const socket = connect(Number(port), '127.0.0.1');
    const head = `POST ${SKILLS} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${authorization.Authorization}\r\n`;
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name":`);
    await once(socket, 'connect');
    socket.resetAndDestroy();
    expect(JSON.parse((await send(SKILLS, { headers: authorization })).text)).toEqual({ entities: [] });
  });

  it('rejects where the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { sandbox } = await openTenant();
    await expect(serve(sandbox.fetch, { port, clock: systemClock })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      syscall: 'listen',
    });
  });
});

describe('closing', () => {
  it('lets what is under way end, and nobody else in', async () => {
    const files = new MemoryFiles();
    const tenant = await openTenant(undefined, { files });
    const clock = new VirtualClock();
    const { send, authorization, server } = await servedTenant(tenant, clock);
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    // One connection that is idle by then.
    await send(SKILLS, { agent, headers: authorization });
    const { write } = files;
    const closing = new Promise<void>((resolve) => {
      files.write = async (path, text) => {
        void server.close().then(resolve);
        expect((await send(SKILLS, { headers: authorization })).lost).toBe('ECONNREFUSED');
        await write.call(files, path, text);
      };
    });
    const headers = { ...authorization, ...json };
    const body = JSON.stringify({ name: 'English' });
    const made = await send(SKILLS, { agent, method: 'POST', headers, body });
    expect(made.status).toBe(201);
    // No time has passed: the connection was closed as soon as it was idle.
    await closing;
    expect(JSON.parse(await tenant.stateText()).routing.skills).toHaveLength(1);
  });

  it('breaks after two seconds what does not end', async () => {
    const { tenant, strike } = await struckTenant('slow-headers');
    const clock = new VirtualClock();
    const { send, authorization, server } = await servedTenant(tenant, clock);
    strike();
    const answering = send(SKILLS, { headers: authorization });
    await until(() => tenant.clock.sleeps.length > 0);
    const seen = { closed: false };
    const closing = server.close().then(() => {
      seen.closed = true;
    });
    await until(() => clock.sleeps.length > 0);
    await clock.advance(1_999);
    expect(seen.closed).toBe(false);
    await clock.advance(1);
    await closing;
    expect((await answering).lost).toBe('ECONNRESET');
  });
});

it('a bug resets the connection, and nobody can miss it', async () => {
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  onTestFinished(() => {
    for (const listener of listeners) process.on('uncaughtException', listener);
  });
  const bug = new Error('broken');
  const server = await serve(
    async () => {
      throw bug;
    },
    { port: 0, clock: systemClock },
  );
  onTestFinished(() => server.close());
  const [seen, got] = await Promise.all([
    once(process, 'uncaughtException'),
    rawRequest(new URL(SKILLS, server.baseUrl)),
  ]);
  expect(seen[0]).toBe(bug);
  expect(got.lost).toBe('ECONNRESET');
});

/** Lets the event loop turn, sockets included, until something has come about. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

function rawAnswer(baseUrl: string, text: string): Promise<string> {
  const { port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
