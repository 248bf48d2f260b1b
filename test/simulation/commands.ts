import type { World } from '../../src/app/world.ts';
import { applyCommand } from '../../src/cli/commands/apply.ts';
import { planCommand } from '../../src/cli/commands/plan.ts';
import { Session } from '../../src/cli/session.ts';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Plan } from '../../src/core/plan.ts';
import { centre } from './contents.ts';

/** How a command ended: what a script sees of it. */
export interface Ended<Answer> {
  readonly exitCode: number;
  readonly answer: Answer;
}

/** `cxform apply --auto-approve --format json`. */
export const runApply = (world: World): Promise<Ended<ApplyReport>> =>
  run(world, (session) => applyCommand(session, { autoApprove: true }));

/** `cxform plan --format json`. */
export const runPlan = (world: World): Promise<Ended<Plan>> =>
  run(world, (session) => planCommand(session, { detailedExitcode: true }));

async function run<Answer>(
  world: World,
  command: (session: Session) => Promise<number>,
): Promise<Ended<Answer>> {
  let output = '';
  const session = new Session({
    options: { format: 'json', parallelism: 3, lockTimeoutMs: 0, quiet: true, verbose: false },
    world,
    terminal: {
      interactive: false,
      out: (text) => {
        output += text;
      },
      err: () => {},
      ask: async () => undefined,
    },
    cwd: centre,
    color: { out: false, err: false },
  });
  const exitCode = await command(session);
  return { exitCode, answer: JSON.parse(output) };
}
