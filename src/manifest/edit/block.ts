import type { CST } from 'yaml';
import { elementLines, keyText, memberLines, type Placement } from '../print/lines.ts';
import { type Entry, takesBlankLines } from './entries.ts';
import type { Added, Addition, Reshaping } from './reshape.ts';
import { blankLinesEnd, lineEnd, lineEndWithComments, lineStart, type Splice, startsLine } from './splice.ts';

/** A text under edit. */
export interface EditedText {
  readonly text: string;
  /** Its line break. */
  readonly eol: string;
}

/** Removes and adds lines of an indented map or list; undefined where what is added has no line to go to. */
export function reshapeBlock(
  edited: EditedText,
  entries: readonly Entry[],
  { removed, additions }: Reshaping,
  placement: Placement,
): Splice[] | undefined {
  const first = entries[0]?.start ?? 0;
  const hasNoLine = additions.some(({ after }) => !after) && !startsLine(edited.text, first);
  if (hasNoLine) return undefined;
  return [
    ...removeLines(edited, entries, removed, placement),
    ...additions.map((addition) => addLines(edited, first, addition, placement)),
  ];
}

/** A value of an indented map or list printed anew, from behind its colon or hyphen. Comments on its first line stay. */
export function rewriteBlock(
  { text, eol }: EditedText,
  entry: Entry,
  added: Added,
  placement: Placement,
): Splice {
  const printed = printedLines(added, placedBefore(text, entry.end, placement));
  const { onFirstLine, behind, isInner } = commentsAround(text, entry);
  const moves = behind !== undefined && !isInner && printed.length > 1;
  const comments = moves ? [...onFirstLine, behind] : onFirstLine;
  const [first = '', ...rest] = comments.length > 0 ? withFreeMark(printed, added) : printed;
  const mark = added.name === undefined ? 1 : keyText(added.name).length + 1;
  return {
    start: entry.after,
    end: moves || isInner ? lineEnd(text, entry.end) : entry.end,
    text: [[first.slice(mark), ...comments].join(' '), ...indented(rest, placement)].join(eol),
  };
}

/** Where a comment that is indented follows, it would become part of a text on lines of its own. */
export function placedBefore(text: string, end: number, placement: Placement): Placement {
  const isParagraphFree = lineEndWithComments(text, end, placement.column) > lineEnd(text, end);
  return { ...placement, isParagraphFree };
}

const printedLines = ({ name, value }: Added, placement: Placement) =>
  name === undefined ? elementLines(value, placement) : memberLines(name, value, placement);

/** A comment behind a hyphen leaves no place for the map or list of the element there. */
function withFreeMark(lines: readonly string[], { name, value }: Added): readonly string[] {
  const [first = '', ...rest] = lines;
  const isTaken = name === undefined && typeof value === 'object' && rest.length > 0;
  return isTaken ? ['-', first.replace('-', ' '), ...rest] : lines;
}

/** The comments on the lines where a value begins and ends. */
function commentsAround(text: string, { after, comments, value, end }: Entry) {
  const own = value?.type === 'block-scalar' ? value.props : [];
  const onFirstLine = [...comments, ...own.filter(isComment)]
    .filter(({ offset }) => offset < Math.min(lineEnd(text, after), end))
    .map(({ source }) => source.trimEnd());
  const rest = text.slice(end, lineEnd(text, end)).trim();
  const behind = rest.startsWith('#') ? rest : undefined;
  // Behind an indented map or list stands the comment of its last entry.
  const isInner = behind !== undefined && (value?.type === 'block-map' || value?.type === 'block-seq');
  return { onFirstLine, behind, isInner };
}

const isComment = (token: CST.Token): token is CST.SourceToken => token.type === 'comment';

function addLines(
  { text, eol }: EditedText,
  first: number,
  { after, added }: Addition,
  placement: Placement,
): Splice {
  const above = after ? undefined : commentsAbove(text, lineStart(text, first));
  const printed = added.flatMap((one) => printedLines(one, { ...placement, isParagraphFree: !after }));
  const lines = indented(printed, placement);
  if (above === 0) return { start: 0, end: 0, text: lines.map((line) => line + eol).join('') };
  // Behind the line before, as lines are taken out with the line break before them: the first entry may go at the same time.
  const at =
    above === undefined
      ? lineEndWithComments(text, after?.end ?? 0, placement.column)
      : lineEnd(text, lineStart(text, above - 1));
  return { start: at, end: at, text: lines.map((line) => eol + line).join('') };
}

/** The comments directly above the line of an entry belong to it. */
function commentsAbove(text: string, line: number): number {
  let [at, above] = [line, lineStart(text, line - 1)];
  while (at > 0 && /^[ \t]*#/.test(text.slice(above, at))) [at, above] = [above, lineStart(text, above - 1)];
  return at;
}

function indented(lines: readonly string[], { column }: Placement): string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(column) + line));
}

function removeLines(
  { text }: EditedText,
  entries: readonly Entry[],
  removed: ReadonlySet<Entry>,
  { column }: Placement,
): Splice[] {
  const firstKept = entries.findIndex((entry) => !removed.has(entry));
  const [first] = entries;
  const lead = first && firstKept > 0 && !startsLine(text, first.start) ? firstKept : 0;
  const splices = lead > 0 ? [removeLead(text, entries, lead)] : [];
  let above: Entry | undefined;
  for (const entry of entries.slice(lead)) {
    if (removed.has(entry)) splices.push(removeEntry(text, entry, above, column));
    else above = entry;
  }
  return splices;
}

function removeEntry(text: string, { start, end }: Entry, above: Entry | undefined, column: number): Splice {
  const last = lineEndWithComments(text, end, column);
  return lineWithout(
    text,
    lineStart(text, start),
    takesBlankLines(above?.value) ? blankLinesEnd(text, last) : last,
  );
}

/** Takes out whole lines with the line break before them: the one behind may be where something else is added. */
function lineWithout(text: string, start: number, end: number): Splice {
  if (start > 0) return { start: lineEnd(text, lineStart(text, start - 1)), end, text: '' };
  return { start, end: lineStart(text, text.indexOf('\n', end) + 1), text: '' };
}

/** Entries that begin on the line of a hyphen: the first one that is kept takes their place, unless comments stand above it. */
function removeLead(text: string, entries: readonly Entry[], kept: number): Splice {
  const start = entries[0]?.start ?? 0;
  const end = entries[kept]?.start ?? start;
  const last = lineEnd(text, entries[kept - 1]?.end ?? start);
  if (!text.slice(last, end).includes('#')) return { start, end, text: '' };
  const line = lineStart(text, start);
  return { start: line + text.slice(line, start).trimEnd().length, end: last, text: '' };
}
