import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import type { Validation } from '../core/validation.ts';
import { compileTenant } from './compile-tenant.ts';
import type { World } from './world.ts';

/** Checks the manifests without the tenant, the ledger or the clock. */
export async function validate(
  world: World,
  tenant: TenantSpec,
  found: readonly Diagnostic[],
): Promise<Validation> {
  const declared = await compileTenant(world, tenant);
  const diagnostics = sortDiagnostics([...found, ...declared.diagnostics]);
  const count = (severity: Diagnostic['severity']) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    formatVersion: 1,
    diagnostics,
    summary: {
      manifests: declared.manifests,
      resources: declared.resources.length,
      errors: count('error'),
      warnings: count('warning'),
    },
  };
}
