import { type Diagnostic, hasErrors, sortDiagnostics } from '../core/diagnostic.ts';
import type { Live } from '../core/live.ts';
import type { TenantComparison } from '../core/tenant-comparison.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { readLive } from '../live/read-live.ts';
import { compareLives } from '../plan/compare-lives.ts';
import { todayOf } from './today.ts';
import type { World } from './world.ts';

/** How two tenants differ, or why that cannot be told. */
export type CompareResult =
  | { readonly comparison: TenantComparison }
  | { readonly comparison?: never; readonly diagnostics: readonly Diagnostic[] };

/** Compares what two tenants hold, by name and ids aside; Git has no say in it. */
export async function compareTenants(
  world: World,
  left: TenantSpec,
  right: TenantSpec,
): Promise<CompareResult> {
  const [one, other] = await Promise.all([readAll(world, left), readAll(world, right)]);
  const diagnostics = [...one.diagnostics, ...other.diagnostics];
  if (!one.live || !other.live) return { diagnostics };
  return {
    comparison: {
      formatVersion: 1,
      tenants: [left.name, right.name],
      ...compareLives(world.kinds, one.live, other.live),
      diagnostics: sortDiagnostics(diagnostics),
    },
  };
}

async function readAll(
  world: World,
  tenant: TenantSpec,
): Promise<{ readonly live?: Live; readonly diagnostics: readonly Diagnostic[] }> {
  const { connection, diagnostics } = await world.connect(tenant);
  if (!connection) return { diagnostics };
  try {
    const live = await readLive({
      kinds: world.kinds,
      desired: [],
      priors: new Map(),
      today: todayOf(world),
      everything: true,
      service: (name) => connection.service(name),
    });
    const found = [...diagnostics, ...live.diagnostics];
    return hasErrors(found) ? { diagnostics: found } : { live, diagnostics: found };
  } finally {
    await connection.close();
  }
}
