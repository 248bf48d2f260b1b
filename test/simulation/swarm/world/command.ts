// Session loads it when it is first needed, which would take time of the real world.
import '../../../../src/app/open-tenant.ts';
import type { World } from '../../../../src/app/world.ts';
import { applyCommand } from '../../../../src/cli/commands/apply.ts';
import { applyFileCommand } from '../../../../src/cli/commands/apply-file.ts';
import { planCommand } from '../../../../src/cli/commands/plan.ts';
import { Session } from '../../../../src/cli/session.ts';
import { answerToThrown } from '../../../../src/cli/thrown.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { jsonText } from '../../../../src/report/escape.ts';

/** How a command ended, and all that it showed. */
export interface Ended {
  readonly exitCode: number;
  readonly answer: JsonObject;
  /** Both streams. */
  readonly output: string;
}

export interface ApplyLike {
  readonly parallelism: number;
  readonly lockTimeoutMs: number;
  /** Approves; where it is absent nobody has to. */
  readonly approve?: () => Promise<void>;
}

/** `cxform apply --format json`. */
export const runApply = (world: World, like: ApplyLike): Promise<Ended> =>
  run(world, like, (session) => applyCommand(session, like.approve ? {} : { autoApprove: true }));

/** `cxform apply FILE --format json`. */
export const runApplyFile = (world: World, like: ApplyLike, file: string): Promise<Ended> =>
  run(world, like, (session) => applyFileCommand(session, file, {}));

/** `cxform plan --detailed-exitcode --format json`, kept in a file where one is named. */
export const runPlan = (world: World, like: ApplyLike, out?: string): Promise<Ended> =>
  run(world, like, (session) =>
    planCommand(session, { detailedExitcode: true, ...(out !== undefined && { out }) }),
  );

async function run(
  world: World,
  { parallelism, lockTimeoutMs, approve }: ApplyLike,
  command: (session: Session) => Promise<number>,
): Promise<Ended> {
  let out = '';
  let err = '';
  const session = new Session({
    options: { format: 'json', parallelism, lockTimeoutMs, quiet: false, verbose: false },
    world,
    terminal: {
      interactive: approve !== undefined,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      ask: async () => {
        await approve?.();
        return 'yes';
      },
    },
    cwd: '/centre',
    color: { out: false, err: false },
  });
  try {
    const exitCode = session.exitCode(await command(session));
    return { exitCode, answer: JSON.parse(out), output: out + err };
  } catch (thrown) {
    const { result, refusal = '', exitCode } = answerToThrown(thrown, { verbose: true });
    return { exitCode, answer: result as JsonObject, output: `${jsonText(result)}${err}${refusal}` };
  }
}
