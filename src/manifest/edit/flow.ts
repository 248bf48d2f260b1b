import { flowText } from '../print/lines.ts';
import type { EditedText } from './block.ts';
import type { Entry } from './entries.ts';
import type { Added, Reshaping } from './reshape.ts';
import { lineEnd, lineStart, type Splice, startsLine } from './splice.ts';

/** Removes or adds entries of a map or list in braces or brackets; undefined where both would have to be done at once. */
export function reshapeFlow(
  edited: EditedText,
  entries: readonly Entry[],
  { removed, additions }: Reshaping,
): Splice[] | undefined {
  if (additions.length === 0) return removeFlow(edited.text, entries, removed);
  if (removed.size > 0) return undefined;
  return additions.flatMap(({ after, added }) =>
    after ? addAfter(edited, after, added) : addFirst(entries, added),
  );
}

/** A value inside braces or brackets printed anew. */
export function rewriteFlow(entry: Entry, { name, value }: Added): Splice {
  const colon = entry.hasColon ? ' ' : ': ';
  const start = name === undefined ? entry.start : entry.after;
  return { start, end: entry.end, text: (name === undefined ? '' : colon) + flowText(value) };
}

const printed = (added: readonly Added[]) =>
  added.map(({ name, value }) =>
    name === undefined ? flowText(value) : flowText({ [name]: value }).slice(1, -1),
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
