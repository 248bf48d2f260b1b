import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import type { TenantComparison } from '../core/tenant-comparison.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { compareLives } from '../plan/compare-lives.ts';
import { readEverything } from './read-everything.ts';
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
  const nothing = { desired: [], priors: new Map() };
  const [one, other] = await Promise.all(
    [left, right].map((tenant) => readEverything(world, tenant, nothing)),
  );
  const diagnostics = [...(one?.diagnostics ?? []), ...(other?.diagnostics ?? [])];
  if (!one?.live || !other?.live) return { diagnostics };
  const compared = compareLives(world.kinds, one.live, other.live);
  return {
    comparison: {
      formatVersion: 1,
      tenants: [left.name, right.name],
      ...compared,
      diagnostics: sortDiagnostics(diagnostics),
    },
  };
}
