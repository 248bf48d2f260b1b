import { kindIn } from '../../core/address.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Effect, Plan } from '../../core/plan.ts';
import { escapeText } from '../escape.ts';
import { changeLines } from './change.ts';
import { diagnosticsText } from './diagnostics.ts';
import { coverageText, orphanLines, unmanagedLines } from './ownership.ts';
import { sectionLines, sectionsText } from './section.ts';
import { counted, listed, type Style } from './style.ts';

/** A plan for people: changes by kind with what they set off, who owns what, then what it costs and the verdict in one line. */
export function planText(plan: Plan, style: Style): string {
  const { chalk } = style;
  const changes = [...groupBy(plan.changes, ({ address }) => kindIn(address))].map(([kind, ofKind]) => [
    chalk.bold(kind),
    ...ofKind.flatMap((change) => changeLines(change, style)),
  ]);
  const body = sectionsText([
    targetLines(plan, style),
    ...changes,
    effectLines(plan, style),
    adoptionLines(plan, style),
    orphanLines(plan.orphaned, style),
    unmanagedLines(plan.unmanaged, style),
  ]);
  const diagnostics = diagnosticsText(plan.diagnostics, style);
  return `${body}${diagnostics}${diagnostics && '\n'}${verdict(plan, style)}\n`;
}

function targetLines({ targets = [] }: Plan, { chalk }: Style): string[] {
  const rows = targets.map((target) => [escapeText(target)]);
  return sectionLines(chalk.bold('Limited') + chalk.dim(' (to these addresses and what they need)'), rows);
}

function effectLines({ effects }: Plan, { chalk }: Style): string[] {
  const title = chalk.bold('Effects') + chalk.dim(' (written again after these changes)');
  return sectionLines(
    title,
    effects.map((effect) => [effectText(effect)]),
  );
}

/** `reassign 12 routing profiles of RoutingProfile/voice` */
function effectText({ address, effect, count }: Effect): string {
  const one = kindIn(address)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return escapeText(`${effect} ${counted(count, one)} of ${address}`);
}

function adoptionLines({ adopted }: Plan, { chalk }: Style): string[] {
  const title = chalk.bold('Adopted') + chalk.dim(' (in the tenant already; apply records them as ours)');
  const rows = adopted.map(({ address, id }) => [
    `= ${escapeText(address)}`,
    chalk.dim(`id ${escapeText(id)}`),
  ]);
  return sectionLines(title, rows);
}

function verdict({ tenant, summary, effects }: Plan, { chalk }: Style): string {
  const { create, update, delete: deletes, unchanged, unmanaged, requests, estimatedSeconds } = summary;
  const rest = listed(
    [
      `${unchanged} unchanged`,
      unmanaged > 0 ? `${unmanaged} unmanaged` : undefined,
      coverageText(summary.gitCoverage),
    ],
    '',
  );
  const name = escapeText(tenant);
  const owed = effects.length > 0 ? ', and effects that an earlier run has left to do' : '';
  if (create + update + deletes === 0) return `${chalk.bold(`${name}: no changes${owed}.`)} ${rest}.`;
  const counts = `${create} to create, ${update} to update, ${deletes} to delete`;
  const cost = `${counted(requests, 'request')}, about ${estimatedSeconds} s`;
  return `${chalk.bold(`${name}: ${counts}.`)} ${rest}. ${cost}.`;
}
