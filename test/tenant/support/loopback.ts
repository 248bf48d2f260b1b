import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificates } from './certificates.ts';

/** An HTTP server on this machine, on a port of its own. */
export interface Loopback {
  readonly origin: string;
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
  /** Connections ever opened to it. */
  connections(): number;
  close(): Promise<void>;
}

/** Listens until the test ends; over TLS where there is a certificate for it. */
export async function listen(listener: RequestListener, tls?: Certificates): Promise<Loopback> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const observed: RequestListener = (request, response) => {
    requests.push(request);
    listener(request, response);
  };
  const server: Server = tls ? createTlsServer(tls, observed) : createServer(observed);
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return { origin, port, requests, connections: () => connections, close };
}

/** A tenant that grants a token, and answers calls by `call`. */
export const tenantListener =
  (call: RequestListener): RequestListener =>
  (request, response) => {
    if (request.url !== '/oauth/token') return call(request, response);
    sendJson(response, { access_token: 'token-1', expires_in: 3600 });
  };

export function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
