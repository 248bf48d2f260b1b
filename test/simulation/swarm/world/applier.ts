import type { World } from '../../../../src/app/world.ts';
import { KindTable } from '../../../../src/core/kind-table.ts';
import type { Files, Random } from '../../../../src/core/ports.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { SeededRandom } from '../../../../src/host/seeded-random.ts';
import { kinds } from '../../../../src/kinds/index.ts';
import { fileLedger } from '../../../../src/ledger/backends/file.ts';
import { connectTenant } from '../../../../src/tenant/connect.ts';
import { sandboxEndpoint } from '../../../../src/tenant/endpoints/sandbox-endpoint.ts';
import { inspectServices } from '../../../../src/tenant/inspect.ts';
import type { Send } from '../../../../src/tenant/wire/send.ts';
import { testRuntime } from '../../../support/test-runtime.ts';
import { clockOf, type WallClock } from './clock.ts';
import type { Life } from './life.ts';
import type { Tenant } from './tenant.ts';
import type { Time } from './time.ts';

/** What a process of cxform is made of. */
export interface ApplierParts {
  readonly time: Time;
  readonly wall: WallClock;
  readonly life: Life;
  readonly files: Files;
  readonly send: Send;
  readonly tenant: Tenant;
  readonly clientSecret: string;
  readonly random: Random;
  readonly owner: { readonly pid: number; readonly host: string; alive(pid: number): boolean };
}

/** Schemas are compiled once for all. */
const table = new KindTable(kinds);

/** The world as one process of cxform sees it: real parts over a simulated machine. */
export function worldOf(parts: ApplierParts): World {
  const { time, wall, life, files, send, tenant, clientSecret, random, owner } = parts;
  const clock = clockOf(time, wall, life);
  const credentials = { clientId: tenant.clientId, clientSecret };
  const endpoint = {
    ...sandboxEndpoint({ baseUrl: tenant.baseUrl, credentials }),
    clientSecret: new Secret(clientSecret),
  };
  return {
    kinds: table,
    files,
    clock,
    random,
    runtime: testRuntime,
    inspect: async () => inspectServices([], { clock, random, send }),
    connect: async () => ({
      connection: connectTenant({ endpoints: [endpoint], clock, random, send }),
      diagnostics: [],
    }),
    ledger: ({ name, ledger }) =>
      fileLedger({ files, folder: ledger.file, tenant: name, clock, random, owner }),
    stopRequests: () => {
      const stopping = new AbortController();
      life.listen(() => stopping.abort(new Error('asked to stop')));
      return { signal: stopping.signal, ignore: () => life.listen(undefined) };
    },
  };
}

/** Chance of its own for each part of a run, whatever the others draw. */
export function chanceOf(seed: number, part: number): Random {
  return new SeededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b));
}
