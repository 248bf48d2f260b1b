import type { Diagnostic } from '../../core/diagnostic.ts';
import { escapeText } from '../escape.ts';
import { diagnosticsText } from './diagnostics.ts';
import { counted, type Style } from './style.ts';

/** The files that a new project begins with. */
export function initText(written: readonly string[], { chalk }: Style): string {
  const verdict = chalk.bold(`${counted(written.length, 'file')} written.`);
  return `${fileLines(written)}${verdict} Next: cxform plan\n`;
}

/** The files that formatting changed or, with `check`, would change, one a line, then the verdict. */
export function formattedText(
  {
    changed,
    diagnostics,
  }: { readonly changed: readonly string[]; readonly diagnostics: readonly Diagnostic[] },
  { check }: { readonly check: boolean },
  style: Style,
): string {
  const count = counted(changed.length, 'file');
  const verdict = check ? `${count} would change.` : `${count} changed.`;
  return `${fileLines(changed)}${diagnosticsText(diagnostics, style)}${style.chalk.bold(verdict)}\n`;
}

function fileLines(files: readonly string[]): string {
  return files.map((file) => `${escapeText(file)}\n`).join('');
}
