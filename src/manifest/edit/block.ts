import { elementLines, memberLines, type Placement } from '../print/lines.ts';
import { type Entry, takesBlankLines } from './entries.ts';
import type { Added, Addition, Reshaping } from './reshape.ts';
import { blankLinesEnd, lineEnd, lineEndWithComments, lineStart, type Splice, startsLine } from './splice.ts';

/** A text under edit. */
export interface EditedText {
  readonly text: string;
  /** Its line break. */
  readonly eol: string;
}

/** Removes and adds lines of an indented map or list; undefined where what is added has no place to go to. */
export function reshapeBlock(
  edited: EditedText,
  entries: readonly Entry[],
  { removed, additions }: Reshaping,
  placement: Placement,
): Splice[] | undefined {
  const first = entries[0]?.start ?? 0;
  const removals = removeLines(edited, entries, removed, placement);
  // What begins on the line of a hyphen goes with the blanks before it where comments stand above the next.
  const isTaken = !startsLine(edited.text, first) && removals.some(({ start }) => start < first);
  if (isTaken && additions.some(({ after }) => !after)) return undefined;
  return [...removals, ...additions.map((addition) => addLines(edited, first, addition, placement))];
}

/** The lines of an entry that is new. */
export const printedLines = ({ name, value }: Added, placement: Placement) =>
  name === undefined ? elementLines(value, placement) : memberLines(name, value, placement);

function addLines(
  { text, eol }: EditedText,
  first: number,
  { after, added }: Addition,
  placement: Placement,
): Splice {
  const printed = added.flatMap((one) => printedLines(one, { ...placement, isParagraphFree: !after }));
  const lines = indented(printed, placement);
  if (!after && !startsLine(text, first))
    return { start: first, end: first, text: leadBy(lines, placement, eol) };
  const above = after ? undefined : commentsAbove(text, lineStart(text, first));
  if (above === 0) return { start: 0, end: 0, text: lines.map((line) => line + eol).join('') };
  // Behind the line before, as lines are taken out with the line break before them: the first entry may go at the same time.
  const at =
    above === undefined
      ? lineEndWithComments(text, after?.end ?? 0, placement.column)
      : lineEnd(text, lineStart(text, above - 1));
  return { start: at, end: at, text: lines.map((line) => eol + line).join('') };
}

/** What is new begins on the line of the hyphen or colon, and what was first there goes below. */
const leadBy = (lines: readonly string[], { column }: Placement, eol: string) =>
  [...lines, ' '.repeat(column)].join(eol).slice(column);

/** The comments directly above the line of an entry belong to it. */
function commentsAbove(text: string, line: number): number {
  let [at, above] = [line, lineStart(text, line - 1)];
  while (at > 0 && /^[ \t]*#/.test(text.slice(above, at))) [at, above] = [above, lineStart(text, above - 1)];
  return at;
}

/** Lines of text at the column of the map or list that they go into. */
export function indented(lines: readonly string[], { column }: Placement): string[] {
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
