import type { Address } from '../core/address.ts';
import { type Diagnostic, error, hasErrors, sortDiagnostics } from '../core/diagnostic.ts';
import { diff } from '../core/diff.ts';
import type { OpenConflict } from '../core/open-conflict.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import type { AcceptDriftResult } from './accept-drift.ts';
import { type AcceptableFields, acceptLive } from './accept-live.ts';
import { type ApplyOptions, apply } from './apply.ts';
import type { ApplyResult } from './carry-out.ts';
import { journalResolved } from './ledger/journal-resolved.ts';
import { isMissing, openConflictOf } from './ledger/open-conflict-of.ts';
import { withLease } from './ledger/with-lease.ts';
import { ledgerResult } from './ledger-result.ts';
import { type Survey, withSurvey } from './survey.ts';
import type { World } from './world.ts';

/**
 * Decides a conflict for Git: what the manifests say of the address, and what that needs, is applied, which closes it. Where nothing is
 * left to write the decision is journaled instead.
 */
export async function takeGit(
  world: World,
  tenant: TenantSpec,
  address: Address,
  options: ApplyOptions,
): Promise<ApplyResult> {
  const read = await ledgerResult(() => world.ledger(tenant).read());
  if ('diagnostic' in read) return { diagnostics: [read.diagnostic] };
  const found = openConflictOf(read.value.entries, address);
  if (isMissing(found)) return { diagnostics: [found] };
  const result = await apply(world, tenant, { ...options, targets: [address] });
  const { report } = result;
  if (!report || hasErrors(report.diagnostics)) return result;
  if (report.outcomes.some((one) => one.address === address)) return result;
  const { diagnostics } = await withLease(world, tenant, options.lockTimeoutMs, async (leased) => ({
    diagnostics: await journalResolved(world, leased, { address, take: 'git' }),
  }));
  return { report: { ...report, diagnostics: sortDiagnostics([...report.diagnostics, ...diagnostics]) } };
}

/**
 * Decides a conflict for the tenant: what it has in the fields that two people wanted is written into the manifests, and the decision is
 * journaled. The next apply has nothing to write there.
 */
export async function takeLive(
  world: World,
  tenant: TenantSpec,
  address: Address,
  lockTimeoutMs: number,
): Promise<AcceptDriftResult> {
  return withLease<AcceptDriftResult>(world, tenant, lockTimeoutMs, async (leased) => {
    const { entries } = await leased.ledger.read();
    const conflict = openConflictOf(entries, address);
    if (isMissing(conflict)) return { diagnostics: [conflict] };
    return withSurvey<AcceptDriftResult>(world, tenant, async (survey) => {
      const fields = acceptable(world, survey, conflict);
      if ('severity' in fields) return { diagnostics: [...survey.diagnostics, fields] };
      const { written, diagnostics } = await acceptLive(world, survey, [fields]);
      const trouble = hasErrors(diagnostics)
        ? []
        : await journalResolved(world, leased, { address, take: 'live' });
      const told = sortDiagnostics([...survey.diagnostics, ...diagnostics, ...trouble]);
      return { accepted: { formatVersion: 1, tenant: tenant.name, written, diagnostics: told } };
    });
  });
}

/** The fields in conflict; where it was about the object as a whole, all that Git and the tenant say differently. */
function acceptable(
  { kinds }: World,
  { live }: Survey,
  { address, fields }: OpenConflict,
): AcceptableFields | Diagnostic {
  const resource = live.desired.find((one) => one.address === address);
  const object = live.byAddress.get(address);
  if (!resource) return undeclared(address, object?.id);
  if (!object) return gone(address);
  const paths = fields.map(({ path }) => path);
  const differing = () => diff(kinds.get(resource.kind).fields, object.spec, resource.spec);
  return { address, paths: paths.length > 0 ? paths : differing().map(({ path }) => path) };
}

function undeclared(address: Address, id = 'ID'): Diagnostic {
  return error({
    code: 'CONFLICT_UNDECLARED',
    summary: `No manifest declares ${address} any more: what the tenant has can be written into none`,
    hint: `cxform adopt ${address} ${id} writes one and keeps the object; --take git lets it go`,
    address,
  });
}

function gone(address: Address): Diagnostic {
  return error({
    code: 'CONFLICT_GONE',
    summary: `The tenant has no object of ${address} any more: there is nothing to write into its manifest`,
    hint: 'Remove the manifest to accept that, or --take git creates the object again',
    address,
  });
}
