import { error } from '../core/diagnostic.ts';
import { escapeText } from '../report/escape.ts';
import type { Answer } from './answer.ts';
import { CommandError } from './command-error.ts';

const exitBug = 70;

/** The answer to whatever was thrown: what a command could not do, or a bug in cxform. `verbose` shows where it came from. */
export function answerToThrown(thrown: unknown, { verbose }: { readonly verbose: boolean }): Answer {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const said = `cxform: ${escapeText(message)}\n`;
  if (thrown instanceof CommandError) {
    const { code, hint } = thrown;
    return {
      ...failed({ code, summary: message, hint }),
      refusal: `${said}  → ${escapeText(hint)}\n`,
      exitCode: 1,
    };
  }
  const stack = verbose && thrown instanceof Error ? (thrown.stack ?? '').split('\n') : [];
  const trace = stack.map((line) => `${escapeText(line)}\n`).join('');
  return {
    ...failed({ code: 'BUG', summary: message, hint: 'This should not happen; please report it' }),
    refusal: `${said}This should not happen; please report it.\n${trace}`,
    exitCode: exitBug,
  };
}

/** The result of what came to nothing. */
export function failed(why: Failure): Pick<Answer, 'result'> {
  return { result: { formatVersion: 1, diagnostics: [error(why)] } };
}

interface Failure {
  readonly code: string;
  readonly summary: string;
  /** What to do next. */
  readonly hint: string;
}
