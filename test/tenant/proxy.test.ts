import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { networkError } from '../../src/tenant/errors/network-error.ts';
import { ProxyFault } from '../../src/tenant/proxy/proxy-fault.ts';
import { proxySetting } from '../../src/tenant/proxy/proxy-setting.ts';
import { overNetwork } from '../../src/tenant/wire/over-network.ts';
import { certificatesFor } from './support/certificates.ts';
import { connectProxy } from './support/connect-proxy.ts';
import { listen, sendJson, tenantListener } from './support/loopback.ts';
import { connectTo, moment } from './support/loopback-connection.ts';
import { listenRaw } from './support/raw-server.ts';
import { apiErrorOf, queuesPath, routing } from './support/tenant-double.ts';

const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Billing' } };
const away = 'https://tenant.example';
const secrets = ['s3cr3t-proxy', Buffer.from('ana:s3cr3t-proxy').toString('base64')];

/** A connection to `origin` by way of the proxy of an environment. */
async function connectBy(env: Readonly<Record<string, string>>, origin = away) {
  const { proxy } = proxySetting(env, [routing({ baseUrl: away })]);
  const { send, close } = await overNetwork(proxy);
  onTestFinished(close);
  return connectTo(origin, { send });
}

const withPassword = (host: string) => ({ https_proxy: `http://ana:s3cr3t-proxy@${host}` });

describe('a proxy that lets nothing through', () => {
  it.each([
    [407, false, 'user and password'],
    [403, false, 'NO_PROXY'],
    [502, true, 'NO_PROXY'],
    [503, true, 'NO_PROXY'],
  ])('with %i ends in CONNECTION_FAILED without effect, and is named', async (status, retryable, cure) => {
    const { host, lines } = await connectProxy({ routes: {}, status });
    const { service, log } = await connectBy(withPassword(host));
    const error = await apiErrorOf(service.request(create));
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable, mayHaveTakenEffect: false });
    expect(error.message).toContain(`the proxy ${host} of https_proxy`);
    expect(error.message).toContain(`(${status})`);
    expect(error.hint).toContain(cure);
    expect(lines).toEqual(['CONNECT tenant.example:443']);
    const shown = JSON.stringify([error, error.message, error.stack, log]);
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  it('since nobody listens there is named with its variable', async () => {
    const server = await listen(() => {});
    await server.close();
    const { service } = await connectBy({ HTTPS_PROXY: server.origin });
    const error = await apiErrorOf(service.request(create));
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: true, mayHaveTakenEffect: false });
    expect(error.message).toContain(`the proxy 127.0.0.1:${server.port} of HTTPS_PROXY cannot be reached`);
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.hint).toContain('HTTPS_PROXY');
  });

  it('since its name leads nowhere is no wrong host of the tenant', () => {
    const proxy = { url: 'http://proxy.example', host: 'proxy.example', variable: 'HTTPS_PROXY', except: '' };
    const cause = Object.assign(new Error(), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    const thrown = new TypeError('fetch failed', { cause: new ProxyFault({ proxy, cause }) });
    const asked = {
      service: 'routing',
      purpose: 'list',
      method: 'GET',
      url: new URL(away),
      scopes: [],
      sensitive: [],
      isById: false,
      isHostKnown: false,
    } as const;
    expect(networkError(asked, thrown)).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false });
  });

  it.each([
    ['hangs up', 'dropped the connection', (end: () => void) => end()],
    [
      'says something else',
      'no HTTP (HPE_',
      (_end: () => void, say: (text: string) => void) => say('SSH-2.0-OpenSSH\r\n'),
    ],
  ])('since it %s is named', async (_what, said, answer) => {
    const port = await listenRaw((socket) =>
      socket.once('data', () =>
        answer(
          () => socket.resetAndDestroy(),
          (text) => socket.write(text),
        ),
      ),
    );
    const host = `127.0.0.1:${port}`;
    const { service } = await connectBy(withPassword(host));
    const error = await apiErrorOf(service.request(create));
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', mayHaveTakenEffect: false });
    expect(error.message).toContain(`the proxy ${host} of https_proxy`);
    expect(error.message).toContain(said);
    expect(error.hint).toMatch(/^Check https_proxy: .*HTTP proxy$/);
  });

  it.each([
    ['drops it', (socket: Socket) => socket.destroy()],
    ['speaks no TLS over it', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<html>')],
  ])('since it makes a tunnel and %s ends in CONNECTION_FAILED without effect', async (_what, answer) => {
    const port = await listenRaw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.once('data', () => answer(socket));
      }),
    );
    const { service } = await connectBy(withPassword(`127.0.0.1:${port}`));
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'CONNECTION_FAILED',
      mayHaveTakenEffect: false,
    });
  });

  it('since it never answers ends in TIMEOUT at the deadline', async () => {
    const asked = moment();
    const port = await listenRaw((socket) => socket.once('data', asked.reach));
    const { clock, service } = await connectBy(withPassword(`127.0.0.1:${port}`));
    const error = apiErrorOf(service.request(create));
    await asked.reached;
    await clock.advance(10_000);
    expect(await error).toMatchObject({ code: 'TIMEOUT', mayHaveTakenEffect: false });
  });
});

describe('a proxy that makes tunnels', () => {
  it('gets its credentials, and leads to a tenant whose certificate is looked at', async () => {
    const server = await listen(
      tenantListener((_request, response) => sendJson(response, {})),
      await certificatesFor('tenant.example'),
    );
    const { host, lines, seen } = await connectProxy({
      routes: { 'tenant.example:443': server.port },
      credentials: 'ana:s3cr3t-proxy',
    });
    const { service } = await connectBy(withPassword(host));
    const error = await apiErrorOf(service.request(create));
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false, mayHaveTakenEffect: false });
    expect(error.message).toContain('the certificate of tenant.example is not trusted');
    expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
    expect(lines).toEqual(['CONNECT tenant.example:443']);
    expect(seen()).not.toContain('client_secret');
    expect(server.requests).toEqual([]);
  });

  it.each(['127.0.0.1', 'localhost'])('is not asked for what is on this machine: %s', async (name) => {
    const { host, lines } = await connectProxy({ routes: {} });
    const answer = tenantListener((_request, response) => sendJson(response, { id: 'que_1' }));
    const open = await listen(answer);
    const { service } = await connectBy(withPassword(host), `http://${name}:${open.port}`);
    expect((await service.request(create)).body).toEqual({ id: 'que_1' });

    const sealed = await listen(answer, await certificatesFor('tenant.example'));
    const overTls = await connectBy(withPassword(host), `https://${name}:${sealed.port}`);
    expect((await apiErrorOf(overTls.service.request(create))).message).toContain('is not trusted');
    expect([sealed.connections(), lines]).toEqual([1, []]);
  });

  // To connect to no address is to connect to this machine, which is not among its names.
  it.each([
    ['', 1],
    ['other.example', 1],
    ['0.0.0.0', 0],
    ['other.example,0.0.0.0', 0],
    ['*', 0],
  ])('is asked for a host unless NO_PROXY lists it: %j', async (except, asked) => {
    const server = await listen(() => {}, await certificatesFor('tenant.example'));
    const { host, lines } = await connectProxy({ routes: { [`0.0.0.0:${server.port}`]: server.port } });
    const env = { ...withPassword(host), NO_PROXY: except };
    const { service } = await connectBy(env, `https://0.0.0.0:${server.port}`);
    const error = await apiErrorOf(service.request(create));
    expect(error.message).toContain('is not trusted');
    expect([lines.length, server.connections()]).toEqual([asked, 1]);
  });
});
