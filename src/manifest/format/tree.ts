/** A comment on a line of its own, with its `#`, or `''` for a blank line. */
export type Line = string;

/** A YAML document as the formatter sees it: what is written, with the comments where they belong. */
export interface DocumentTree {
  /** Comments and directives before its `---`. */
  lead: Line[];
  hasDirectives: boolean;
  /** The comment on the line of its `---`. */
  markerComment?: string;
  root: ValueTree;
  /** Comments behind everything else. */
  end: Line[];
}

/** A value, or the place of one that is not written. */
export interface ValueTree {
  /** Its anchor and tag. */
  props: string[];
  /** The comment on the line of its key or hyphen, where the value itself begins further down. */
  head?: string;
  /** Lines between its key or hyphen and itself. */
  before: Line[];
  content?: Content;
  /** The comment on its last line; on that of its header where it is a block scalar. */
  comment?: string;
}

export type Content = Inline | BlockText | Collection;

/** A plain or quoted scalar, or an alias, as it is written. */
export interface Inline {
  readonly type: 'inline';
  /** Its lines, the further ones without their indentation. */
  readonly lines: readonly string[];
}

/** A block scalar. */
export interface BlockText {
  readonly type: 'text';
  readonly header: string;
  /** Its lines without their indentation. */
  readonly lines: readonly string[];
}

/** A map or list. */
export interface Collection {
  readonly type: 'block' | 'flow';
  readonly isList: boolean;
  entries: EntryTree[];
  /** Lines behind its last entry. */
  end: Line[];
}

export interface EntryTree {
  before: Line[];
  /** Absent for elements of lists. */
  key?: KeyTree;
  readonly value: ValueTree;
}

export interface KeyTree {
  /** As it is written, with its anchor and tag. */
  readonly text: string;
  readonly name: string;
  /** False for a key in braces that stands alone. */
  hasColon: boolean;
}

/** A value that nothing is known of yet. */
export const emptyValue = (): ValueTree => ({ props: [], before: [] });

/** Adds lines one by one: there can be more of them than a call has room for. */
export function addLines(to: Line[], lines: readonly Line[]): void {
  for (const line of lines) to.push(line);
}
