import type { ApplyReport } from '../../core/apply-report.ts';
import type { Outcome } from '../../core/outcome.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { diagnosticsText, sourceText } from './diagnostics.ts';
import { listed, type Style } from './style.ts';
import { valueText } from './value.ts';

const pastTense = { create: 'created', update: 'updated', delete: 'deleted' } as const;

/** One line for a change that ended. */
export function outcomeLine(outcome: Outcome, { chalk }: Style): string {
  const address = escapeText(outcome.address);
  if (outcome.outcome === 'applied') return `${chalk.green('✓')} ${address} ${pastTense[outcome.action]}`;
  return `${chalk.red('✗')} ${address} ${chalk.red(outcome.outcome)}`;
}

/** What an apply did: everything that was not applied with its reason and manifest, then the verdict in one line. */
export function applyText(report: ApplyReport, style: Style): string {
  const unapplied = report.outcomes.filter(({ outcome }) => outcome !== 'applied');
  const details = unapplied.map((outcome) => `${unappliedLines(outcome, style).join('\n')}\n`).join('');
  const diagnostics = diagnosticsText(report.diagnostics, style);
  const parts = [details, diagnostics].filter((part) => part !== '').map((part) => `${part}\n`);
  return `${parts.join('')}${verdict(report, style)}\n`;
}

function unappliedLines(outcome: Outcome, style: Style): string[] {
  const { error, source, conflicts = [] } = outcome;
  const rows = conflicts.map(({ path, base, theirs, ours }) => [
    escapeText(path.slice(1)),
    `was ${valueText(base)}`,
    `theirs ${valueText(theirs)}`,
    `ours ${valueText(ours)}`,
  ]);
  const place = source ? `  ${style.chalk.dim(sourceText(source))}` : '';
  return [
    outcomeLine(outcome, style) + place,
    ...(error ? [`    ${escapeText(error.message)}`] : []),
    ...(error?.hint === undefined ? [] : [`    ${style.chalk.dim('→')} ${escapeText(error.hint)}`]),
    ...alignColumns(rows, { indent: '      ' }),
  ];
}

function verdict({ tenant, summary, outcomes }: ApplyReport, { chalk }: Style): string {
  const { applied, failed, blocked, conflict, unknown } = summary;
  const name = escapeText(tenant);
  if (outcomes.length === 0) return chalk.bold(`${name}: nothing to change.`);
  const rest = listed(
    [
      `${failed} failed`,
      blocked > 0 ? `${blocked} blocked` : undefined,
      conflict > 0 ? `${conflict} in conflict` : undefined,
      unknown > 0 ? `${unknown} unknown` : undefined,
    ],
    '',
  );
  const colour = applied === outcomes.length ? chalk.green : chalk.red;
  return chalk.bold(colour(`${name}: ${applied} applied, ${rest}.`));
}
