import { apply } from '../../app/apply.ts';
import type { Address } from '../../core/address.ts';
import type { ApplyReport } from '../../core/apply-report.ts';
import { type Diagnostic, error, hasErrors } from '../../core/diagnostic.ts';
import type { Plan } from '../../core/plan.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { applyText } from '../../report/text/apply.ts';
import { planText } from '../../report/text/plan.ts';
import { type Answer, refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import { Progress } from '../progress.ts';
import type { Session } from '../session.ts';

export interface ApplyCommandOptions {
  readonly autoApprove?: true;
  readonly allowDeletes?: number;
  readonly target?: readonly Address[];
}

/** `cxform apply`: exit 0; 1 where nothing was begun; 3 where something was not applied. */
export function applyCommand(session: Session, options: ApplyCommandOptions): Promise<number> {
  return answerTenants(session, (tenant) => applyTo(session, tenant, options));
}

async function applyTo(session: Session, tenant: TenantSpec, options: ApplyCommandOptions): Promise<Answer> {
  const { autoApprove, allowDeletes, target } = options;
  let progress: Progress | undefined;
  const result = await apply(session.world, tenant, {
    ...(allowDeletes !== undefined && { allowDeletes }),
    ...(target && { targets: target }),
    parallelism: session.options.parallelism,
    onPlan: (plan) => {
      showPlan(session, plan, options);
      progress = new Progress(session, plan.changes.length);
    },
    confirm: () => (autoApprove ? Promise.resolve(undefined) : confirm(session, tenant)),
    onOutcome: (outcome) => progress?.show(outcome),
  });
  progress?.end();
  if (!result.report) return refusing(result.diagnostics, session.errorStyle);
  const { report } = result;
  return { result: report, text: applyText(report, session.style), exitCode: exitCodeOf(report) };
}

function exitCodeOf({ outcomes, summary, diagnostics }: ApplyReport): number {
  if (outcomes.length > summary.applied) return 3;
  return hasErrors(diagnostics) ? 1 : 0;
}

/**
 * The plan belongs to the result for people; beside a JSON result it goes to standard error. Nobody is asked about a plan
 * that was not shown, however quiet it shall be.
 */
function showPlan(session: Session, plan: Plan, { autoApprove }: ApplyCommandOptions): void {
  const { terminal, json, options } = session;
  const asks = !autoApprove && terminal.interactive;
  if (options.quiet && !asks) return;
  if (json || options.output !== undefined) session.err.add(planText(plan, session.errorStyle));
  else session.out.add(`${planText(plan, session.style)}\n`);
}

async function confirm({ terminal }: Session, { name }: TenantSpec): Promise<Diagnostic | undefined> {
  if (!terminal.interactive) {
    return error({
      code: 'CANNOT_ASK',
      summary: 'Apply asks before it writes, and there is no terminal to ask on; nothing was written',
      hint: 'cxform apply --auto-approve writes without asking',
    });
  }
  const answer = await terminal.ask(`\nWrite these changes to the tenant ${name}? Only "yes" does: `);
  if (answer?.trim() === 'yes') return undefined;
  return error({
    code: 'DECLINED',
    summary: 'Not approved; nothing was written',
    hint: 'cxform plan shows the changes again; cxform apply asks again',
  });
}
