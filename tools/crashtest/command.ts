import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** How a process ended. */
export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cxform of a project, in a process of its own. */
export class Command {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  constructor(cli: string, words: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, [cli, ...words, '--format', 'json'], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
      ([stdout, stderr, [code]]) => ({ code, stdout, stderr }),
    );
  }

  /** Resolves when nothing of the process is left. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
