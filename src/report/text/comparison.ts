import type { NamedObject, TenantComparison } from '../../core/tenant-comparison.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { diagnosticsText } from './diagnostics.ts';
import { sectionLines, sectionsText } from './section.ts';
import type { Style } from './style.ts';
import { fieldValueText } from './value.ts';

/** How two tenants differ, for people: what only one of them has, then field by field, then the verdict in one line. */
export function comparisonText(comparison: TenantComparison, style: Style): string {
  const { chalk } = style;
  const [left, right] = comparison.tenants.map(escapeText);
  const named = (title: string, objects: readonly NamedObject[]) =>
    sectionLines(
      title,
      objects.map(({ kind, name }) => [kind, escapeText(name)]),
    );
  const body = sectionsText([
    named(chalk.bold(`Only in ${left}`), comparison.onlyLeft),
    named(chalk.bold(`Only in ${right}`), comparison.onlyRight),
    ...comparison.different.map((one) => differentLines(one, style)),
    named(chalk.bold('Ambiguous') + chalk.dim(' (several objects have this name)'), comparison.ambiguous),
  ]);
  const diagnostics = diagnosticsText(comparison.diagnostics, style);
  return `${body}${diagnostics}${diagnostics && '\n'}${verdict(comparison, style)}\n`;
}

function differentLines(
  { kind, name, fields }: TenantComparison['different'][number],
  { chalk }: Style,
): string[] {
  const rows = fields.map(({ path, before, after }) => [
    escapeText(path.slice(1)),
    fieldValueText(path, before),
    `${chalk.dim('↔')} ${fieldValueText(path, after)}`,
  ]);
  return [chalk.yellow(`~ ${kind}  ${escapeText(name)}`), ...alignColumns(rows, { indent: '    ' })];
}

function verdict({ tenants, summary }: TenantComparison, { chalk }: Style): string {
  const [left, right] = tenants.map(escapeText);
  const { same, different, onlyLeft, onlyRight, ambiguous } = summary;
  const counts = [
    `${different} different`,
    `${onlyLeft} only in ${left}`,
    `${onlyRight} only in ${right}`,
    ...(ambiguous > 0 ? [`${ambiguous} ambiguous`] : []),
  ];
  const differ = different + onlyLeft + onlyRight + ambiguous > 0;
  const head = differ ? counts.join(', ') : 'no difference';
  return `${chalk.bold(`${left} ↔ ${right}: ${head}.`)} ${same} the same.`;
}
