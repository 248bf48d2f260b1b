import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { connectTenant } from '../../src/tenant/connect.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { type Loopback, listen, sendJson, tenantListener } from './support/loopback.ts';
import { apiErrorOf, queuesPath, routing } from './support/tenant-double.ts';

const read: ServiceRequest = { method: 'GET', path: `${queuesPath}/{id}`, params: { id: 'que_1' } };
const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Überlauf' } };
const queue = { id: 'que_1', name: 'Überlauf', version: 3 };

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function tenant(call: RequestListener) {
  const server = await listen(tenantListener(call));
  servers.push(server);
  return { server, ...connectTo(server.origin) };
}

function connectTo(origin: string, tokenUrl = `${origin}/oauth/token`) {
  const clock = new VirtualClock();
  const retry = { attempts: 1, baseDelayMs: 1_000 };
  const endpoints = [routing({ baseUrl: origin, tokenUrl, retry })];
  const connection = connectTenant({ endpoints, clock, random: new SeededRandom(1) });
  return { clock, connection, service: connection.service('routing') };
}

/** A listener, and the moment at which it was first called. */
function observed(listener: RequestListener) {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const call: RequestListener = (request, response) => {
    listener(request, response);
    arrive();
  };
  return { call, arrived };
}

describe('over a socket', () => {
  it('a call bears its token, its body and its length, and the answer is read', async () => {
    let body = '';
    const { server, service } = await tenant((request, response) => {
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

  it('a 204 has no body', async () => {
    const { service } = await tenant((_request, response) => response.writeHead(204).end());
    const remove: ServiceRequest = { ...read, method: 'DELETE', guarded: true };
    expect(await service.request(remove)).toEqual({ status: 204, body: undefined });
  });

  it('a connection reset before the answer leaves a write that may have taken effect', async () => {
    const { service } = await tenant((request) => request.socket.destroy());
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'CONNECTION_LOST',
      retryable: true,
      mayHaveTakenEffect: true,
    });
    expect(await apiErrorOf(service.request(read))).toMatchObject({
      code: 'CONNECTION_LOST',
      mayHaveTakenEffect: false,
    });
  });

  it('a connection lost in the midst of a body is no answer', async () => {
    const { service } = await tenant((request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id": "que_1",', () => request.socket.destroy());
    });
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'CONNECTION_LOST',
      mayHaveTakenEffect: true,
    });
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

  it.each<[string, RequestListener]>([
    ['headers', () => {}],
    ['a body', (_request, response) => response.writeHead(200).write('{"id":')],
  ])(
    '%s that do not come end in TIMEOUT at the total deadline, and the connection is closed',
    async (_what, slow) => {
      let hungUp = () => {};
      const hangUp = new Promise<void>((resolve) => {
        hungUp = resolve;
      });
      const { call, arrived } = observed((request, response) => {
        request.socket.on('close', hungUp);
        slow(request, response);
      });
      const { clock, service } = await tenant(call);
      const error = apiErrorOf(service.request(create));
      await arrived;
      await clock.advance(29_999);
      await clock.advance(1);
      expect(await error).toMatchObject({ code: 'TIMEOUT', mayHaveTakenEffect: true });
      expect(clock.monotonic()).toBe(30_000);
      await hangUp;
    },
  );

  it('closing the connection cancels what is under way, and what comes later', async () => {
    const { call, arrived } = observed(() => {});
    const { server, connection, service } = await tenant(call);
    const error = apiErrorOf(service.request(create));
    await arrived;
    await connection.close();
    expect(await error).toMatchObject({ code: 'CANCELLED', mayHaveTakenEffect: true });
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'CANCELLED',
      mayHaveTakenEffect: false,
    });
    expect(server.requests).toHaveLength(2);
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
    const { server, service } = await tenant(answer);
    expect(await apiErrorOf(service.request(read))).toMatchObject({
      code: 'UNREADABLE',
      status: 200,
      retryable: false,
    });
    expect(await apiErrorOf(service.request(create))).toMatchObject({ mayHaveTakenEffect: true });
    expect(server.requests).toHaveLength(3);
  });

  it('a body without end is given up at 64 MiB, and the connection closed', async () => {
    let hungUp = () => {};
    const hangUp = new Promise<void>((resolve) => {
      hungUp = resolve;
    });
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    let sent = 0;
    const { service } = await tenant((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent++;
      };
      response.on('drain', more);
      response.on('close', hungUp);
      more();
    });
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'UNREADABLE' });
    await hangUp;
    expect(sent).toBeLessThan(200);
  });

  it('a body in a broken compression is a lost connection', async () => {
    const { service } = await tenant((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('this is not gzip');
    });
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'CONNECTION_LOST' });
  });
});

describe('a redirect', () => {
  const redirect =
    (status: number, location: string): RequestListener =>
    (_request, response) =>
      response.writeHead(status, { location }).end();

  it.each([301, 302, 303, 307, 308])(
    'to another origin is refused (%i), and nothing reaches that origin',
    async (status) => {
      const other = await listen((_request, response) => sendJson(response, queue));
      servers.push(other);
      const { service } = await tenant(redirect(status, `${other.origin}/stolen`));
      const error = await apiErrorOf(service.request(read));
      expect(error).toMatchObject({ code: 'REDIRECT_REFUSED', status, retryable: false });
      expect(await apiErrorOf(service.request(create))).toMatchObject({
        code: 'REDIRECT_REFUSED',
        mayHaveTakenEffect: status === 303,
      });
      expect(other.connections()).toBe(0);
    },
  );

  it('of the token request is refused, and the secret reaches no other origin', async () => {
    const other = await listen((_request, response) =>
      sendJson(response, { access_token: 'x', expires_in: 1 }),
    );
    const login = await listen(redirect(307, `${other.origin}/oauth/token`));
    servers.push(other, login);
    const { service } = connectTo(login.origin);
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'REDIRECT_REFUSED' });
    expect(login.requests).toHaveLength(1);
    expect(other.connections()).toBe(0);
  });

  it('within the origin is followed for a read, and refused for a write', async () => {
    const { server, service } = await tenant((request, response) => {
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

  it('that leads in a circle is left after five', async () => {
    const { server, service } = await tenant(redirect(302, '/circle'));
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'REDIRECT_REFUSED' });
    expect(server.requests).toHaveLength(1 + 6);
  });

  it('to nowhere is refused', async () => {
    const { service } = await tenant((_request, response) => response.writeHead(302).end());
    expect(await apiErrorOf(service.request(read))).toMatchObject({ code: 'REDIRECT_REFUSED' });
  });
});
