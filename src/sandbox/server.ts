import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Clock } from '../core/ports.ts';
import type { Answering } from './answering.ts';
import { ConnectionLoss } from './connection-loss.ts';

/** A sandbox at a socket. */
export interface SandboxServer {
  /** Such as `http://127.0.0.1:4010`. */
  readonly baseUrl: string;
  /** Lets in nobody else; what is under way has two seconds to end, then its connections are broken. */
  close(): Promise<void>;
}

interface ServeOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly clock: Clock;
}

const GRACE_MS = 2000;

/**
 * Serves a sandbox to this machine alone. A connection that the sandbox loses is reset, as one that broke would be. Throws the system's
 * error where the port cannot be had.
 */
export async function serve(answering: Answering, { port, clock }: ServeOptions): Promise<SandboxServer> {
  const listener = getRequestListener(resetting(answering), { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => {
    // One that had something under way when the server was closed is idle only now.
    outgoing.once('close', () => server.listening || server.closeIdleConnections());
    return isForThisMachine(incoming) ? listener(incoming, outgoing) : refuse(outgoing);
  });
  server.listen(port, '127.0.0.1');
  // Rejects where the server fails instead.
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${address.port}`, close: () => close(server, clock) };
}

async function close(server: Server, clock: Clock): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const grace = new AbortController();
  const late = clock.sleep(GRACE_MS, grace.signal).then(
    () => server.closeAllConnections(),
    () => undefined,
  );
  await closed;
  grace.abort();
  await late;
}

/** A page of the web that has its name point to this machine would else be let in (DNS rebinding). */
function isForThisMachine({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(headers.host ?? '');
}

function refuse(outgoing: ServerResponse): void {
  const message = 'the sandbox answers to 127.0.0.1, localhost and [::1] alone';
  outgoing.writeHead(403, { 'Content-Type': 'application/json', Connection: 'close' });
  outgoing.end(JSON.stringify({ errors: [{ code: 'foreign_host', message }] }));
}

function resetting(answering: Answering) {
  return async (request: Request, { outgoing }: HttpBindings | Http2Bindings): Promise<Response> => {
    const reset = () => {
      if (!outgoing.socket?.destroyed) outgoing.socket?.resetAndDestroy();
    };
    try {
      const response = await answering(request);
      const { body, status, headers } = response;
      return body ? new Response(resettingBody(body, reset), { status, headers }) : response;
    } catch (thrown) {
      reset();
      if (!(thrown instanceof ConnectionLoss)) endWith(thrown);
      return RESPONSE_ALREADY_SENT;
    }
  };
}

/** The server that this one stands on would say on the console that a body has failed, and end it as if it were whole. */
function resettingBody(body: ReadableStream<Uint8Array>, reset: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        reset();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** A bug: nobody waits for what a listener throws, so that it has to be thrown where nobody can miss it. */
function endWith(bug: unknown): void {
  queueMicrotask(() => {
    throw bug;
  });
}
