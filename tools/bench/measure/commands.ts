import { type Asked, SandboxServer } from '../../sandbox-server.ts';
import type { Project } from '../project.ts';
import { type Meter, measure, type Usage } from './run.ts';

/** What one run of a command used, and asked of the tenant. */
export type Sample = Usage & Asked;

interface CommandsParts {
  /** The bundled command line. */
  readonly cli: string;
  readonly meter: Meter;
  readonly project: Project;
}

/** Runs the command line on a project whose tenant is a sandbox in another process. */
export class Commands {
  readonly #parts: CommandsParts;

  constructor(parts: CommandsParts) {
    this.#parts = parts;
  }

  /** Works while a sandbox has the project's tenant. */
  async inSandbox<T>(work: (sandbox: SandboxServer) => Promise<T>): Promise<T> {
    const { cli, project } = this.#parts;
    const sandbox = await SandboxServer.start(cli, project.statePath);
    try {
      return await work(sandbox);
    } finally {
      await sandbox.stop();
    }
  }

  /** One run of a command such as `plan`. Throws where it does not exit with 0. */
  async run(sandbox: SandboxServer, command: string): Promise<Sample> {
    const { cli, meter, project } = this.#parts;
    const words = [cli, ...command.split(' '), '--format', 'json'];
    const usage = await measure(meter, { words, cwd: project.folder, env: sandbox.env });
    return { ...usage, ...(await sandbox.asked()) };
  }

  async repeat(sandbox: SandboxServer, command: string, runs: number): Promise<readonly Sample[]> {
    const samples: Sample[] = [];
    while (samples.length < runs) samples.push(await this.run(sandbox, command));
    return samples;
  }
}
