import type { Diagnostic, Severity, Source } from '../../core/diagnostic.ts';
import { escapeText } from '../escape.ts';
import type { Style } from './style.ts';

/** `queues.yaml:12:5`: most terminals and editors open it. */
export function sourceText({ file, line, column }: Source): string {
  return `${escapeText(file)}:${line}:${column}`;
}

/** Diagnostics for people: place, severity, what is wrong, why, and what to do. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], style: Style): string {
  return diagnostics.map((diagnostic) => diagnosticText(diagnostic, style)).join('');
}

function diagnosticText(diagnostic: Diagnostic, { chalk }: Style): string {
  const colour: Record<Severity, (text: string) => string> = {
    error: chalk.red,
    warning: chalk.yellow,
    info: chalk.cyan,
  };
  const { severity, code, summary, detail, hint, source } = diagnostic;
  const place = source ? `${sourceText(source)} ` : '';
  const lines = [
    `${chalk.bold(place)}${colour[severity](severity)} ${escapeText(summary)} ${chalk.dim(`[${code}]`)}`,
    ...(detail === undefined ? [] : [`  ${escapeText(detail)}`]),
    ...(hint === undefined ? [] : [`  ${chalk.dim('→')} ${escapeText(hint)}`]),
  ];
  return `${lines.join('\n')}\n`;
}
