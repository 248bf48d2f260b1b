import type { Accepted, AcceptedField } from '../../core/accepted.ts';
import { groupBy } from '../../core/group-by.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { diagnosticsText } from './diagnostics.ts';
import { sectionsText } from './section.ts';
import { counted, type Style } from './style.ts';
import { fieldValueText } from './value.ts';

/** What was written into manifests, for people: each field with its place and both values, what was refused, then the verdict. */
export function acceptedText({ tenant, written, diagnostics }: Accepted, style: Style): string {
  const { chalk } = style;
  const body = sectionsText(
    [...groupBy(written, ({ address }) => address)].map(([address, fields]) => [
      chalk.yellow(`~ ${escapeText(address)}`),
      ...alignColumns(
        fields.map((field) => fieldRow(field, style)),
        { indent: '    ' },
      ),
    ]),
  );
  const said = diagnosticsText(diagnostics, style);
  const files = new Set(written.map(({ file }) => file)).size;
  const verdict = `${counted(written.length, 'field')} written into ${counted(files, 'file')}.`;
  const next = written.length > 0 ? ' Look at them in Git, and commit them.' : '';
  return `${body}${said}${said && '\n'}${chalk.bold(`${escapeText(tenant)}: ${verdict}`)}${next}\n`;
}

function fieldRow({ path, before, after, file, line }: AcceptedField, { chalk }: Style): string[] {
  return [
    escapeText(path.slice(1)),
    fieldValueText(path, before),
    `${chalk.dim('→')} ${fieldValueText(path, after)}  ${chalk.dim(`${escapeText(file)}:${line}`)}`,
  ];
}
