import type { Diagnostic } from '../core/diagnostic.ts';
import type { Drift } from '../core/drift.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { buildDrift } from '../plan/drift.ts';
import { withSurvey } from './survey.ts';
import type { World } from './world.ts';

/** A drift report, or why there is none. */
export type DriftResult =
  | { readonly drift: Drift }
  | { readonly drift?: never; readonly diagnostics: readonly Diagnostic[] };

/** What was changed in the tenant by hand. Writes nothing anywhere. */
export async function drift(world: World, tenant: TenantSpec): Promise<DriftResult> {
  return withSurvey(world, tenant, ({ live, priors, diagnostics }) => ({
    drift: buildDrift({ tenant: tenant.name, kinds: world.kinds, live, priors, diagnostics }),
  }));
}
