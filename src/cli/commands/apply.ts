import { apply } from '../../app/apply.ts';
import { type Diagnostic, error, hasErrors } from '../../core/diagnostic.ts';
import type { Plan } from '../../core/plan.ts';
import { applyText } from '../../report/text/apply.ts';
import { planText } from '../../report/text/plan.ts';
import { Progress } from '../progress.ts';
import type { Session } from '../session.ts';

export interface ApplyCommandOptions {
  readonly autoApprove?: true;
  readonly allowDeletes?: number;
}

/** `cxform apply`: exit 0; 1 where nothing was begun; 3 where something was not applied. */
export async function applyCommand(session: Session, options: ApplyCommandOptions): Promise<number> {
  const { tenant, diagnostics } = await session.openTenant();
  if (!tenant) return session.refuse(diagnostics);
  await session.assureOutput();
  let progress: Progress | undefined;
  const result = await apply(session.world, tenant, {
    ...(options.allowDeletes !== undefined && { allowDeletes: options.allowDeletes }),
    parallelism: session.options.parallelism,
    onPlan: (plan) => {
      showPlan(session, plan, options);
      progress = new Progress(session, plan.changes.length);
    },
    confirm: () => (options.autoApprove ? Promise.resolve(undefined) : confirm(session)),
    onOutcome: (outcome) => progress?.show(outcome),
  });
  progress?.end();
  if (!result.report) return session.refuse(result.diagnostics);
  const { report } = result;
  await session.answer(report, applyText(report, session.style));
  if (report.outcomes.length > report.summary.applied) return 3;
  return hasErrors(report.diagnostics) ? 1 : 0;
}

/**
 * The plan belongs to the result for people; beside a JSON result it goes to standard error. Nobody is asked about a plan
 * that was not shown, however quiet it shall be.
 */
function showPlan(session: Session, plan: Plan, { autoApprove }: ApplyCommandOptions): void {
  const { terminal, json, options } = session;
  const asks = !autoApprove && terminal.interactive;
  if (options.quiet && !asks) return;
  if (json || options.output !== undefined) terminal.err(planText(plan, session.errorStyle));
  else terminal.out(`${planText(plan, session.style)}\n`);
}

async function confirm({ terminal }: Session): Promise<Diagnostic | undefined> {
  if (!terminal.interactive) {
    return error({
      code: 'CANNOT_ASK',
      summary: 'Apply asks before it writes, and there is no terminal to ask on; nothing was written',
      hint: 'cxform apply --auto-approve writes without asking',
    });
  }
  const answer = await terminal.ask('\nWrite these changes to the tenant? Only "yes" does: ');
  if (answer?.trim() === 'yes') return undefined;
  return error({ code: 'DECLINED', summary: 'Not approved; nothing was written' });
}
