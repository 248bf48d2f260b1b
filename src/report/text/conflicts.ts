import type { ConflictList, OpenConflict } from '../../core/open-conflict.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { conflictRows } from './conflict-fields.ts';
import { diagnosticsText } from './diagnostics.ts';
import { editedLines } from './edited.ts';
import { sectionsText } from './section.ts';
import { counted, listed, type Style } from './style.ts';

/**
 * The reconciliation queue for people: what happened, both values of each field, who and when, and how it is decided. `tenantOption` is what
 * commands need to be about this Tenant: ` --tenant prod`.
 */
export function conflictsText(
  { tenant, conflicts, diagnostics }: ConflictList,
  style: Style,
  tenantOption = '',
): string {
  const body = sectionsText(conflicts.map((one) => conflictLines(one, style, tenantOption)));
  const told = diagnosticsText(diagnostics, style);
  const count = conflicts.length === 0 ? 'no open conflicts' : counted(conflicts.length, 'open conflict');
  return `${body}${told}${told && '\n'}${style.chalk.bold(`${escapeText(tenant)}: ${count}.`)}\n`;
}

function conflictLines(conflict: OpenConflict, { chalk }: Style, tenantOption: string): string[] {
  const { address, action, id, run, at, message, fields } = conflict;
  const met = listed([id === undefined ? undefined : `id ${id}`, `met ${at} by run ${run}`], '');
  return [
    `${chalk.red('✗')} ${escapeText(address)} ${chalk.red(action)}  ${chalk.dim(escapeText(met))}`,
    `    ${escapeText(message)}`,
    ...editedLines({ by: conflict.by, at: conflict.editedAt }),
    ...alignColumns(conflictRows(fields), { indent: '      ' }),
    `    ${chalk.dim('→')} ${escapeText(howToResolve(conflict, tenantOption))}`,
  ];
}

/** What is to be deleted has no manifest for the tenant's values. */
function howToResolve({ address, action, id, stays }: OpenConflict, tenantOption: string): string {
  const resolve = `cxform conflicts resolve ${address}${tenantOption}`;
  if (action !== 'delete') {
    return `${resolve} --take git writes what Git says, --take live puts what the tenant has into Git`;
  }
  const adopt = id === undefined ? '' : `cxform adopt ${address} ${id}${tenantOption}, or `;
  return stays
    ? `${resolve} --take git leaves it in the tenant and ends the conflict; to declare it again: ${adopt}put its manifest back`
    : `${resolve} --take git deletes it; to keep it: ${adopt}put its manifest back`;
}
