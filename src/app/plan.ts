import type { Address } from '../core/address.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { buildPlan } from '../plan/build.ts';
import { type Survey, withSurvey } from './survey.ts';
import type { World } from './world.ts';

/** A plan, or why there is none. */
export type PlanResult =
  | { readonly plan: Plan }
  | { readonly plan?: never; readonly diagnostics: readonly Diagnostic[] };

/** What would change. Writes nothing anywhere. */
export async function plan(
  world: World,
  tenant: TenantSpec,
  targets?: readonly Address[],
): Promise<PlanResult> {
  return withSurvey(world, tenant, (survey) => planSurvey(world, survey, targets));
}

/** The plan that follows from a survey; where a change cannot be ordered there is none. */
export function planSurvey(world: World, survey: Survey, targets?: readonly Address[]): PlanResult {
  const { tenant, connection, live, priors, owed, declared, diagnostics } = survey;
  const made = buildPlan({
    tenant,
    kinds: world.kinds,
    createdAt: new Date(world.clock.now()).toISOString(),
    manifests: declared.digest,
    live,
    priors,
    owed,
    ...(targets && { targets }),
    reads: connection.readCount(),
    places: connection.places,
    requestsPerMinute: (service) => connection.requestsPerMinute(service),
    diagnostics,
  });
  return hasErrors(made.diagnostics) ? { diagnostics: made.diagnostics } : { plan: made };
}
