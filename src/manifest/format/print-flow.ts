import type { Collection, Content, EntryTree, Inline } from './tree.ts';

/** Widest line with braces or brackets that hold something. */
const columnsMax = 100;

/**
 * A map or list in braces or brackets: on one line where it fits from the column `begin`, else with each entry on its own.
 * They are indented by two more than `base`, the column of what it belongs to.
 */
export function printFlow(collection: Collection, begin: number, base: number): string[] {
  const line = oneLine(collection);
  return line !== undefined && begin + line.length <= columnsMax ? [line] : printBroken(collection, base);
}

/** A scalar or alias, its further lines at a column. */
export function printInline({ lines: [first = '', ...rest] }: Inline, column: number): string[] {
  return [first, ...indented(rest, column)];
}

/** Lines at a column; empty ones stay empty. */
export function indented(lines: readonly string[], column: number): string[] {
  return lines.map((line) => (line === '' ? line : pad(column) + line));
}

/** Spaces up to a column. */
export const pad = (column: number) => ' '.repeat(column);

function printBroken({ isList, entries, end }: Collection, base: number): string[] {
  const comments = (lines: readonly string[]) => indented(lines.filter(Boolean), base + 2);
  return [
    isList ? '[' : '{',
    ...entries.flatMap((entry) => [...comments(entry.before), ...printEntry(entry, base + 2)]),
    ...comments(end),
    pad(base) + (isList ? ']' : '}'),
  ];
}

function printEntry(entry: EntryTree, column: number): string[] {
  const head = headOf(entry);
  const { content, comment } = entry.value;
  const begin = column + (head === '' ? 0 : head.length + 1);
  const [first = '', ...rest] = content ? printContent(content, begin, column) : [];
  const lines = [pad(column) + joined(head, first), ...rest];
  const last = `${lines.pop()},`;
  return [...lines, joined(last, comment ?? '')];
}

function printContent(content: Content, begin: number, column: number): string[] {
  if (content.type === 'text') return [];
  return content.type === 'inline' ? printInline(content, column + 2) : printFlow(content, begin, column);
}

/** Undefined where comments or a scalar of several lines do not allow it. */
function oneLine({ isList, entries, end }: Collection): string | undefined {
  const parts = entries.map(oneLineEntry);
  if (end.some(Boolean) || parts.includes(undefined)) return undefined;
  return isList ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`;
}

function oneLineEntry(entry: EntryTree): string | undefined {
  const { content, comment } = entry.value;
  if (entry.before.some(Boolean) || comment !== undefined) return undefined;
  if (!content) return headOf(entry);
  if (content.type === 'text') return undefined;
  const text = content.type === 'inline' ? content.lines.join('\n') : oneLine(content);
  return text === undefined || text.includes('\n') ? undefined : joined(headOf(entry), text);
}

const headOf = ({ key, value }: EntryTree) =>
  [...(key ? [key.text + (key.hasColon ? ':' : '')] : []), ...value.props].join(' ');

const joined = (...parts: readonly string[]) => parts.filter(Boolean).join(' ');
