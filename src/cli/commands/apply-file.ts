import { resolve } from 'node:path';
import { applyFile } from '../../app/apply-file.ts';
import { showPlans } from '../../app/show.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { isPlan, type RefusedPlan } from '../../core/kept-plan.ts';
import type { Plan } from '../../core/plan.ts';
import { type Answer, refusing } from '../answer.ts';
import { answerEach } from '../answer-tenants.ts';
import { applyAnswer } from '../apply-answer.ts';
import { CommandError } from '../command-error.ts';
import type { Session } from '../session.ts';
import type { ApplyCommandOptions } from './apply.ts';

/**
 * `cxform apply FILE`: carries out plans that were kept, for the Tenants that they are for; exit codes as of `apply`. Who names a plan
 * has seen it: nobody is asked.
 */
export async function applyFileCommand(
  session: Session,
  file: string,
  { allowDeletes, target }: ApplyCommandOptions,
): Promise<number> {
  if (target) throw limited(file);
  const { tenant } = session.options;
  const read = await showPlans(session.world.files, resolve(session.cwd, file), file);
  if (!read.kept) return session.refuse(read.diagnostics);
  const plans = read.kept.tenants ?? [read.kept.plan];
  const isOne = tenant !== undefined && tenant !== 'all';
  const wanted = isOne ? plans.filter((one) => one.tenant === tenant) : plans;
  const [first] = wanted;
  if (!first) return session.refuse([notIn(file, tenant ?? '', plans)]);
  const work = (one: Plan | RefusedPlan) => carryOut(session, one, { file, allowDeletes });
  if (isOne || (read.kept.plan && tenant === undefined)) return session.answer(await work(first));
  return answerEach(
    session,
    wanted.map((one) => ({ name: one.tenant ?? '', work: () => work(one) })),
  );
}

interface Kept {
  readonly file: string;
  readonly allowDeletes: number | undefined;
}

async function carryOut(
  session: Session,
  kept: Plan | RefusedPlan,
  { file, allowDeletes }: Kept,
): Promise<Answer> {
  if (!isPlan(kept)) return refusing(kept.diagnostics, session.errorStyle);
  const { tenants, diagnostics } = await session.openTenants(kept.tenant);
  const [tenant] = tenants;
  if (!tenant)
    return refusing(
      diagnostics.map((one) => ofFile(one, file, kept)),
      session.errorStyle,
    );
  return applyAnswer(session, {
    apply: (options) =>
      applyFile(session.world, tenant, kept, {
        ...options,
        ...(allowDeletes !== undefined && { allowDeletes }),
      }),
  });
}

/** It was the plan that named the Tenant, and nobody at the command line. */
function ofFile(diagnostic: Diagnostic, file: string, { tenant }: Plan): Diagnostic {
  if (diagnostic.code !== 'TENANT_NOT_FOUND') return diagnostic;
  return error({
    code: 'PLAN_FILE_TENANT',
    summary: `${file} holds a plan for the tenant ${tenant}, which this project does not have`,
    hint: 'Apply it where it was made, or name its Tenant file with --config FILE',
  });
}

function notIn(file: string, name: string, plans: readonly (Plan | RefusedPlan)[]): Diagnostic {
  return error({
    code: 'PLAN_FILE_TENANT',
    summary: `${file} holds no plan for the tenant ${name}`,
    detail: `It is for: ${plans.map((one) => one.tenant ?? '').join(', ')}`,
    hint: 'Choose one of these with --tenant NAME, or leave --tenant away for all of them',
  });
}

const limited = (file: string) =>
  new CommandError(
    'USAGE',
    `--target cannot be given beside ${file}: a plan that was kept is carried out whole`,
    'Limit it when it is made: cxform plan --target ADDRESS --out FILE',
  );
