import type { Diagnostic } from './diagnostic.ts';
import type { Plan } from './plan.ts';

/** What `cxform plan` answers where there is no plan: why. */
export interface RefusedPlan {
  readonly formatVersion: 1;
  /** Where it stands among those of several Tenants. */
  readonly tenant?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A plan that was kept as JSON, or those of several Tenants (`--tenant all`). */
export type KeptPlans =
  | { readonly plan: Plan; readonly tenants?: never }
  | { readonly plan?: never; readonly tenants: readonly (Plan | RefusedPlan)[] };

export function isPlan(kept: Plan | RefusedPlan): kept is Plan {
  return 'changes' in kept;
}
