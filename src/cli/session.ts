import { resolve } from 'node:path';
import { openTenant } from '../app/open-tenant.ts';
import type { World } from '../app/world.ts';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import type { Terminal } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { jsonText } from '../report/escape.ts';
import { diagnosticsText } from '../report/text/diagnostics.ts';
import { type Style, styleOf } from '../report/text/style.ts';

/** Why a command cannot give its answer; main.ts says so and ends with exit code 1. */
export class CommandError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The options that every command takes (interface §4). */
export interface GlobalOptions {
  readonly config?: string;
  readonly tenant?: string;
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly parallelism: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

interface SessionParts {
  readonly options: GlobalOptions;
  readonly world: World;
  readonly terminal: Terminal;
  readonly cwd: string;
  /** Which of the two streams take colours. */
  readonly color: { readonly out: boolean; readonly err: boolean };
}

/** One command at work: where it reads from and how it answers. */
export class Session {
  readonly options: GlobalOptions;
  readonly world: World;
  readonly terminal: Terminal;
  readonly cwd: string;
  /** For standard output, or the output file. */
  readonly style: Style;
  /** For standard error. */
  readonly errorStyle: Style;

  constructor({ options, world, terminal, cwd, color }: SessionParts) {
    this.options = options;
    this.world = world;
    this.terminal = terminal;
    this.cwd = cwd;
    this.style = styleOf({ color: color.out && options.output === undefined });
    this.errorStyle = styleOf({ color: color.err });
  }

  get json(): boolean {
    return this.options.format === 'json';
  }

  /** The Tenant that the command is about, or what is wrong with it. */
  openTenant(): ReturnType<typeof openTenant> {
    const { config, tenant: name } = this.options;
    return openTenant(this.world.files, {
      from: this.cwd,
      ...(config !== undefined && { config }),
      ...(name !== undefined && { name }),
    });
  }

  /** Gives the command's result: as JSON or as text, to standard output or the output file. */
  async answer(result: unknown, text: string): Promise<void> {
    const content = this.json ? jsonText(result) : text;
    const { output } = this.options;
    if (output === undefined) this.terminal.out(content);
    else await this.write(output, content);
  }

  /** Makes sure that the output file can be written, before anything is done that only it will tell. Throws CommandError. */
  async assureOutput(): Promise<void> {
    const { output } = this.options;
    if (output !== undefined) await this.#named(output, (path) => this.world.files.assureWritable(path));
  }

  /** Writes a file that the person named, from the working folder. Throws CommandError `OUTPUT_UNWRITABLE`. */
  async write(path: string, content: string): Promise<void> {
    await this.#named(path, (at) => this.world.files.write(at, content));
  }

  async #named(path: string, work: (absolute: string) => Promise<void>): Promise<void> {
    try {
      await work(resolve(this.cwd, path));
    } catch (thrown) {
      // Of the reason only its code: its message names files that only we know of.
      const reason = systemErrorCode(thrown);
      if (reason === undefined) throw thrown;
      throw new CommandError('OUTPUT_UNWRITABLE', `${path} cannot be written (${reason})`);
    }
  }

  /** Answers that there is no result, and why; the exit code for it. */
  async refuse(diagnostics: readonly Diagnostic[]): Promise<number> {
    const sorted = sortDiagnostics(diagnostics);
    const text = diagnosticsText(sorted, this.errorStyle);
    if (this.json) await this.answer({ formatVersion: 1, diagnostics: sorted }, text);
    this.terminal.err(text);
    return 1;
  }

  /** Tells people what goes on: on standard error, never mixed with the result. */
  tell(text: string): void {
    if (!this.options.quiet) this.terminal.err(text);
  }
}
