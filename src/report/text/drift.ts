import type { Drift } from '../../core/drift.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { diagnosticsText, sourceText } from './diagnostics.ts';
import { coverageText, orphanLines, unmanagedLines } from './ownership.ts';
import { sectionLines, sectionsText } from './section.ts';
import { listed, type Style } from './style.ts';
import { valueText } from './value.ts';

/** A drift report for people: what was changed by hand, then the rest, then the verdict in one line. */
export function driftText(drift: Drift, style: Style): string {
  const body = sectionsText([
    ...drift.drifted.map((one) => driftedLines(one, style)),
    missingLines(drift, style),
    pendingLines(drift, style),
    orphanLines(drift.orphaned, style),
    unmanagedLines(drift.unmanaged, style),
  ]);
  const diagnostics = diagnosticsText(drift.diagnostics, style);
  return `${body}${diagnostics}${diagnostics && '\n'}${verdict(drift, style)}\n`;
}

function driftedLines({ address, fields }: Drift['drifted'][number], { chalk }: Style): string[] {
  const rows = fields.map(({ path, declared, applied, live, source }) => [
    escapeText(path.slice(1)),
    `declared ${valueText(declared)}`,
    `applied ${valueText(applied)}`,
    `live ${chalk.magenta(valueText(live))}`,
    chalk.dim(sourceText(source)),
  ]);
  return [chalk.yellow(`~ ${escapeText(address)}`), ...alignColumns(rows, { indent: '    ' })];
}

function missingLines({ missing }: Drift, { chalk }: Style): string[] {
  const rows = missing.map(({ address, id }) => [escapeText(address), chalk.dim(`was id ${escapeText(id)}`)]);
  return sectionLines(chalk.red('Missing') + chalk.dim(' (deleted in the tenant)'), rows);
}

function pendingLines({ pending }: Drift, { chalk }: Style): string[] {
  const rows = pending.map(({ address, action }) => [escapeText(address), chalk.dim(action)]);
  return sectionLines(chalk.bold('Pending') + chalk.dim(' (declared, not applied yet)'), rows);
}

function verdict({ tenant, summary }: Drift, { chalk }: Style): string {
  const { inSync, drifted, missing, pending, unmanaged } = summary;
  const name = escapeText(tenant);
  const rest = listed(
    [
      `${inSync} in sync`,
      pending > 0 ? `${pending} pending` : undefined,
      unmanaged > 0 ? `${unmanaged} unmanaged` : undefined,
      coverageText(summary.gitCoverage),
    ],
    '',
  );
  if (drifted + missing === 0) return `${chalk.bold(`${name}: no drift.`)} ${rest}.`;
  return `${chalk.bold(chalk.red(`${name}: ${drifted} drifted, ${missing} missing.`))} ${rest}.`;
}
