import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, type Start, tell } from '../command.ts';
import { copyProgram } from '../copy-program.ts';
import { SandboxServer } from '../sandbox-server.ts';
import { objectCount } from './centre/centre.ts';
import { figuresText, killsIn } from './figures.ts';
import { Gateway } from './gateway.ts';
import { type Options, readOptions } from './options.ts';
import { Project } from './project.ts';
import { Trial } from './trial.ts';
import { Violation } from './violation.ts';

/** `npm run crashtest`. */
export const start = command(readOptions, crashtest);

/** Kills real processes that apply, and prints what came of it. Answers an exit code: 1 where a promise was broken. */
async function crashtest(options: Options, { root }: Start): Promise<number> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'cxform-crash-'));
  try {
    process.stdout.write(await killing(options, root, folder));
  } catch (thrown) {
    if (!(thrown instanceof Violation)) throw thrown;
    tell(thrown.message, `Broken with --seed ${options.seed}; what it left is in ${folder}`);
    return 1;
  }
  await rm(folder, { recursive: true });
  return 0;
}

async function killing({ kills, seed }: Options, root: string, folder: string): Promise<string> {
  const startedAt = performance.now();
  const cli = await copyProgram(root, folder);
  const project = new Project(folder);
  await project.begin();
  const sandbox = await SandboxServer.start(cli, project.statePath);
  const gateway = await Gateway.to(sandbox.env.CXONE_ROUTING_URL ?? '');
  try {
    const trial = new Trial({ project, sandbox, gateway, cli, seed });
    const { figures, admin } = trial;
    while (killsIn(figures) < kills) {
      await trial.round(kills - killsIn(figures));
      if (figures.rounds % 10 === 0) tell(`${killsIn(figures)} kills …`);
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    return figuresText(figures, { objects: objectCount(trial.centre), edits: admin.edits, seconds });
  } finally {
    await gateway.close();
    await sandbox.stop();
  }
}
