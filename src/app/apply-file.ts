import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { tenantDigest } from '../plan/tenant-digest.ts';
import { bringUpToDate } from '../plan/up-to-date.ts';
import { appliedBefore } from './applied-before.ts';
import { type ApplyOptions, runPlan } from './apply.ts';
import type { ApplyResult } from './carry-out.ts';
import type { Survey } from './survey.ts';
import type { World } from './world.ts';

/**
 * Carries out a plan that was kept, and nothing else. It is not planned anew: where the manifests, the Tenant or something that it changes
 * have moved since, nothing is written (design §2, Saved plan).
 */
export async function applyFile(
  world: World,
  tenant: TenantSpec,
  plan: Plan,
  options: Omit<ApplyOptions, 'targets'>,
): Promise<ApplyResult> {
  // What is shown is the plan that was looked at, not what is left to do of it.
  const shown = { ...options, onPlan: () => options.onPlan(plan) };
  return runPlan(world, tenant, shown, (survey) => {
    const foreign = foreignTo(survey, plan);
    if (foreign.length > 0) return { diagnostics: foreign };
    const current = bringUpToDate({ ...survey, kinds: world.kinds }, plan);
    const again = current.plan ? appliedBefore(survey.entries, current.plan) : [];
    return again.length > 0 ? { diagnostics: again } : current;
  });
}

/** What the plan was made from, as far as it is not what there is now. */
function foreignTo({ tenant, declared, connection }: Survey, plan: Plan): Diagnostic[] {
  const stale = (summary: string) =>
    error({ code: 'PLAN_STALE', summary: `${summary}; nothing was written`, hint: 'Plan again' });
  return [
    ...(plan.tenant === tenant.name
      ? []
      : [stale(`The plan is for the tenant ${plan.tenant}, not for ${tenant.name}`)]),
    ...(plan.tenantDigest === tenantDigest(tenant, connection.places)
      ? []
      : [stale(`The Tenant ${tenant.name}, or where it is, is not as it was when the plan was made`)]),
    ...(plan.manifests.digest === declared.digest.digest
      ? []
      : [stale('The manifests are not those that the plan was made from')]),
  ];
}
