import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Files } from '../core/ports.ts';
import { sourceOf } from '../core/source-of.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { placeText } from './locate.ts';
import { realPlace } from './real-place.ts';

/**
 * `LEDGER_SHARED` and `SANDBOX_SHARED`: two tenants that keep one file, however it is spelt. Each would take the other's objects for
 * its own.
 */
export async function sharedFiles(
  files: Files,
  tenants: readonly TenantSpec[],
): Promise<readonly Diagnostic[]> {
  // One tenant shares nothing, and need not be looked into.
  if (tenants.length < 2) return [];
  return [
    ...(await sharing(files, tenants, ({ ledger }) => ledger.file, sharedLedger)),
    ...(await sharing(files, tenants, ({ sandbox }) => sandbox?.state, sharedSandbox)),
  ];
}

async function sharing(
  files: Files,
  tenants: readonly TenantSpec[],
  pathOf: (tenant: TenantSpec) => string | undefined,
  problem: (tenant: TenantSpec, first: TenantSpec) => Diagnostic,
): Promise<readonly Diagnostic[]> {
  const firsts = new Map<string, TenantSpec>();
  const problems: Diagnostic[] = [];
  for (const tenant of tenants) {
    const path = pathOf(tenant);
    if (path === undefined) continue;
    const place = await realPlace(files, path);
    const first = firsts.get(place);
    if (!first) firsts.set(place, tenant);
    else if (first.name !== tenant.name) problems.push(problem(tenant, first));
  }
  return problems;
}

function sharedLedger(tenant: TenantSpec, first: TenantSpec): Diagnostic {
  return error({
    code: 'LEDGER_SHARED',
    summary: `The tenants ${first.name} and ${tenant.name} have the same ledger`,
    detail: `${first.name} is at ${placeText(first.source)}`,
    hint: 'Give each its own spec.ledger.file',
    source: tenant.source,
  });
}

function sharedSandbox(tenant: TenantSpec, first: TenantSpec): Diagnostic {
  return error({
    code: 'SANDBOX_SHARED',
    summary: `The tenants ${first.name} and ${tenant.name} have the same sandbox`,
    detail: `That of ${first.name} is at ${placeText(sourceOf(first, '/sandbox/state'))}`,
    hint: 'Give each its own spec.sandbox.state',
    source: sourceOf(tenant, '/sandbox/state'),
  });
}
