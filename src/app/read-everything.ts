import type { Address } from '../core/address.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { Live } from '../core/live.ts';
import type { Prior, Resource } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { readLive } from '../live/read-live.ts';
import type { World } from './world.ts';

interface Known {
  readonly desired: readonly Resource[];
  readonly priors: ReadonlyMap<Address, Prior>;
}

/** Reads all that a tenant holds of every kind, with all its fields; or says why it cannot. */
export async function readEverything(
  world: World,
  tenant: TenantSpec,
  { desired, priors }: Known,
): Promise<{ readonly live?: Live; readonly diagnostics: readonly Diagnostic[] }> {
  const { connection, diagnostics } = await world.connect(tenant);
  if (!connection) return { diagnostics };
  try {
    const live = await readLive({
      kinds: world.kinds,
      desired,
      priors,
      today: new Date(world.clock.now()).toISOString().slice(0, 10),
      everything: true,
      service: (name) => connection.service(name),
    });
    if (hasErrors(live.diagnostics)) return { diagnostics: [...diagnostics, ...live.diagnostics] };
    return { live, diagnostics: [...diagnostics, ...live.diagnostics] };
  } finally {
    await connection.close();
  }
}
