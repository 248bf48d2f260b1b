import { HttpResponse, http } from 'msw';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Connection } from '../../../src/core/ports.ts';
import { SeededRandom } from '../../../src/host/seeded-random.ts';
import { connectTenant } from '../../../src/tenant/connect.ts';
import { overFetch } from '../../../src/tenant/wire/over-fetch.ts';
import type { RequestLogEntry } from '../../../src/tenant/wire/request-log.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { baseUrl, routing } from './tenant-double.ts';

/** The connection of the test that runs, each request sent once, and what it met. */
export interface InterceptedTenant {
  readonly server: SetupServer;
  connection(): Connection;
  log(): readonly RequestLogEntry[];
}

/** Intercepts the platform's fetch for every test of a file: each begins with a tenant that grants this token, and nothing more. */
export function interceptedTenant(token: string): InterceptedTenant {
  const server = setupServer();
  let connection: Connection;
  let log: RequestLogEntry[];
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  beforeEach(() => {
    const granted = { access_token: token, expires_in: 3600 };
    server.use(http.post(`${baseUrl}/oauth/token`, () => HttpResponse.json(granted)));
    log = [];
    connection = connectTenant({
      endpoints: [routing({ retry: { attempts: 1, baseDelayMs: 1_000 } })],
      clock: new VirtualClock(),
      random: new SeededRandom(1),
      send: overFetch((request) => globalThis.fetch(request)),
      log: (entry) => log.push(entry),
    });
  });
  return { server, connection: () => connection, log: () => log };
}
