import type { Diagnostic } from '../core/diagnostic.ts';
import type { Inspection } from '../core/inspection.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Clock, Connection, Files, Ledger, Random, StopRequests } from '../core/ports.ts';
import type { Runtime } from '../core/runtime.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/** A tenant's connection, or why there is none. */
export interface Connecting {
  readonly connection?: Connection;
  readonly diagnostics: readonly Diagnostic[];
}

/** All that the use cases know of the outside. The composition root makes it; tests and simulation make another. */
export interface World {
  readonly kinds: KindTable;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly runtime: Runtime;
  /** Prepares to talk to a tenant; sends nothing yet. */
  connect(tenant: TenantSpec): Promise<Connecting>;
  /** Prepares to look at each of a tenant's services by itself; sends nothing yet. */
  inspect(tenant: TenantSpec): Promise<Inspection>;
  ledger(tenant: TenantSpec): Ledger;
  /** Begins to listen: without, a request to stop ends the process at once. */
  stopRequests(): StopRequests;
}
