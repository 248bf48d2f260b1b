import { plan } from '../../app/plan.ts';
import type { Address } from '../../core/address.ts';
import { planText } from '../../report/text/plan.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

export interface PlanCommandOptions {
  readonly detailedExitcode?: true;
  readonly target?: readonly Address[];
}

/** `cxform plan`: exit 0; 1 where there is no plan; with `--detailed-exitcode` 2 where it has changes. */
export function planCommand(
  session: Session,
  { detailedExitcode, target }: PlanCommandOptions,
): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const made = await plan(session.world, tenant, target);
    if (!made.plan) return refusing(made.diagnostics, session.errorStyle);
    return {
      result: made.plan,
      text: planText(made.plan, session.style),
      exitCode: detailedExitcode && made.plan.changes.length > 0 ? 2 : 0,
    };
  });
}
