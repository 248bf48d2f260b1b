import { resolve } from 'node:path';
import { showPlans } from '../../app/show.ts';
import { isPlan, type RefusedPlan } from '../../core/kept-plan.ts';
import type { Plan } from '../../core/plan.ts';
import { planText } from '../../report/text/plan.ts';
import { type Answer, refusing } from '../answer.ts';
import { headTenant } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

interface ShowCommandOptions {
  readonly file: string;
}

/** `cxform show FILE`: exit 0; 1 where the file holds no plan, or for one of its Tenants none. */
export async function showCommand(session: Session, { file }: ShowCommandOptions): Promise<number> {
  const { kept, diagnostics } = await showPlans(session.world.files, resolve(session.cwd, file), file);
  if (!kept) return session.refuse(diagnostics);
  if (kept.plan) return session.answer(answerOf(session, kept.plan));
  const answers = kept.tenants.map((one) => {
    headTenant(session, one.tenant ?? '');
    const answer = answerOf(session, one);
    session.show(answer);
    return answer;
  });
  await session.close({ formatVersion: 1, tenants: answers.map(({ result }) => result) });
  return Math.max(...answers.map(({ exitCode }) => exitCode));
}

/** What `cxform plan` answered when the file was made. */
function answerOf({ style, errorStyle }: Session, kept: Plan | RefusedPlan): Answer {
  if (isPlan(kept)) return { result: kept, text: planText(kept, style), exitCode: 0 };
  return { ...refusing(kept.diagnostics, errorStyle), result: kept };
}
