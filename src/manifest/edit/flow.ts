import type { CST } from 'yaml';
import { isArray, isObject, type Json } from '../../core/json.ts';
import { flowText } from '../print/lines.ts';
import type { EditedText } from './block.ts';
import { contentEnd, type Entry, isList } from './entries.ts';
import type { Added, Reshaping } from './reshape.ts';
import { lineEnd, lineStart, type Splice, startsLine } from './splice.ts';

/**
 * Removes or adds entries of a map or list in braces or brackets. Where both are to be done, what is added waits for another round, as
 * the two could meet in the text; undefined where there is none.
 */
export function reshapeFlow(
  edited: EditedText,
  entries: readonly Entry[],
  { removed, additions }: Reshaping,
  mayWait: boolean,
): Splice[] | undefined {
  if (removed.size > 0 && additions.length > 0 && !mayWait) return undefined;
  if (removed.size > 0) return removeFlow(edited.text, entries, removed);
  return additions.flatMap(({ after, added }) =>
    after ? addAfter(edited, after, added) : addFirst(entries, added),
  );
}

/** Fills braces or brackets that hold nothing but comments, below the last of these; undefined where they hold none. */
export function fillFlow(
  { text, eol }: EditedText,
  token: CST.Token,
  comments: readonly number[],
  wanted: Json,
): Splice[] | undefined {
  const comment = comments.findLast((offset) => isInside(token, offset));
  const added = isList(token) ? elementsOf(wanted) : membersOf(wanted);
  if (comment === undefined || added.length === 0) return undefined;
  // A map that begins behind a hyphen or colon stands further to the right than its line.
  const around = 'indent' in token ? token.indent : 0;
  const least = Math.max(indentAt(text, token.offset), around) + 2;
  const indent = startsLine(text, comment) ? Math.max(least, indentAt(text, comment)) : least;
  const feed = eol + ' '.repeat(indent);
  const at = lineEnd(text, comment);
  return [{ start: at, end: at, text: feed + printed(added).join(`,${feed}`) }];
}

/** Takes out all entries of braces or brackets that hold comments; undefined where they hold none. */
export function clearFlow(
  { text }: EditedText,
  token: CST.Token,
  comments: readonly number[],
  entries: readonly Entry[],
): Splice[] | undefined {
  const isCommented = comments.some((offset) => isInside(token, offset));
  return isCommented ? removeFlow(text, entries, new Set(entries)) : undefined;
}

const isInside = (token: CST.Token, offset: number) => token.offset < offset && offset < contentEnd(token);

/** The blanks at the beginning of the line of an offset. */
const indentAt = (text: string, offset: number) =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0].length ?? 0;

const elementsOf = (value: Json): readonly Added[] =>
  isArray(value) ? value.map((element) => ({ value: element })) : [];

const membersOf = (value: Json): readonly Added[] =>
  isObject(value) ? Object.entries(value).map(([name, member]) => ({ name, value: member })) : [];

/** A value as it stands among others in braces or brackets. */
export const elementText = (value: Json) => flowText([value]).slice(1, -1);

const printed = (added: readonly Added[]) =>
  added.map(({ name, value }) =>
    name === undefined ? elementText(value) : flowText({ [name]: value }).slice(1, -1),
  );

function addFirst(entries: readonly Entry[], added: readonly Added[]): Splice[] {
  const at = entries[0]?.start ?? 0;
  return [{ start: at, end: at, text: `${printed(added).join(', ')}, ` }];
}

/** On lines of their own where the entry before has one. A comment that ends its line stays there. */
function addAfter({ text, eol }: EditedText, entry: Entry, added: readonly Added[]): Splice[] {
  const { end } = entry;
  if (!startsLine(text, entry.start)) return [{ start: end, end, text: `, ${printed(added).join(', ')}` }];
  const feed = eol + text.slice(lineStart(text, entry.start), entry.start);
  const lines = printed(added).join(`,${feed}`);
  const last = lineEnd(text, end);
  const [, comma] = /^[ \t]*(,?)[ \t]*(?:#.*)?$/.exec(text.slice(end, last)) ?? [];
  if (comma === undefined) return [{ start: end, end, text: `,${feed}${lines}` }];
  if (comma === ',') return [{ start: last, end: last, text: `${feed}${lines},` }];
  return [
    { start: end, end, text: ',' },
    { start: last, end: last, text: feed + lines },
  ];
}

function removeFlow(text: string, entries: readonly Entry[], removed: ReadonlySet<Entry>): Splice[] {
  const splices: Splice[] = [];
  for (let first = 0; first < entries.length; first += 1) {
    if (!removed.has(entries[first] as Entry)) continue;
    const length = entries.slice(first).findIndex((entry) => !removed.has(entry));
    const next = length === -1 ? entries.length : first + length;
    splices.push(removeRun(text, entries, first, next));
    first = next;
  }
  return splices;
}

/** Takes out the entries from `first` until before `next`, and one comma with each. */
function removeRun(text: string, entries: readonly Entry[], first: number, next: number): Splice {
  const { start = 0, commaBefore } = entries[first] ?? {};
  const { end = start, commaAfter } = entries[next - 1] ?? {};
  if (commaAfter !== undefined)
    return wholeLine(text, { start, end: blanksEnd(text, commaAfter + 1), text: '' });
  // The last entries: the comma before them goes too, but for one that a comment follows.
  if (commaBefore === undefined || text.slice(commaBefore, start).includes('#'))
    return wholeLine(text, { start, end, text: '' });
  return { start: commaBefore, end, text: '' };
}

/** Past the blanks, unless a comment or the end of the line follows them. */
function blanksEnd(text: string, from: number): number {
  const end = from + (/^[ \t]*/.exec(text.slice(from, lineEnd(text, from)))?.[0].length ?? 0);
  return end === lineEnd(text, from) || text[end] === '#' ? from : end;
}

/** With its line, where nothing else is on it. */
function wholeLine(text: string, { start, end }: Splice): Splice {
  const last = lineEnd(text, end);
  if (!startsLine(text, start) || text.slice(end, last).trim() !== '' || last === text.length)
    return { start, end, text: '' };
  return { start: lineStart(text, start), end: last + (text[last] === '\r' ? 2 : 1), text: '' };
}
