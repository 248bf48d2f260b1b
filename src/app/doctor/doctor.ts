import type { Checkup, Finding, FindingStatus } from '../../core/checkup.ts';
import { type Diagnostic, sortDiagnostics } from '../../core/diagnostic.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import type { World } from '../world.ts';
import { checkConfig, checkManifests } from './check-config.ts';
import { checkLedger } from './check-ledger.ts';
import { checkRuntime } from './check-runtime.ts';
import { checkServices } from './check-services.ts';
import { skipped } from './finding.ts';

/**
 * Looks at all that cxform needs to work with a tenant, and changes nothing: what fails hides nothing of what comes after it. `found`
 * is what reading the Tenant's file said, and without a Tenant why there is none.
 */
export async function doctor(
  world: World,
  tenant: TenantSpec | undefined,
  found: readonly Diagnostic[],
): Promise<Checkup> {
  const checks = [
    ...checkRuntime(world.runtime, world.clock.now()),
    checkConfig(tenant, found),
    ...(tenant ? await checkTenant(world, tenant) : withoutTenant),
  ];
  return {
    formatVersion: 1,
    ...(tenant && { tenant: tenant.name }),
    checks,
    summary: summarise(checks),
    diagnostics: sortDiagnostics(found),
  };
}

async function checkTenant(world: World, tenant: TenantSpec): Promise<readonly Finding[]> {
  return [
    await checkManifests(world, tenant),
    ...(await checkLedger(world, tenant)),
    ...(await checkServices(world, tenant)),
  ];
}

const withoutTenant = ['manifests', 'ledger', 'clock', 'credentials', 'sign-in'].map((check) =>
  skipped({ check }, 'there is no Tenant to ask about'),
);

function summarise(checks: readonly Finding[]): Checkup['summary'] {
  const count = (status: FindingStatus) => checks.filter((one) => one.status === status).length;
  return { ok: count('ok'), warning: count('warning'), failed: count('failed'), skipped: count('skipped') };
}
