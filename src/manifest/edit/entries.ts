import { CST } from 'yaml';

/** A key with its value, or an element of a list, and where its parts stand in the text. */
export interface Entry {
  /** Undefined in a list. */
  readonly name?: string;
  /** Of its first character, be it an anchor, a hyphen or a key. */
  readonly start: number;
  /** Past its colon or hyphen; past its key where it has no colon; in a list in brackets the same as `start`. */
  readonly after: number;
  /** Its key stands behind a question mark. */
  readonly isExplicit: boolean;
  /** False for a key that stands alone: in braces, or behind a question mark. */
  readonly hasColon: boolean;
  /** Between `after` and the value. */
  readonly comments: readonly CST.SourceToken[];
  /** Anchors and tags between `after` and the value. */
  readonly props: readonly CST.SourceToken[];
  readonly value?: CST.Token;
  /** Past its last character; comments, blanks and line breaks after it do not count. */
  readonly end: number;
  /** Comments stand between its last scalar and what that belongs to. */
  readonly endsApart: boolean;
  /** The commas around it. */
  readonly commaBefore?: number;
  readonly commaAfter?: number;
}

/** The entries of a map or list; undefined for anything else. */
export function entriesOf(token: CST.Token | undefined): readonly Entry[] | undefined {
  if (!CST.isCollection(token)) return undefined;
  const items: readonly CST.CollectionItem[] = token.items;
  const toEntry = isList(token) ? elementOf : memberOf;
  const entries: Entry[] = [];
  for (const [index, item] of items.entries()) {
    if (isTrivia(item)) continue;
    const commaBefore = commaIn(item);
    const commaAfter = commaIn(items[index + 1]);
    entries.push({
      ...toEntry(item),
      ...(commaBefore !== undefined && { commaBefore }),
      ...(commaAfter !== undefined && { commaAfter }),
    });
  }
  return entries;
}

/** Past the last character of a token that counts. The line break at the end of a block scalar belongs to its line. */
export function contentEnd(token: CST.Token): number {
  const last = lastIn(token);
  if (last.type === 'flow-collection') return (last.end[0]?.offset ?? last.offset) + 1;
  if (last.type === 'block-scalar') return last.offset + CST.stringify(last).replace(/\r?\n$/, '').length;
  return last.offset + ('source' in last ? last.source.length : 0);
}

/** True for what ends with a text that all blank lines below it belong to. */
export function takesBlankLines(token: CST.Token | undefined): boolean {
  const last = token && lastIn(token);
  return last?.type === 'block-scalar' && /^[|>].?\+/.test(CST.stringify(last));
}

/** Where the first thing of an item stands that is no blank and no comment. */
function contentStart(item: CST.CollectionItem): number {
  return contentOf(item)[0]?.offset ?? 0;
}

function memberOf(item: CST.CollectionItem): Entry {
  const { start, key, sep = [], value } = item;
  const colon = sep.find(({ type }) => type === 'map-value-ind');
  const keyEnd = key ? contentEnd(key) : contentStart(item);
  const after = colon ? colon.offset + 1 : keyEnd;
  return {
    name: CST.resolveAsScalar(key)?.value ?? '',
    start: contentStart(item),
    after,
    isExplicit: has(start, 'explicit-key-ind'),
    hasColon: colon !== undefined,
    ...common(item, colon ? sep : [], after),
    ...(value && { value }),
  };
}

/** In brackets an element can be a pair, `[a: b]`: a map that has no token of its own, and is taken whole. */
function elementOf(item: CST.CollectionItem): Entry {
  const hyphen = item.start.find(({ type }) => type === 'seq-item-ind');
  const start = contentStart(item);
  const after = hyphen ? hyphen.offset + 1 : start;
  return {
    start,
    after,
    isExplicit: false,
    hasColon: false,
    ...common(item, item.key ? [] : item.start, after),
    ...(item.value && !item.key && { value: item.value }),
  };
}

function common(item: CST.CollectionItem, between: readonly CST.SourceToken[], after: number) {
  const tokens = between.filter(({ offset }) => offset >= after);
  return {
    comments: tokens.filter(({ type }) => type === 'comment'),
    props: tokens.filter(({ type }) => type === 'anchor' || type === 'tag'),
    end: contentEndOf(item),
    endsApart: endsApart(item),
  };
}

function endsApart({ start, sep = start, value }: CST.CollectionItem): boolean {
  const between = sep.slice(sep.findIndex(({ type }) => type === 'map-value-ind') + 1);
  if (!CST.isCollection(value)) return CST.isScalar(value) && has(between, 'comment');
  const last = lastFilled(value);
  return value.type !== 'flow-collection' && last !== undefined && endsApart(last);
}

const commaIn = (item: CST.CollectionItem | undefined) =>
  item?.start.find(({ type }) => type === 'comma')?.offset;

function contentEndOf(item: CST.CollectionItem): number {
  const last = contentOf(item).at(-1);
  return last ? contentEnd(last) : 0;
}

function lastIn(token: CST.Token): CST.Token {
  if (token.type !== 'block-map' && token.type !== 'block-seq') return token;
  const item = lastFilled(token);
  const last = item && contentOf(item).at(-1);
  return last ? lastIn(last) : token;
}

const lastFilled = ({ items }: { readonly items: readonly CST.CollectionItem[] }) =>
  items.findLast((item) => !isTrivia(item));

function contentOf({ start, key, sep = [], value }: CST.CollectionItem): CST.Token[] {
  return [...start, key, ...sep, value].filter(
    (token): token is CST.Token => !!token && !blank.has(token.type) && token.type !== 'comma',
  );
}

const blank: ReadonlySet<string> = new Set(['space', 'comment', 'newline']);

const isTrivia = (item: CST.CollectionItem) => contentOf(item).length === 0;

/** True for a list, by hyphens or in brackets. */
export function isList(token: CST.Token): boolean {
  return (
    token.type === 'block-seq' || (token.type === 'flow-collection' && token.start.type === 'flow-seq-start')
  );
}

const has = (tokens: readonly CST.SourceToken[], type: string) => tokens.some((token) => token.type === type);
