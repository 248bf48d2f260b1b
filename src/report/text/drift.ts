import type { Drift } from '../../core/drift.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { diagnosticsText } from './diagnostics.ts';
import { orphanLines, unmanagedLines } from './ownership.ts';
import { listed, type Style } from './style.ts';
import { valueText } from './value.ts';

/** A drift report for people: what was changed by hand, then the rest, then the verdict in one line. */
export function driftText(drift: Drift, style: Style): string {
  const sections = [
    ...drift.drifted.map((one) => driftedLines(one, style)),
    missingLines(drift, style),
    pendingLines(drift, style),
    orphanLines(drift.orphaned, style),
    unmanagedLines(drift.unmanaged, style),
  ].filter((lines) => lines.length > 0);
  const body = sections.map((lines) => `${lines.join('\n')}\n\n`).join('');
  const diagnostics = diagnosticsText(drift.diagnostics, style);
  return `${body}${diagnostics}${diagnostics && '\n'}${verdict(drift, style)}\n`;
}

function driftedLines({ address, fields }: Drift['drifted'][number], { chalk }: Style): string[] {
  const rows = fields.map(({ path, declared, applied, live }) => [
    escapeText(path.slice(1)),
    `declared ${valueText(declared)}`,
    `applied ${valueText(applied)}`,
    `live ${chalk.magenta(valueText(live))}`,
  ]);
  return [chalk.yellow(`~ ${escapeText(address)}`), ...alignColumns(rows, { indent: '    ' })];
}

function missingLines({ missing }: Drift, { chalk }: Style): string[] {
  if (missing.length === 0) return [];
  const rows = missing.map(({ address, id }) => [escapeText(address), chalk.dim(`was id ${escapeText(id)}`)]);
  return [
    chalk.red('Missing') + chalk.dim(' (deleted in the tenant)'),
    ...alignColumns(rows, { indent: '  ' }),
  ];
}

function pendingLines({ pending }: Drift, { chalk }: Style): string[] {
  if (pending.length === 0) return [];
  const rows = pending.map(({ address, action }) => [escapeText(address), chalk.dim(action)]);
  return [
    chalk.bold('Pending') + chalk.dim(' (declared, not applied yet)'),
    ...alignColumns(rows, { indent: '  ' }),
  ];
}

function verdict({ tenant, summary }: Drift, { chalk }: Style): string {
  const { inSync, drifted, missing, pending, unmanaged } = summary;
  const name = escapeText(tenant);
  const rest = listed(
    [
      `${inSync} in sync`,
      pending > 0 ? `${pending} pending` : undefined,
      unmanaged > 0 ? `${unmanaged} unmanaged` : undefined,
    ],
    '',
  );
  if (drifted + missing === 0) return `${chalk.bold(`${name}: no drift.`)} ${rest}.`;
  return `${chalk.bold(chalk.red(`${name}: ${drifted} drifted, ${missing} missing.`))} ${rest}.`;
}
