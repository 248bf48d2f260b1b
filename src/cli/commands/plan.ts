import { resolve } from 'node:path';
import { plan } from '../../app/plan.ts';
import type { Address } from '../../core/address.ts';
import { realPlace } from '../../manifest/real-place.ts';
import { jsonText } from '../../report/escape.ts';
import { keptText } from '../../report/text/kept.ts';
import { planText } from '../../report/text/plan.ts';
import { refusing } from '../answer.ts';
import { answerTenants, type Closing } from '../answer-tenants.ts';
import { CommandError } from '../command-error.ts';
import type { Session } from '../session.ts';

export interface PlanCommandOptions {
  readonly out?: string;
  readonly detailedExitcode?: true;
  readonly target?: readonly Address[];
}

/** `cxform plan`: exit 0; 1 where there is no plan; with `--detailed-exitcode` 2 where there is anything to do. */
export async function planCommand(
  session: Session,
  { out, detailedExitcode, target }: PlanCommandOptions,
): Promise<number> {
  let plans = 0;
  const keep = out === undefined ? undefined : await keeping(session, out, () => plans > 0);
  return answerTenants(
    session,
    async (tenant) => {
      const made = await plan(session.world, tenant, target);
      if (!made.plan) return refusing(made.diagnostics, session.errorStyle);
      plans++;
      const { changes, effects } = made.plan;
      return {
        result: made.plan,
        text: planText(made.plan, session.style),
        exitCode: detailedExitcode && changes.length + effects.length > 0 ? 2 : 0,
      };
    },
    keep,
  );
}

/** Keeps the result in a file, as `--format json` prints it, where it holds any plan. Throws CommandError where it could not. */
async function keeping(session: Session, out: string, hasPlan: () => boolean): Promise<Closing> {
  await assureApart(session, out);
  await session.assureWritable(out);
  return async (result) => {
    if (!hasPlan()) return '';
    await session.write(out, jsonText(result));
    // Of a link to what was not there only now can be told where it leads.
    await assureApart(session, out);
    return keptText(out, session.style);
  };
}

/** Makes sure that the plan and the answer are not the same file, by whatever links. Throws CommandError `USAGE`. */
async function assureApart({ cwd, options: { output }, world }: Session, out: string): Promise<void> {
  if (output === undefined) return;
  const [one, other] = await Promise.all(
    [out, output].map((name) => realPlace(world.files, resolve(cwd, name))),
  );
  if (one !== other) return;
  throw new CommandError(
    'USAGE',
    `--out ${out} and --output ${output} are the same file`,
    'Name two files, or only one',
  );
}
