import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface ProxyOptions {
  /** Which port of this machine each `host:port` leads to; others get a 502. */
  readonly routes: Readonly<Record<string, number>>;
  /** `user:password` that it lets through; everybody by default. */
  readonly credentials?: string;
  /** Answers every CONNECT with this instead. */
  readonly status?: number;
}

/** An HTTP proxy on this machine that makes tunnels and nothing else. */
export interface ConnectProxy {
  /** Host and port. */
  readonly host: string;
  /** The first line of each request, as `CONNECT host:port`. */
  readonly lines: readonly string[];
  /** All that clients sent to it, within tunnels too. */
  seen(): string;
}

export async function connectProxy({ routes, credentials, status }: ProxyOptions): Promise<ConnectProxy> {
  const lines: string[] = [];
  const seen: string[] = [];
  const tunnels = new Set<Socket>();
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((request, response) => {
    lines.push(`${request.method} ${request.url}`);
    response.writeHead(400).end();
  });
  server.on('connect', (request, client: Socket) => {
    lines.push(`${request.method} ${request.url}`);
    const port = routes[request.url ?? ''];
    client.on('error', () => {});
    if (status !== undefined) return refuse(client, status);
    if (expected !== undefined && request.headers['proxy-authorization'] !== expected)
      return refuse(client, 407);
    if (port === undefined) return refuse(client, 502);
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.on('data', (chunk) => seen.push(chunk.toString('latin1')));
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
    tunnels.add(client).add(upstream);
  });
  server.on('connection', (socket: Socket) => tunnels.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of tunnels) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, lines, seen: () => seen.join('') };
}

const refuse = (client: Socket, status: number) =>
  void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\nproxy-authenticate: Basic\r\n\r\n`);
