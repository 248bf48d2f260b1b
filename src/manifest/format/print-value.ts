import { indented, pad, printFlow, printInline } from './print-flow.ts';
import type { BlockText, Collection, Content, EntryTree, Inline, Line, ValueTree } from './tree.ts';

/** The lines of a document's root. */
export function printRoot({ props, head, before, content, comment }: ValueTree): string[] {
  const first = joined(...props, head);
  return [
    ...(first === '' ? [] : [first]),
    ...ownLines(before, 0, { isTight: true }),
    ...printApart(content, comment, { at: 0, textAt: 2 }),
  ];
}

/** Comments and blank lines at a column: at most one blank line in a row, and none first where it would be `isTight`. */
function ownLines(lines: readonly Line[], column: number, { isTight }: { isTight: boolean }): string[] {
  const isKept = (line: Line, index: number) =>
    line !== '' || (index === 0 ? !isTight : lines[index - 1] !== '');
  return indented(lines.filter(isKept), column);
}

/** The same without blank lines at the end, for what stands behind everything else. */
export function endLines(lines: readonly Line[], column: number, options: { isTight: boolean }): string[] {
  return ownLines(lines.slice(0, lines.findLastIndex(Boolean) + 1), column, options);
}

/** True for what ends with a text that all blank lines below it belong to. */
export function isOpenEnded({ content }: ValueTree): boolean {
  if (content?.type === 'text') return content.header.includes('+');
  const last = content?.type === 'block' && !content.end.some(Boolean) ? content.entries.at(-1) : undefined;
  return last !== undefined && isOpenEnded(last.value);
}

function printBlock({ isList, entries, end }: Collection, column: number): string[] {
  const parts: string[][] = [];
  let isTight = true;
  for (const entry of entries) {
    const before = isList ? [...entry.before, ...liftedLines(entry.value)] : entry.before;
    parts.push(ownLines(before, column, { isTight }), printEntry(entry, isList, column));
    isTight = isOpenEnded(entry.value);
  }
  return [...parts, endLines(end, column, { isTight })].flat();
}

function printEntry({ key, value }: EntryTree, isList: boolean, column: number): string[] {
  const { props, head, before, content, comment } = value;
  if (isList && isCompact(value)) {
    const [first = '', ...rest] = printBlock(value.content, column + 2);
    return [`${pad(column)}- ${first.trimStart()}`, ...rest];
  }
  const start = pad(column) + joined(key ? `${key.text}:` : '-', ...props);
  if (content && content.type !== 'block' && head === undefined && !before.some(Boolean)) {
    const base = isList ? column + 2 : column;
    const printed = withComment(content, printContent(content, start.length + 1, base, column + 2), comment);
    return [joined(start, printed[0]), ...printed.slice(1)];
  }
  const print = content ? ownLines : endLines;
  return [
    joined(start, head),
    ...print(before, column + 2, { isTight: true }),
    ...printApart(content, comment, { at: column + 2, textAt: column + 2 }),
  ];
}

/** A value on lines of its own. */
function printApart(
  content: Content | undefined,
  comment: string | undefined,
  { at, textAt }: { at: number; textAt: number },
): string[] {
  if (!content) return [];
  if (content.type === 'block') return printBlock(content, at);
  const [first = '', ...rest] = withComment(content, printContent(content, at, at, textAt), comment);
  return [pad(at) + first, ...rest];
}

function printContent(
  content: Inline | BlockText | Collection,
  begin: number,
  base: number,
  textAt: number,
): string[] {
  if (content.type === 'inline') return printInline(content, textAt);
  if (content.type !== 'text') return printFlow(content, begin, base);
  return [content.header, ...indented(content.lines, textAt)];
}

/** On the last line, or that of a block scalar's header. */
function withComment(
  { type }: Content,
  lines: readonly string[],
  comment: string | undefined,
): readonly string[] {
  const at = type === 'text' ? 0 : lines.length - 1;
  return lines.with(at, joined(lines[at], comment));
}

type Compact = ValueTree & { readonly content: Collection };

/** True for a map or list that can begin on the line of its hyphen. */
function isCompact(value: ValueTree): value is Compact {
  const { props, head, before, content } = value;
  return content?.type === 'block' && props.length === 0 && head === undefined && !before.some(Boolean);
}

/** Lines before what begins on the line of a hyphen: they go above the hyphen. */
function liftedLines(value: ValueTree): Line[] {
  const first = isCompact(value) ? value.content.entries[0] : undefined;
  if (!isCompact(value) || !first) return [];
  const lines = [...first.before, ...(value.content.isList ? liftedLines(first.value) : [])];
  first.before = [];
  return lines.slice(Math.max(0, lines.findIndex(Boolean)));
}

const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' ');
