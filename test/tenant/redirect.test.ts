import type { RequestListener } from 'node:http';
import undici from 'undici';
import { describe, expect, it } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { sendOver } from '../../src/tenant/wire/over-network.ts';
import type { Send } from '../../src/tenant/wire/send.ts';
import { certificatesFor } from './support/certificates.ts';
import { type Loopback, listen, sendJson, tenantListener } from './support/loopback.ts';
import { connectTo, loopbackTenant } from './support/loopback-connection.ts';
import { apiErrorOf, queuesPath } from './support/tenant-double.ts';

const path = `${queuesPath}/{id}`;
const params = { id: 'que_1' };
const read: ServiceRequest = { method: 'GET', path, params };
const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Billing' } };
const update: ServiceRequest = { method: 'PATCH', path, params, body: { version: 3 }, guarded: true };
const remove: ServiceRequest = { method: 'DELETE', path, params, guarded: true };
const queue = { id: 'que_1', name: 'Billing', version: 3 };
const statuses = [301, 302, 303, 307, 308];

const redirect =
  (status: number, location: string): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { location }).end();
  };

const stealing = () => listen((_request, response) => sendJson(response, queue));

/** Ways to write a URL of another server that look like one of this server, or leave half of it out. */
const elsewhere: [string, (here: Loopback, there: Loopback) => string][] = [
  ['its URL', (_here, there) => `${there.origin}/stolen`],
  ['a URL without scheme', (_here, there) => `//127.0.0.1:${there.port}/stolen`],
  ['another name of this machine', (_here, there) => `http://localhost:${there.port}/stolen`],
  ['this server as user name', (here, there) => `http://127.0.0.1:${here.port}@127.0.0.1:${there.port}/`],
  ['backslashes', (_here, there) => `\\\\127.0.0.1:${there.port}\\stolen`],
  ['white space around it', (_here, there) => ` \t${there.origin}/stolen `],
];

describe('a redirect to another origin', () => {
  for (const status of statuses) {
    it.each(elsewhere)(
      `(${status}) by %s is refused, and not one byte reaches it`,
      async (_how, locationOf) => {
        const there = await stealing();
        let location = '';
        const { server, service } = await loopbackTenant((request, response) =>
          redirect(status, location)(request, response),
        );
        location = locationOf(server, there);
        for (const request of [read, create, update, remove]) {
          expect(await apiErrorOf(service.request(request))).toMatchObject({
            code: 'REDIRECT_REFUSED',
            status,
            retryable: false,
            mayHaveTakenEffect: ![307, 308].includes(status) && request !== read,
          });
        }
        expect(await apiErrorOf(service.list({ path: queuesPath }))).toMatchObject({
          code: 'REDIRECT_REFUSED',
        });
        expect(there.connections()).toBe(0);
      },
    );
  }

  it('is refused from https to http of the same host and port', async () => {
    const tls = await certificatesFor('127.0.0.1');
    const dispatcher = new undici.Agent({ connect: { ca: tls.ca } });
    const send: Send = (request) => sendOver(dispatcher, request);
    let location = '';
    const server = await listen(
      tenantListener((request, response) => redirect(307, location)(request, response)),
      tls,
    );
    const { service } = connectTo(server.origin, { send });
    for (location of [`http://127.0.0.1:${server.port}/x`, 'http://127.0.0.1/x']) {
      expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'REDIRECT_REFUSED' });
    }
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/oauth/token',
      `${queuesPath}/que_1`,
      `${queuesPath}/que_1`,
    ]);
    await dispatcher.destroy();
  });

  it.each(statuses)(
    'of the token request (%i) is refused, and the secret reaches no other',
    async (status) => {
      const there = await listen((_request, response) =>
        sendJson(response, { access_token: 'x', expires_in: 1 }),
      );
      const login = await listen(redirect(status, `${there.origin}/oauth/token`));
      const { service } = connectTo(login.origin);
      const error = await apiErrorOf(service.request(create));
      expect(error).toMatchObject({ code: 'REDIRECT_REFUSED', mayHaveTakenEffect: false });
      expect(error.hint).toContain('spec.endpoints.routing.tokenUrl');
      expect(login.requests).toHaveLength(1);
      expect(there.connections()).toBe(0);
    },
  );
});

describe('a redirect within the origin', () => {
  it('is followed for a read, and refused for a write', async () => {
    const { server, service } = await loopbackTenant((request, response) => {
      if (request.url === '/moved') return sendJson(response, queue);
      return redirect(307, '/moved')(request, response);
    });
    expect((await service.request(read)).body).toEqual(queue);
    expect(await apiErrorOf(service.request(create))).toMatchObject({ code: 'REDIRECT_REFUSED' });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /oauth/token',
      `GET ${queuesPath}/que_1`,
      'GET /moved',
      `POST ${queuesPath}`,
    ]);
  });

  it('is refused where the URL holds credentials', async () => {
    let location = '';
    const { server, service } = await loopbackTenant((request, response) =>
      redirect(302, location)(request, response),
    );
    location = `http://user:password@127.0.0.1:${server.port}/moved`;
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'REDIRECT_REFUSED' });
    expect(server.requests).toHaveLength(2);
  });

  it('that leads in a circle is left after five', async () => {
    const { server, service } = await loopbackTenant(redirect(302, '/circle'));
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'REDIRECT_REFUSED' });
    expect(server.requests).toHaveLength(1 + 6);
  });

  it.each([undefined, '', 'http://', 'http://[', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'to %j is refused',
    async (location) => {
      const { server, service } = await loopbackTenant((_request, response) => {
        response.writeHead(302, location === undefined ? {} : { location }).end();
      });
      expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'REDIRECT_REFUSED' });
      // The token and the one read, but for a location that leads on within the origin.
      expect(server.requests).toHaveLength(2);
    },
  );
});
