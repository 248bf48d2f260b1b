import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { doomedBy, excessDeletes, stillOurs } from '../plan/guard.ts';
import type { Survey } from './survey.ts';

/** `GUARD_REFUSED`: the plan deletes more than the Tenant, or `allowDeletes` in its place, allows. */
export function guardRefusal(
  { tenant, priors, live }: Survey,
  plan: Plan,
  allowDeletes: number | undefined,
): Diagnostic | undefined {
  const deletes = doomedBy(plan.changes).length;
  const refused =
    allowDeletes === undefined
      ? excessDeletes(plan.changes, stillOurs(priors, live), tenant.guard).length > 0
      : deletes > allowDeletes;
  if (!refused) return undefined;
  return error({
    code: 'GUARD_REFUSED',
    summary: `The plan deletes ${deletes}, more than the guard allows; nothing was written`,
    hint: `If that is meant, run it again with --allow-deletes ${deletes}`,
  });
}
