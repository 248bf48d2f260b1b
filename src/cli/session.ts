import { resolve } from 'node:path';
import type { OpenedTenants } from '../app/open-tenant.ts';
import type { World } from '../app/world.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Terminal } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { jsonText } from '../report/escape.ts';
import { diagnosticsText } from '../report/text/diagnostics.ts';
import { type Style, styleOf } from '../report/text/style.ts';
import { type Answer, refusing } from './answer.ts';
import { assureOutside } from './assure-outside.ts';
import { CommandError } from './command-error.ts';
import { Page } from './page.ts';

/** The options that every command takes (interface §4). */
export interface GlobalOptions {
  readonly config?: string;
  readonly tenant?: string;
  readonly format: Format;
  readonly output?: string;
  readonly parallelism: number;
  /** How long to wait for a lease that somebody else holds, in milliseconds. */
  readonly lockTimeoutMs: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** How a command can answer; most know the first two alone. */
export type Format = 'text' | 'json' | 'mermaid' | 'dot';

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
  /** For `out`. */
  readonly style: Style;
  /** For `err`. */
  readonly errorStyle: Style;
  /** Text for people: standard output or the output file. Where JSON is wanted it goes nowhere. */
  readonly out: Page;
  /** Standard error. */
  readonly err: Page;
  #fileText = '';
  #isOutputLost = false;

  constructor({ options, world, terminal, cwd, color }: SessionParts) {
    this.options = options;
    this.world = world;
    this.terminal = terminal;
    this.cwd = cwd;
    this.style = styleOf({ color: color.out && options.output === undefined });
    this.errorStyle = styleOf({ color: color.err });
    this.out = new Page((text) => this.#outText(text));
    this.err = new Page(terminal.err);
  }

  get json(): boolean {
    return this.options.format === 'json';
  }

  /** The Tenants that the command is about, or what is wrong with their file. `name` is the one of `--tenant` by default. */
  async openTenants(name = this.options.tenant): Promise<OpenedTenants> {
    const { config } = this.options;
    // Not every command reads YAML.
    const { openTenants } = await import('../app/open-tenant.ts');
    return openTenants(this.world.files, {
      from: this.cwd,
      ...(config !== undefined && { config }),
      ...(name !== undefined && { name }),
    });
  }

  /** Tells people what goes on: on standard error, never mixed with the result. */
  tell(text: string): void {
    if (!this.options.quiet) this.err.add(text);
  }

  /** Gives people what an answer has for them. */
  show({ text, aside, refusal }: Answer): void {
    if (text !== undefined) this.out.add(text);
    if (aside !== undefined && aside !== '' && !this.json) this.err.add(aside);
    if (refusal !== undefined) this.err.add(refusal);
  }

  /**
   * Ends with the one JSON document, or with the text that was shown so far. What has been done must be told: where the output file cannot
   * be had any more, standard output takes its place.
   */
  async close(result: object): Promise<void> {
    const { output } = this.options;
    const content = this.json ? jsonText(result) : this.#fileText;
    if (output === undefined) {
      if (this.json) this.terminal.out(content);
      return;
    }
    if (!this.json && this.out.isEmpty) return;
    try {
      await this.write(output, content);
    } catch (thrown) {
      if (!(thrown instanceof CommandError)) throw thrown;
      this.#isOutputLost = true;
      this.terminal.out(content);
      this.err.add(diagnosticsText([lostOutput(thrown)], this.errorStyle));
    }
  }

  /** The exit code of a command that would end with this one: none says that all is well where the output file is not there. */
  exitCode(code: number): number {
    return this.#isOutputLost && code === 0 ? 1 : code;
  }

  /** Gives the command's one answer; its exit code. */
  async answer(answer: Answer): Promise<number> {
    this.show(answer);
    await this.close(answer.result);
    return answer.exitCode;
  }

  /** Answers that there is no result, and why; the exit code for it. */
  refuse(diagnostics: readonly Diagnostic[]): Promise<number> {
    return this.answer(refusing(diagnostics, this.errorStyle));
  }

  /** Makes sure that the output file can be written, before anything is done that only it will tell. Throws CommandError. */
  async assureOutput(): Promise<void> {
    const { output } = this.options;
    if (output !== undefined) await this.assureWritable(output);
  }

  /** Makes sure that a file that the person named can be written. Throws CommandError `OUTPUT_UNWRITABLE` or `OUTPUT_OF_PROJECT`. */
  async assureWritable(path: string): Promise<void> {
    await this.#named(path, (at) => this.world.files.assureWritable(at));
  }

  /** Writes a file that the person named, from the working folder. Throws as `assureWritable` does. */
  async write(path: string, content: string): Promise<void> {
    await this.#named(path, (at) => this.world.files.write(at, content));
  }

  #outText(text: string): void {
    if (this.json) return;
    if (this.options.output === undefined) this.terminal.out(text);
    else this.#fileText += text;
  }

  async #named(path: string, work: (absolute: string) => Promise<void>): Promise<void> {
    const { config } = this.options;
    const at = resolve(this.cwd, path);
    await assureOutside(this.world.files, { name: path, path: at, from: this.cwd, config });
    try {
      await work(at);
    } catch (thrown) {
      // Of the reason only its code: its message names files that only we know of.
      const reason = systemErrorCode(thrown);
      if (reason === undefined) throw thrown;
      throw new CommandError(
        'OUTPUT_UNWRITABLE',
        `${path} cannot be written (${reason})`,
        'Name a file in a folder that you may write to',
      );
    }
  }
}

const lostOutput = ({ code, message, hint }: CommandError) =>
  error({ code, summary: `${message}; standard output has what it was to hold`, hint });
