import type { RequestListener } from 'node:http';
import { afterAll } from 'vitest';
import type { Connection, Service } from '../../../src/core/ports.ts';
import { SeededRandom } from '../../../src/host/seeded-random.ts';
import { connectTenant } from '../../../src/tenant/connect.ts';
import type { ResolvedEndpoint } from '../../../src/tenant/endpoints/endpoint.ts';
import { overNetwork } from '../../../src/tenant/wire/over-network.ts';
import type { RequestLogEntry } from '../../../src/tenant/wire/request-log.ts';
import type { Send } from '../../../src/tenant/wire/send.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { type Loopback, listen, tenantListener } from './loopback.ts';
import { routing, settled } from './tenant-double.ts';

/** A connection over real sockets, on a clock that moves only when told. */
export interface LoopbackConnection {
  readonly clock: VirtualClock;
  readonly connection: Connection;
  readonly service: Service;
  readonly log: readonly RequestLogEntry[];
}

interface ConnectOptions {
  readonly endpoint?: Partial<ResolvedEndpoint>;
  /** Over the network by default. */
  readonly send?: Send;
}

const network = overNetwork();
afterAll(async () => (await network).close());

/** As the command line sends. */
const overTheNetwork: Send = async (request) => (await network).send(request);

/** Connects to an origin that grants its own tokens; each request is sent once unless `endpoint` says otherwise. */
export function connectTo(
  origin: string,
  { endpoint, send = overTheNetwork }: ConnectOptions = {},
): LoopbackConnection {
  const clock = new VirtualClock();
  const log: RequestLogEntry[] = [];
  const once = { attempts: 1, baseDelayMs: 1_000 };
  const urls = { baseUrl: origin, tokenUrl: `${origin}/oauth/token` };
  const connection = connectTenant({
    endpoints: [routing({ ...urls, retry: once, ...endpoint })],
    clock,
    random: new SeededRandom(1),
    log: (entry) => log.push(entry),
    send,
  });
  return { clock, connection, service: connection.service('routing'), log };
}

/** A tenant on a socket that answers calls by `call`, and a connection to it. */
export async function loopbackTenant(
  call: RequestListener,
  options?: ConnectOptions,
): Promise<LoopbackConnection & { readonly server: Loopback }> {
  const server = await listen(tenantListener(call));
  return { server, ...connectTo(server.origin, options) };
}

/** A moment, and how to say that it has come. */
export function moment(): { readonly reached: Promise<void>; reach(): void } {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach: () => reach() };
}

/** Waits for work over sockets, each sleep of the clock's being over as soon as it is asked for. Deadlines do not pass. */
export async function sleepingThrough<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  for (let slept = 0; !isOver; ) {
    await settled();
    const ms = clock.sleeps[slept];
    if (ms === undefined) continue;
    slept++;
    await clock.advance(ms);
  }
  return work;
}
