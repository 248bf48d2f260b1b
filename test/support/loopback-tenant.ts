import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { MemoryFiles } from './memory-files.ts';

/** One request as it came in at the socket, token requests included. */
export interface SeenCall {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The JSON body, where there was one. */
  readonly body?: { readonly [name: string]: unknown };
}

/** An object as the tenant holds it. */
export interface LiveObject {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly [member: string]: unknown;
}

/** Stands between the socket and the tenant: answers itself, or lets the tenant serve. */
export type Intercept = (call: SeenCall, serve: () => Promise<Response>) => Promise<Response>;

interface StartOptions {
  readonly skills?: readonly object[];
  readonly queues?: readonly object[];
  readonly intercept?: Intercept;
}

const statePath = '/tenant.json';

/** A sandbox tenant behind a real socket of this machine, for processes to talk to. */
export class LoopbackTenant {
  readonly calls: SeenCall[] = [];
  readonly origin: string;
  readonly sandbox: Sandbox;
  readonly #files: MemoryFiles;

  constructor(origin: string, sandbox: Sandbox, files: MemoryFiles) {
    this.origin = origin;
    this.sandbox = sandbox;
    this.#files = files;
  }

  /** Where a process finds the tenant, and what it signs in with. */
  get env(): Readonly<Record<string, string>> {
    const { clientId, clientSecret } = this.sandbox.credentials;
    return { CXONE_ROUTING_URL: this.origin, CXONE_CLIENT_ID: clientId, CXONE_CLIENT_SECRET: clientSecret };
  }

  /** Calls that change something, token requests left out. */
  get writes(): readonly SeenCall[] {
    return this.calls.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token');
  }

  skills(): Promise<readonly LiveObject[]> {
    return this.#list('skills');
  }

  queues(): Promise<readonly LiveObject[]> {
    return this.#list('queues');
  }

  async #list(name: 'skills' | 'queues'): Promise<readonly LiveObject[]> {
    const document = JSON.parse(new TextDecoder().decode(await this.#files.read(statePath)));
    return document.routing[name] ?? [];
  }
}

/** Starts a tenant that ends with the test. */
export async function startTenant(options: StartOptions = {}): Promise<LoopbackTenant> {
  const { skills = [], queues = [], intercept = (_, serve) => serve() } = options;
  const files = new MemoryFiles({ [statePath]: JSON.stringify({ routing: { skills, queues } }) });
  const random = new SeededRandom(1);
  const sandbox = await createSandbox({ files, statePath, clock: systemClock, random });
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  const tenant = new LoopbackTenant(`http://127.0.0.1:${port}`, sandbox, files);
  return tenant;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    const body = await buffer(incoming);
    const call = { method, path: url, ...(body.length > 0 && { body: JSON.parse(body.toString()) }) };
    tenant.calls.push(call);
    const answer = await intercept(call, () => sandbox.fetch(toRequest(incoming, url, body)));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  }
}

function toRequest({ method = 'GET', headers }: IncomingMessage, url: string, body: Buffer): Request {
  const { authorization, 'content-type': contentType } = headers;
  return new Request(new URL(url, 'http://sandbox.invalid'), {
    method,
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(contentType !== undefined && { 'content-type': contentType }),
    },
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
}
