import packageFile from '../../package.json' with { type: 'json' };
import type { World } from '../app/world.ts';
import { KindTable } from '../core/kind-table.ts';
import { systemClock } from '../host/clock.ts';
import { nodeFiles } from '../host/files.ts';
import { processOwner } from '../host/process-owner.ts';
import { systemRandom } from '../host/random.ts';
import { nodeRuntime } from '../host/runtime.ts';
import { stopRequests } from '../host/stop-requests.ts';
import { kinds } from '../kinds/index.ts';
import { fileLedger } from '../ledger/backends/file.ts';
import type { RequestLog } from '../tenant/wire/request-log.ts';
import { connect, inspect } from './connect.ts';

interface WorldOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sees every request to a tenant. */
  readonly log?: RequestLog;
}

/** The world as it is: this machine's files, clock and chance, and the tenants that manifests name. */
export function realWorld({ env, log }: WorldOptions): World {
  const files = nodeFiles;
  const clock = systemClock;
  const random = systemRandom;
  const parts = { files, clock, random, env, ...(log && { log }) };
  return {
    kinds: new KindTable(kinds),
    files,
    clock,
    random,
    runtime: nodeRuntime(packageFile.engines.node),
    connect: (tenant) => connect(tenant, parts),
    inspect: (tenant) => inspect(tenant, parts),
    ledger: ({ name, ledger }) =>
      fileLedger({ files, folder: ledger.file, tenant: name, random, clock, owner: processOwner() }),
    stopRequests,
  };
}
