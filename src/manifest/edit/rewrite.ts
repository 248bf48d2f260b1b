import type { CST } from 'yaml';
import type { Json } from '../../core/json.ts';
import { flowText, keyText, type Placement } from '../print/lines.ts';
import { type EditedText, indented, printedLines } from './block.ts';
import type { Entry } from './entries.ts';
import { elementText } from './flow.ts';
import type { Added } from './reshape.ts';
import { lineEnd, lineEndWithComments, type Splice, startsLine } from './splice.ts';

/** A value of an indented map or list printed anew. Comments between it and its colon or hyphen, and behind it, stay. */
export function rewriteBlock(
  edited: EditedText,
  entry: Entry,
  { name, value }: Added,
  placement: Placement,
): Splice[] {
  if (isApart(entry)) return rewriteApart(edited.text, entry, textApart(edited.text, entry, value));
  // The key behind a question mark stays where it is, however long it is.
  const added = { value, ...(name !== undefined && { name: entry.isExplicit ? 'k' : name }) };
  const lacksColon = entry.isExplicit && !entry.hasColon;
  return [(lacksColon ? addValue : rewriteLines)(edited, entry, added, placement)];
}

/** A value inside braces or brackets printed anew. Comments between it and its colon stay. */
export function rewriteFlow({ text }: EditedText, entry: Entry, { name, value }: Added): Splice[] {
  if (isApart(entry)) return rewriteApart(text, entry, elementText(value));
  const colon = entry.hasColon ? ' ' : ': ';
  const start = name === undefined ? entry.start : entry.after;
  return [{ start, end: entry.end, text: (name === undefined ? '' : colon) + elementText(value) }];
}

/** Comments stand between a value and its colon or hyphen, and it has a place of its own below them. */
const isApart = ({ comments, value }: Entry) =>
  comments.length > 0 && value !== undefined && value.type !== 'block-map' && value.type !== 'block-seq';

/** Below an empty line and a comment the YAML library takes a text without quotes for the next key. */
function textApart(text: string, { after, value: old }: Entry, value: Json): string {
  const isBelowEmptyLine = /\n[ \t]*\r?\n/.test(text.slice(after, old?.offset));
  return isBelowEmptyLine && typeof value === 'string' ? JSON.stringify(value) : flowText(value);
}

/** The value alone, with its anchor and tag. */
function rewriteApart(text: string, { props, value, end }: Entry, printed: string): Splice[] {
  return [
    ...props.map((prop) => withBlanks(text, prop)),
    { start: value?.offset ?? end, end, text: [printed, ...headComments(value)].join(' ') },
  ];
}

/** An anchor or tag, taken out with the blanks before it; what begins a line, with those behind it. */
function withBlanks(text: string, { offset, source }: CST.SourceToken): Splice {
  const end = offset + source.length;
  if (startsLine(text, offset))
    return { start: offset, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0), text: '' };
  return { start: text.slice(0, offset).trimEnd().length, end, text: '' };
}

/** A line with a colon below a key that had none. */
function addValue({ text, eol }: EditedText, { end }: Entry, added: Added, placement: Placement): Splice {
  const at = lineEnd(text, end);
  const [first = '', ...rest] = printedLines(added, placedBefore(text, end, placement));
  const lines = indented([first.slice(markLength(added) - 1), ...rest], placement);
  return { start: at, end: at, text: eol + lines.join(eol) };
}

function rewriteLines({ text, eol }: EditedText, entry: Entry, added: Added, placement: Placement): Splice {
  const { onFirstLine, below, behind, isInner } = commentsAround(text, entry);
  const placed = placedBefore(text, entry.end, placement);
  const printed = printedLines(added, below.length > 0 ? { ...placed, isParagraphFree: true } : placed);
  const moves = behind !== undefined && !isInner && printed.length > 1;
  const comments = moves ? [...onFirstLine, behind] : onFirstLine;
  const isFree = comments.length === 0 && below.length === 0;
  const [first = '', ...rest] = isFree ? printed : withFreeMark(printed, added);
  const lines = [...below.map((comment) => `  ${comment}`), ...rest];
  return {
    start: entry.after,
    end: moves || isInner ? lineEnd(text, entry.end) : entry.end,
    text: [[first.slice(markLength(added)), ...comments].join(' '), ...indented(lines, placement)].join(eol),
  };
}

/** Where a comment that is indented follows, it would become part of a text on lines of its own. */
function placedBefore(text: string, end: number, placement: Placement): Placement {
  const isParagraphFree = lineEndWithComments(text, end, placement.column) > lineEnd(text, end);
  return { ...placement, isParagraphFree };
}

const markLength = ({ name }: Added) => (name === undefined ? 1 : keyText(name).length + 1);

/** A comment behind a hyphen leaves no place for the map or list of the element there. */
function withFreeMark(lines: readonly string[], { name, value }: Added): readonly string[] {
  const [first = '', ...rest] = lines;
  const isTaken = name === undefined && typeof value === 'object' && rest.length > 0;
  return isTaken ? ['-', first.replace('-', ' '), ...rest] : lines;
}

/** The comments between a value and its colon or hyphen, and on the line where it ends. */
function commentsAround(text: string, { after, comments, value, end }: Entry) {
  const between = comments.filter(({ offset }) => offset < end);
  const isFirst = ({ offset }: CST.SourceToken) => offset < lineEnd(text, after);
  const rest = text.slice(end, lineEnd(text, end)).trim();
  const behind = rest.startsWith('#') ? rest : undefined;
  return {
    onFirstLine: [...between.filter(isFirst).map(commentText), ...headComments(value)],
    below: between.filter((one) => !isFirst(one)).map(commentText),
    behind,
    // Behind an indented map or list stands the comment of its last entry.
    isInner: behind !== undefined && (value?.type === 'block-map' || value?.type === 'block-seq'),
  };
}

/** The comment in the line with which a block scalar begins. */
function headComments(value: CST.Token | undefined): string[] {
  const props = value?.type === 'block-scalar' ? value.props : [];
  return props.filter((one): one is CST.SourceToken => one.type === 'comment').map(commentText);
}

const commentText = ({ source }: CST.SourceToken) => source.trimEnd();
