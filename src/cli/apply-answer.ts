import type { ApplyOptions } from '../app/apply.ts';
import type { ApplyResult } from '../app/carry-out.ts';
import type { ApplyReport } from '../core/apply-report.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { escapeText } from '../report/escape.ts';
import { applyText } from '../report/text/apply.ts';
import { planText } from '../report/text/plan.ts';
import { type Answer, refusing } from './answer.ts';
import { Progress } from './progress.ts';
import type { Session } from './session.ts';

interface Applying {
  /** Asks whether to write what was shown; absent where nobody is to be asked. */
  readonly ask?: (() => Promise<Diagnostic | undefined>) | undefined;
  readonly apply: (options: Omit<ApplyOptions, 'allowDeletes' | 'targets'>) => Promise<ApplyResult>;
}

/** Applies in front of a person: the plan is shown, they are asked, and see how far it has come. */
export async function applyAnswer(session: Session, { ask, apply }: Applying): Promise<Answer> {
  const { parallelism, lockTimeoutMs } = session.options;
  let progress: Progress | undefined;
  const result = await apply({
    parallelism,
    lockTimeoutMs,
    onWait: (what) => session.tell(`${escapeText(what)}; waiting\n`),
    onPlan: (plan) => {
      showPlan(session, plan, ask !== undefined);
      progress = new Progress(session, plan.changes.length);
    },
    confirm: ask ?? (() => Promise.resolve(undefined)),
    onOutcome: (outcome) => progress?.show(outcome),
  });
  progress?.end();
  if (!result.report) return refusing(result.diagnostics, session.errorStyle);
  const { report } = result;
  return { result: report, text: applyText(report, session.style), exitCode: exitCodeOf(report) };
}

function exitCodeOf({ outcomes, summary, diagnostics }: ApplyReport): number {
  const isCutShort = diagnostics.some(({ code }) => code === 'INTERRUPTED');
  if (outcomes.length > summary.applied || isCutShort) return 3;
  return hasErrors(diagnostics) ? 1 : 0;
}

/**
 * The plan belongs to the result for people; beside a JSON result it goes to standard error. Nobody is asked about a plan
 * that was not shown, however quiet it shall be.
 */
function showPlan(session: Session, plan: Plan, asks: boolean): void {
  const { terminal, json, options } = session;
  if (options.quiet && !(asks && terminal.interactive)) return;
  if (json || options.output !== undefined) session.err.add(planText(plan, session.errorStyle));
  else session.out.add(`${planText(plan, session.style)}\n`);
}
