import type { ExplainedField, ExplainedPlace, Explanation, KindList } from '../../core/explanation.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { flowText } from './flow.ts';
import type { Style } from './style.ts';
import { wrapText } from './wrap.ts';

const lineWidth = 100;

/** A kind or a field for people: what it is, what fits there, what stands in it, and a manifest to begin with. */
export function explanationText(explanation: Explanation, style: Style): string {
  const { path, role, fields, manifest } = explanation;
  const title = (text: string) => style.chalk.bold(escapeText(text));
  const about = role === undefined ? placeLines(explanation, style) : [explanation.description, role];
  const sections = [
    [title(path), ...indented(about, '  ')],
    fields.length === 0 ? [] : [title('Fields'), ...fields.flatMap((field) => fieldLines(field, style))],
    manifest === undefined ? [] : [title('Example'), ...indented(manifest.trimEnd().split('\n'), '  ')],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** All kinds, a line each, and how to go on. */
export function kindListText({ kinds }: KindList, { chalk }: Style): string {
  const rows = kinds.map(({ kind, description }) => [chalk.bold(kind), description]);
  const lines = alignColumns(rows, { indent: '' });
  return `${lines.join('\n')}\n\nNext: cxform explain KIND shows a kind, cxform explain KIND.FIELD what stands in it\n`;
}

function fieldLines(field: ExplainedField, style: Style): string[] {
  return [`  ${style.chalk.bold(escapeText(field.name))}`, ...indented(placeLines(field, style), '      ')];
}

function placeLines(place: ExplainedPlace, { chalk }: Style): string[] {
  const { type, required, description, examples } = place;
  return [
    `${chalk.cyan(escapeText(type))}${required ? chalk.yellow(' (required)') : ''}`,
    ...wrapText(escapeText(description), lineWidth),
    ...(place.default === undefined ? [] : wrapText(`Default: ${escapeText(place.default)}`, lineWidth)),
    ...(examples.length === 0
      ? []
      : [chalk.dim(`Such as ${escapeText(examples.map(flowText).join(' or '))}`)]),
  ];
}

function indented(lines: readonly string[], indent: string): string[] {
  return lines.filter((line) => line !== '').map((line) => `${indent}${line}`);
}
