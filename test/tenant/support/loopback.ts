import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server on this machine, on a port of its own. */
export interface Loopback {
  readonly origin: string;
  readonly requests: readonly IncomingMessage[];
  /** Connections ever opened to it. */
  connections(): number;
  close(): Promise<void>;
}

export async function listen(listener: RequestListener): Promise<Loopback> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, requests, connections: () => connections, close };
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
