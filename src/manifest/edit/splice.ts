import { invariant } from '../../core/invariant.ts';

/** A stretch of a text, and what shall stand in its place. Offsets count UTF-16 code units. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The place of the map or list that it prints anew, where comments inside of that would be lost. */
  readonly losesAt?: readonly string[];
}

/** Carries out splices of one text. Stretches that are only taken out may overlap; no others may. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const splice of [...splices].sort((a, b) => a.start - b.start || a.end - b.end)) {
    invariant(splice.start >= at || splice.text === '', 'two changes of a text overlap');
    parts.push(text.slice(at, splice.start), splice.text);
    at = Math.max(at, splice.end);
  }
  return parts.join('') + text.slice(at);
}

/** Where the line begins that holds an offset. */
export function lineStart(text: string, offset: number): number {
  // Before the first character there is no line break; lastIndexOf would look at the first one.
  return offset > 0 ? text.lastIndexOf('\n', offset - 1) + 1 : 0;
}

/** Where that line ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed === -1) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** True where nothing but blanks stand before an offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return /^[ \t\uFEFF]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** The end of the line that holds an offset, or of the last comment below it that is indented further than `column`. */
export function lineEndWithComments(text: string, offset: number, column: number): number {
  let end = lineEnd(text, offset);
  const line = /\r?\n([ \t]*)(#?)/y;
  for (let at = end; ; at = lineEnd(text, line.lastIndex)) {
    line.lastIndex = at;
    const [, indent = '', mark] = line.exec(text) ?? [];
    const isBlank = lineEnd(text, line.lastIndex) === line.lastIndex;
    if (line.lastIndex === 0 || (!isBlank && (mark !== '#' || indent.length <= column))) return end;
    if (!isBlank) end = lineEnd(text, line.lastIndex);
  }
}

/** The end of the last of the blank lines below the end of a line. */
export function blankLinesEnd(text: string, end: number): number {
  const line = /\r?\n[ \t]*(?=\r?\n|$)/y;
  for (let at = end; ; at = line.lastIndex) {
    line.lastIndex = at;
    if (!line.test(text)) return at;
  }
}
