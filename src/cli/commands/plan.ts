import { plan } from '../../app/plan.ts';
import { planText } from '../../report/text/plan.ts';
import type { Session } from '../session.ts';

/** `cxform plan`: exit 0; 1 where there is no plan; with `--detailed-exitcode` 2 where it has changes. */
export async function planCommand(session: Session, options: { detailedExitcode?: true }): Promise<number> {
  const { tenant, diagnostics } = await session.openTenant();
  if (!tenant) return session.refuse(diagnostics);
  const result = await plan(session.world, tenant);
  if (!result.plan) return session.refuse(result.diagnostics);
  await session.answer(result.plan, planText(result.plan, session.style));
  return options.detailedExitcode && result.plan.changes.length > 0 ? 2 : 0;
}
