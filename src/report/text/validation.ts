import type { Validation } from '../../core/validation.ts';
import { diagnosticsText } from './diagnostics.ts';
import { counted, type Style } from './style.ts';

/** What validate found, and the verdict in one line. */
export function validationText({ diagnostics, summary }: Validation, style: Style): string {
  const { chalk } = style;
  const { manifests, resources, errors, warnings } = summary;
  const found = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  const verdict =
    errors > 0
      ? chalk.red(`${found}.`)
      : chalk.green(`valid: ${counted(manifests, 'manifest')}, ${counted(resources, 'resource')}; ${found}.`);
  const shown = diagnosticsText(diagnostics, style);
  return `${shown}${shown && '\n'}${chalk.bold(verdict)}\n`;
}
