import { type Address, byCodeUnit } from '../core/address.ts';
import { hasErrors, sortDiagnostics } from '../core/diagnostic.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import type { AcceptDriftResult } from './accept-drift.ts';
import { acceptLive } from './accept-live.ts';
import { type ApplyOptions, runPlan } from './apply.ts';
import type { ApplyResult } from './carry-out.ts';
import { conflictSides } from './ledger/conflict-sides.ts';
import { journalResolved } from './ledger/journal-resolved.ts';
import { addressNow, isMissing, type MeantConflict, meantConflicts } from './ledger/meant-conflicts.ts';
import { withLease } from './ledger/with-lease.ts';
import { planSurvey } from './plan.ts';
import type { Run } from './run.ts';
import { type Survey, withSurvey } from './survey.ts';
import type { World } from './world.ts';

/**
 * Decides the conflicts that an address means for Git: what the manifests say of their objects, and what that needs, is applied. The
 * decision is journaled where that has left nothing to write.
 */
export function takeGit(
  world: World,
  tenant: TenantSpec,
  address: Address,
  options: Omit<ApplyOptions, 'targets'>,
): Promise<ApplyResult> {
  const planOf = (survey: Survey) => {
    const meant = meantConflicts(survey, address);
    return isMissing(meant) ? { diagnostics: [meant] } : planSurvey(world, survey, targetsOf(survey, meant));
  };
  return runPlan(world, tenant, options, planOf, async (survey, run, result) => {
    const meant = meantConflicts(survey, address);
    return isMissing(meant) ? result : journalGit(world, survey, run, meant, result);
  });
}

/** What nobody declares and nobody has is no target. */
function targetsOf({ live }: Survey, meant: readonly MeantConflict[]): readonly Address[] {
  const known = meant.filter(({ conflict, resource }) => resource || live.byAddress.has(conflict.address));
  return [...new Set(known.map(addressNow))].sort(byCodeUnit);
}

/** Of what was not applied nothing is decided. */
async function journalGit(
  world: World,
  { ledger }: Survey,
  run: Run,
  meant: readonly MeantConflict[],
  result: ApplyResult,
): Promise<ApplyResult> {
  const { report } = result;
  if (!report || hasErrors(report.diagnostics)) return result;
  const unapplied = report.outcomes.filter(({ outcome }) => outcome !== 'applied');
  const open = new Set(unapplied.map(({ address }) => address));
  const decided = meant.filter((one) => !open.has(addressNow(one)));
  const addresses = decided.flatMap((one) => [one.conflict.address, addressNow(one)]);
  const trouble = await journalResolved(world, { ledger, run: run.id }, { addresses, take: 'git' });
  return { report: { ...report, diagnostics: sortDiagnostics([...report.diagnostics, ...trouble]) } };
}

/**
 * Decides the conflicts that an address means for the tenant: what it has is written into the manifests, and the decision is journaled.
 * The next apply has nothing to write there. What cannot be taken stays open, and keeps no other from being decided.
 */
export async function takeLive(
  world: World,
  tenant: TenantSpec,
  address: Address,
  lockTimeoutMs: number,
): Promise<AcceptDriftResult> {
  return withLease<AcceptDriftResult>(world, tenant, lockTimeoutMs, (leased) =>
    withSurvey<AcceptDriftResult>(world, tenant, async (survey) => {
      const meant = meantConflicts(survey, address);
      if (isMissing(meant)) return { diagnostics: [meant] };
      const sides = conflictSides(world, survey, meant);
      const refused = [...survey.diagnostics, ...sides.diagnostics];
      if (sides.fields.length === 0) return { diagnostics: refused };
      const { written, diagnostics } = await acceptLive(world, survey, sides.fields);
      const errors = [...sides.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
      const isTaken = (at: Address) => errors.every((one) => one.address !== undefined && one.address !== at);
      const taken = meant.filter((one) => isTaken(addressNow(one)));
      const addresses = taken.map(({ conflict }) => conflict.address);
      const trouble = await journalResolved(world, leased, { addresses, take: 'live' });
      const told = sortDiagnostics([...refused, ...diagnostics, ...trouble]);
      return { accepted: { formatVersion: 1, tenant: tenant.name, written, diagnostics: told } };
    }),
  );
}
