import stringWidth from 'string-width';
import type { Checkup, Finding, FindingStatus } from '../../core/checkup.ts';
import { groupBy } from '../../core/group-by.ts';
import { escapeText } from '../escape.ts';
import { diagnosticsText } from './diagnostics.ts';
import { counted, type Style } from './style.ts';
import { wrapText } from './wrap.ts';

/** What doctor looked at, a line each: what, what was found, and below it what to do; each service under its name. */
export function checkupText(checkup: Checkup, style: Style): string {
  const services = [...groupBy(checkup.checks, ({ service = '' }) => service)];
  const tables = services.map(([service, findings]) => {
    const head = service === '' ? [] : [style.chalk.bold(escapeText(service))];
    // Calls are long: they have columns of their own.
    const parts = [...groupBy(findings, ({ call }) => call !== undefined).values()];
    const lines = parts.flatMap((part) => tableLines(part, style));
    return `${[...head, ...lines].join('\n')}\n\n`;
  });
  const diagnostics = diagnosticsText(checkup.diagnostics, style);
  return `${tables.join('')}${diagnostics}${diagnostics && '\n'}${verdict(checkup, style)}\n`;
}

const lineWidth = 100;
const foundWidthMin = 40;
const hintIndent = '    ';

function tableLines(findings: readonly Finding[], style: Style): string[] {
  const subjects = findings.map(({ check, call }) => escapeText(call ?? check));
  const subjectWidth = Math.max(...subjects.map((subject) => stringWidth(subject)));
  return findings.flatMap((finding, index) => {
    const subject = subjects[index] ?? '';
    const padding = ' '.repeat(subjectWidth - stringWidth(subject));
    const start = `${mark(finding.status, style)} ${subject}${padding}  `;
    return findingLines(finding, start, subjectWidth + 4, style);
  });
}

/** `start` is what stands before what was found, and `startWidth` columns wide. */
function findingLines(
  { status, found, hint }: Finding,
  start: string,
  startWidth: number,
  { chalk }: Style,
): string[] {
  const said = escapeText(status === 'skipped' ? `not checked (${found})` : found);
  const shown = status === 'skipped' ? chalk.dim : (text: string) => text;
  const [first = '', ...others] = wrapText(said, Math.max(foundWidthMin, lineWidth - startWidth));
  const arrow = `${hintIndent}→ `;
  const hints = hint === undefined ? [] : wrapText(escapeText(hint), lineWidth - arrow.length);
  return [
    `${start}${shown(first)}`,
    ...others.map((line) => `${' '.repeat(startWidth)}${shown(line)}`),
    ...hints.map((line, index) => `${index === 0 ? arrow : ' '.repeat(arrow.length)}${line}`),
  ];
}

function mark(status: FindingStatus, { chalk }: Style): string {
  const marks: Record<FindingStatus, string> = {
    ok: chalk.green('✓'),
    warning: chalk.yellow('!'),
    failed: chalk.red('✗'),
    skipped: chalk.dim('–'),
  };
  return marks[status];
}

function verdict({ tenant, summary }: Checkup, { chalk }: Style): string {
  const { ok, warning, failed, skipped } = summary;
  const counts = `${ok} ok, ${counted(warning, 'warning')}, ${failed} failed, ${skipped} not checked.`;
  const head = tenant === undefined ? '' : `${escapeText(tenant)}: `;
  return chalk.bold(`${head}${failed > 0 ? chalk.red(counts) : counts}`);
}
