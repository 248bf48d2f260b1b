import type { ApplyReport } from '../../core/apply-report.ts';
import type { Outcome } from '../../core/outcome.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { conflictRows } from './conflict-fields.ts';
import { diagnosticsText, sourceText } from './diagnostics.ts';
import { editedLines } from './edited.ts';
import { sectionLines } from './section.ts';
import { counted, listed, type Style } from './style.ts';

const pastTense = { create: 'created', update: 'updated', delete: 'deleted' } as const;
const pastOfOthers = {
  create: 'was there already',
  update: 'was so already',
  delete: 'was gone already',
} as const;

/** One line for a change that ended. */
export function outcomeLine(outcome: Outcome, { chalk }: Style): string {
  const address = escapeText(outcome.address);
  if (outcome.outcome === 'applied') {
    const what = isUnwritten(outcome) ? chalk.dim(pastOfOthers[outcome.action]) : pastTense[outcome.action];
    return `${chalk.green('✓')} ${address} ${what}`;
  }
  return `${chalk.red('✗')} ${address} ${chalk.red(outcome.outcome)}`;
}

/** Somebody else had done it when its turn came. */
const isUnwritten = ({ outcome, attempts }: Outcome) => outcome === 'applied' && attempts === 0;

/** What an apply did: everything that was not applied with its reason and manifest, then the verdict in one line. */
export function applyText(report: ApplyReport, style: Style): string {
  const unapplied = report.outcomes.filter(({ outcome }) => outcome !== 'applied');
  const unbegun = unapplied.filter(isUnbegun);
  const told = unapplied.filter((outcome) => !isUnbegun(outcome));
  const sections = [...told.map((outcome) => unappliedLines(outcome, style)), unbegunLines(unbegun, style)];
  const details = sections.flatMap((lines) => lines.map((line) => `${line}\n`)).join('');
  const diagnostics = diagnosticsText(report.diagnostics, style);
  const parts = [details, diagnostics].filter((part) => part !== '').map((part) => `${part}\n`);
  return `${parts.join('')}${verdict(report, style)}\n`;
}

/** Somebody asked to stop before its turn came. */
const isUnbegun = ({ outcome, error }: Outcome) => outcome === 'blocked' && error?.code === 'INTERRUPTED';

/** Who looks for one change among more than these takes the JSON. */
const shownMax = 20;

function unbegunLines(unbegun: readonly Outcome[], { chalk }: Style): string[] {
  const rows = unbegun.map(({ address, action }) => [escapeText(address), chalk.dim(action)]);
  return sectionLines(chalk.red('Not begun') + chalk.dim(' (it was asked to stop)'), rows, shownMax);
}

function unappliedLines(outcome: Outcome, style: Style): string[] {
  const { error, source, conflicts = [], edited = {} } = outcome;
  const place = source ? `  ${style.chalk.dim(sourceText(source))}` : '';
  return [
    outcomeLine(outcome, style) + place,
    ...(error ? [`    ${escapeText(error.message)}`] : []),
    ...editedLines(edited),
    ...alignColumns(conflictRows(conflicts), { indent: '      ' }),
    ...(error?.hint === undefined ? [] : [`    ${style.chalk.dim('→')} ${escapeText(error.hint)}`]),
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
  const left = outcomes.filter(isUnbegun).length;
  const unwritten = outcomes.filter(isUnwritten).length;
  const done = unwritten > 0 ? `${applied} applied (${unwritten} so already)` : `${applied} applied`;
  const next = left > 0 ? ` ${counted(left, 'change')} not begun: the next apply does the rest.` : '';
  return `${chalk.bold(colour(`${name}: ${done}, ${rest}.`))}${next}`;
}
