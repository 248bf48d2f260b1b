import type { Address } from '../../core/address.ts';
import type { HistoricEvent, HistoricRun, History } from '../../core/history.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { diagnosticsText } from './diagnostics.ts';
import { type FieldsOf, historicValueLines } from './history-values.ts';
import { sectionsText } from './section.ts';
import { counted, listed, type Style } from './style.ts';

/** What a journal tells, for people: runs one a line, the newest last, or what became of one address, with values. */
export function historyText(history: History, fieldsOf: FieldsOf, style: Style): string {
  const { address, runs, events } = history;
  const { chalk } = style;
  const body =
    address === undefined
      ? sectionsText([alignColumns(runs.map(runRow), { indent: '' }), besideLines(events, fieldsOf, style)])
      : sectionsText([eventLines(events, fieldsOf, style, address)]);
  const diagnostics = diagnosticsText(history.diagnostics, style);
  return `${body}${diagnostics}${diagnostics && '\n'}${chalk.bold(verdict(history))}\n`;
}

function runRow({ run, startedAt, holder, ...ended }: HistoricRun): string[] {
  const by = holder ? `process ${holder.pid} on ${holder.host}` : '';
  return [startedAt, `run ${run}`, by, endText(ended)].map(escapeText);
}

/** Of the words that people know outcomes by. */
const outcomeWords = ['applied', 'failed', 'blocked', 'conflict', 'unknown'] as const;

function endText({ endedAt, summary, open }: Pick<HistoricRun, 'endedAt' | 'summary' | 'open'>): string {
  const writes = open > 0 ? `${counted(open, 'write')} with an unknown end` : undefined;
  if (endedAt === undefined || !summary) return listed(['did not come to its end', writes], '');
  const ended = outcomeWords.map((word) => {
    const count = summary[word];
    return typeof count === 'number' && count > 0 ? `${count} ${word}` : undefined;
  });
  return listed([...ended, writes], 'nothing to change');
}

function besideLines(events: readonly HistoricEvent[], fieldsOf: FieldsOf, style: Style): string[] {
  if (events.length === 0) return [];
  const { chalk } = style;
  const title = chalk.bold('Besides') + chalk.dim(' (what no run of apply did)');
  return [title, ...eventLines(events, fieldsOf, style).map((line) => `  ${line}`)];
}

function eventLines(
  events: readonly HistoricEvent[],
  fieldsOf: FieldsOf,
  style: Style,
  of?: Address,
): string[] {
  return events.flatMap((event) => [
    eventLine(event, style, of),
    ...historicValueLines(event, fieldsOf, style),
  ]);
}

/** The address that all events are `of` is not said again. */
function eventLine(event: HistoricEvent, { chalk }: Style, of?: Address): string {
  const { at, run, address, id, version, now } = event;
  const details = [
    now === undefined ? undefined : `now ${now}`,
    id === undefined ? undefined : `id ${id}`,
    version === undefined ? undefined : `version ${version}`,
    `run ${run}`,
  ];
  const words = [at, eventText(event), ...(address === undefined || address === of ? [] : [address])];
  return [...words.map(escapeText), chalk.dim(escapeText(listed(details, '')))].join('  ');
}

/** How a conflict was decided, by the side that was taken. */
const decisions: ReadonlyMap<string | undefined, string> = new Map([
  ['git', 'resolved: what Git says was taken'],
  ['live', 'resolved: what the tenant has was taken'],
  ['agreed', 'resolved: Git and the tenant said the same'],
]);

/** `update applied (write)`, `intent update (link)`, `settled create applied (write)`, `unlocked` */
function eventText({ type, action, step, outcome, error }: HistoricEvent): string {
  const decision = type === 'resolved' ? decisions.get(outcome) : undefined;
  if (decision !== undefined) return decision;
  const what = type === 'outcome' ? [action, outcome] : [type, action, outcome];
  const steps = step === undefined ? undefined : `(${step})`;
  const words = [...what, steps, error === undefined ? undefined : `[${error}]`];
  return words.filter((word) => word !== undefined).join(' ');
}

function verdict({ tenant, address, runs, events }: History): string {
  const of = address === undefined ? tenant : `${tenant}: ${address}`;
  const counts = address === undefined ? counted(runs.length, 'run') : counted(events.length, 'event');
  return `${escapeText(of)}: ${counts}.`;
}
