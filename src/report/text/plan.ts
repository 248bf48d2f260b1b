import { kindIn } from '../../core/address.ts';
import type { Action, Change, FieldChange } from '../../core/change.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Plan } from '../../core/plan.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { diagnosticsText, sourceText } from './diagnostics.ts';
import { orphanLines, unmanagedLines } from './ownership.ts';
import { counted, listed, type Style } from './style.ts';
import { fieldValueText } from './value.ts';

const signs: Record<Action, string> = { create: '+', update: '~', delete: '-' };

/** A plan for people: changes by kind, who owns what, then what it costs and the verdict in one line. */
export function planText(plan: Plan, style: Style): string {
  const sections = [
    ...[...groupBy(plan.changes, ({ address }) => kindIn(address))].map(([kind, changes]) =>
      kindLines(kind, changes, style),
    ),
    adoptionLines(plan, style),
    orphanLines(plan.orphaned, style),
    unmanagedLines(plan.unmanaged, style),
  ].filter((lines) => lines.length > 0);
  const body = sections.map((lines) => `${lines.join('\n')}\n\n`).join('');
  const diagnostics = diagnosticsText(plan.diagnostics, style);
  return `${body}${diagnostics}${diagnostics && '\n'}${verdict(plan, style)}\n`;
}

function kindLines(kind: string, changes: readonly Change[], style: Style): string[] {
  return [style.chalk.bold(kind), ...changes.flatMap((change) => changeLines(change, style))];
}

function changeLines(change: Change, style: Style): string[] {
  const { chalk } = style;
  const colour = { create: chalk.green, update: chalk.yellow, delete: chalk.red }[change.action];
  const source = change.sources[''];
  const head = `  ${colour(`${signs[change.action]} ${escapeText(change.address)}`)}`;
  const place = source ? `  ${chalk.dim(sourceText(source))}` : '';
  const rows = change.fields.map((field) => fieldRow(field, change.action, style));
  return [head + place, ...alignColumns(rows, { indent: '      ' })];
}

function fieldRow(field: FieldChange, action: Action, { chalk }: Style): string[] {
  const path = escapeText(field.path.slice(1));
  const [before, after] = [fieldValueText(field.path, field.before), fieldValueText(field.path, field.after)];
  if (action === 'create') return [path, after];
  const origin = { manifest: '', drift: 'changed by hand', both: 'changed by hand and in Git' }[field.origin];
  const change = `${chalk.dim('→')} ${after}`;
  return [path, before, origin === '' ? change : `${change}  ${chalk.magenta(origin)}`];
}

function adoptionLines({ adopted }: Plan, { chalk }: Style): string[] {
  if (adopted.length === 0) return [];
  const rows = adopted.map(({ address, id }) => [
    `= ${escapeText(address)}`,
    chalk.dim(`id ${escapeText(id)}`),
  ]);
  return [
    chalk.bold('Adopted') + chalk.dim(' (in the tenant already; apply records them as ours)'),
    ...alignColumns(rows, { indent: '  ' }),
  ];
}

function verdict({ tenant, summary }: Plan, { chalk }: Style): string {
  const { create, update, delete: deletes, unchanged, unmanaged, requests, estimatedSeconds } = summary;
  const rest = listed(
    [`${unchanged} unchanged`, unmanaged > 0 ? `${unmanaged} unmanaged` : undefined],
    'nothing declared',
  );
  const name = escapeText(tenant);
  if (create + update + deletes === 0) return `${chalk.bold(`${name}: no changes.`)} ${rest}.`;
  const counts = `${create} to create, ${update} to update, ${deletes} to delete`;
  const cost = `${counted(requests, 'request')}, about ${estimatedSeconds} s`;
  return `${chalk.bold(`${name}: ${counts}.`)} ${rest}. ${cost}.`;
}
