import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { listen, tenantListener } from './support/loopback.ts';
import { connectTo, loopbackTenant, sleepingThrough } from './support/loopback-connection.ts';
import { listenRaw } from './support/raw-server.ts';
import { apiErrorOf, queuesPath, settled } from './support/tenant-double.ts';

const path = `${queuesPath}/{id}`;
const params = { id: 'que_1' };
const read: ServiceRequest = { method: 'GET', path, params };
const create: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'x'.repeat(1_000_000) } };
const update: ServiceRequest = { method: 'PATCH', path, params, body: { version: 3 }, guarded: true };
const whole = 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 14\r\n\r\n{"id":"que_1"}';

/** What a server does with a new connection. */
type Fault = (socket: Socket) => void;

const reset: Fault = (socket) => void socket.resetAndDestroy();

const unread: Fault = async (socket) => {
  for (let turns = 0; turns < 50; turns++) await settled();
  reset(socket);
};

const halfRead: Fault = (socket) => void socket.once('data', () => reset(socket));

/** Reads the whole request and sends so much of an answer. */
const afterSending =
  (sent: string): Fault =>
  (socket) =>
    onWholeRequest(socket, () => socket.write(sent, () => setImmediate(() => reset(socket))));

const faults: [string, Fault][] = [
  ['before anything was read', unread],
  ['while the request comes in', halfRead],
  ['when all is done and before the answer', (socket) => onWholeRequest(socket, () => reset(socket))],
  ['in the midst of the head of the answer', afterSending('HTTP/1.1 200 OK\r\ncontent-le')],
  ['before the body of the answer', afterSending('HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n')],
  ['in the midst of the body of the answer', afterSending(whole.slice(0, -5))],
  [
    'in the midst of a body in chunks',
    afterSending('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{"i\r\n'),
  ],
  [
    'at the end of a body in chunks that never says so',
    afterSending('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n'),
  ],
];

/** Meets the first connections with the fault, then answers. */
async function faulty(fault: Fault, times: number, attempts = 1) {
  let connections = 0;
  let answered = 0;
  const port = await listenRaw((socket) => {
    if (++connections <= times) return fault(socket);
    onWholeRequest(socket, () => {
      answered++;
      socket.end(whole);
    });
  });
  const login = await listen(tenantListener(() => {}));
  const endpoint = { tokenUrl: `${login.origin}/oauth/token`, retry: { attempts, baseDelayMs: 1 } };
  return {
    ...connectTo(`http://127.0.0.1:${port}`, { endpoint }),
    connections: () => connections,
    answered: () => answered,
  };
}

function onWholeRequest(socket: Socket, then: () => void): void {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    const headEnd = text.indexOf('\r\n\r\n') + 4;
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (headEnd >= 4 && text.length >= headEnd + length) then();
  });
}

describe('a connection that is reset', () => {
  it.each(faults)(
    '%s leaves a write that may have taken effect, and is not repeated',
    async (_when, fault) => {
      const { service, connections } = await faulty(fault, 1, 5);
      expect(await apiErrorOf(service.request(create))).toMatchObject({
        code: 'CONNECTION_LOST',
        retryable: true,
        mayHaveTakenEffect: true,
      });
      expect(connections()).toBe(1);
    },
  );

  it.each(faults)(
    '%s is met by asking again, where it is a read or a version guards it',
    async (_when, fault) => {
      for (const request of [read, update]) {
        const { clock, service, connections, answered } = await faulty(fault, 2, 5);
        expect((await sleepingThrough(clock, service.request(request))).body).toEqual({ id: 'que_1' });
        expect([connections(), answered()]).toEqual([3, 1]);
      }
    },
  );

  it.each(faults)('%s each time ends a read in an error without effect', async (_when, fault) => {
    const { clock, service, connections } = await faulty(fault, 9, 3);
    const error = await sleepingThrough(clock, apiErrorOf(service.request(read)));
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', mayHaveTakenEffect: false });
    expect(error.hint).toBeDefined();
    expect(connections()).toBe(3);
  });
});

describe('a connection that does not come about', () => {
  it('lets no write through, which is therefore sent again', async () => {
    const { clock, service, connections, answered } = await faulty(reset, 2, 5);
    expect((await sleepingThrough(clock, service.request(create))).status).toBe(200);
    expect([connections(), answered()]).toEqual([3, 1]);
  });

  it('ends in CONNECTION_FAILED without effect', async () => {
    const { service } = await faulty(reset, 9);
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'CONNECTION_FAILED',
      retryable: true,
      mayHaveTakenEffect: false,
    });
  });
});

describe('a connection that is closed', () => {
  it('between two requests is opened again', async () => {
    const { server, service } = await loopbackTenant((_request, response) => response.end('{}'));
    await service.request(read);
    const [{ socket }] = server.requests.slice(-1) as [IncomingMessage];
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.destroySoon();
    await closed;
    expect((await service.request(read)).status).toBe(200);
    expect(server.connections()).toBe(2);
  });

  it('with a 413 before the whole request was read tells the 413', async () => {
    const { service } = await loopbackTenant((_request, response) => {
      response.writeHead(413, { connection: 'close' }).end('{"message":"too much"}');
    });
    expect(await apiErrorOf(service.request(create))).toMatchObject({
      code: 'TOO_LARGE',
      mayHaveTakenEffect: false,
    });
  });
});
