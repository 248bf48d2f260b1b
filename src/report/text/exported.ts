import type { Adopted, Exported } from '../../core/exported.ts';
import { escapeText } from '../escape.ts';
import { diagnosticsText } from './diagnostics.ts';
import { sectionLines, sectionsText } from './section.ts';
import { counted, type Style } from './style.ts';

/** What an export made, for people: the files, the pins that they need, and the verdict in one line. */
export function exportedText(exported: Exported, style: Style): string {
  const { tenant, manifests, pins, pinned } = exported;
  const { chalk } = style;
  const files = manifests.flatMap(({ file }) => (file === undefined ? [] : [[escapeText(file)]]));
  const pinRows = Object.entries(pins).map(([address, id]) => [`${escapeText(address)}:`, escapeText(id)]);
  const where = pinned ? ' (written into the Tenant)' : ' (put these into the Tenant, under spec.pins)';
  const body = sectionsText([
    sectionLines(chalk.bold('Written'), files),
    sectionLines(chalk.bold('Pins') + chalk.dim(where), pinRows),
  ]);
  const diagnostics = diagnosticsText(exported.diagnostics, style);
  const verdict = `${escapeText(tenant)}: ${counted(manifests.length, 'manifest')}.`;
  return `${body}${diagnostics}${diagnostics && '\n'}${chalk.bold(verdict)}\n`;
}

/** Which manifest has taken over which object, for people, and what was written for it. */
export function adoptedText(adopted: Adopted, style: Style): string {
  const { chalk } = style;
  const { address, id, written } = adopted;
  const body = sectionsText([
    sectionLines(
      chalk.bold('Written'),
      written.map((file) => [escapeText(file)]),
    ),
  ]);
  const diagnostics = diagnosticsText(adopted.diagnostics, style);
  const verdict = `${escapeText(adopted.tenant)}: ${escapeText(address)} is the object ${escapeText(id)}.`;
  const next = 'The next apply records it as ours; cxform plan shows what that changes.';
  return `${body}${diagnostics}${diagnostics && '\n'}${chalk.bold(verdict)} ${next}\n`;
}
