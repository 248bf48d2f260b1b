import type { CST } from 'yaml';
import type { GapReader, TakeComment } from './gap.ts';
import { hasContent, isInline, isProp, keyPieces, type Piece, textPieces } from './pieces.ts';
import { inlineContent, keyTree, textContent } from './scalar.ts';
import { addLines, type Collection, type EntryTree, emptyValue, type Line, type ValueTree } from './tree.ts';

/** Reads the root of a document, whose anchor and tag are among `props`. */
export function readRoot(gaps: GapReader, props: Props, token: CST.Token | undefined): ValueTree {
  const root = emptyValue();
  new ValueReader(gaps).value(root, props, token, -1);
  return root;
}

type Props = readonly CST.SourceToken[];

class ValueReader {
  readonly #gaps: GapReader;

  constructor(gaps: GapReader) {
    this.#gaps = gaps;
  }

  /** `column` is that of its key or hyphen. In braces and brackets, comments before it go to `inFlow`: those of its entry. */
  value(value: ValueTree, props: Props, token: CST.Token | undefined, column: number, inFlow?: Line[]): void {
    const before = inFlow ?? value.before;
    for (const prop of props.filter(isProp)) {
      addLines(before, this.#linesTo(prop, inFlow ? takeLine(inFlow) : takeHead(value)));
      value.props.push(prop.source);
    }
    if (token?.type === 'block-map' || token?.type === 'block-seq') {
      value.content = this.#block(token, column);
    } else if (token?.type === 'flow-collection') {
      value.content = this.#flow(token, before, takeComment(value));
    } else if (token?.type === 'block-scalar') {
      const [header, body] = textPieces(token);
      addLines(before, this.#linesTo(header, takeComment(value)));
      if (body.source !== '') this.#linesTo(body, () => {});
      value.content = textContent(header.source, token);
    } else if (isInline(token)) {
      addLines(before, this.#linesTo(token, takeComment(value)));
      value.content = inlineContent(token);
    } else if (!inFlow) {
      this.#gaps.addTail({ column: column + 1, lines: value.before });
    }
  }

  #block(token: CST.BlockMap | CST.BlockSequence, parentColumn: number): Collection {
    const collection: Collection = {
      type: 'block',
      isList: token.type === 'block-seq',
      entries: [],
      end: [],
    };
    for (const item of token.items as readonly CST.CollectionItem[]) {
      if (!hasContent(item)) continue;
      const entry = newEntry();
      collection.entries.push(entry);
      this.#entry(entry, item, token.indent);
    }
    // A list may stand at the column of its key.
    this.#gaps.addTail({ column: Math.max(token.indent, parentColumn + 1), lines: collection.end });
    return collection;
  }

  #flow(token: CST.FlowCollection, before: Line[], take: TakeComment): Collection {
    const isList = token.start.type === 'flow-seq-start';
    const collection: Collection = { type: 'flow', isList, entries: [], end: [] };
    let entry = newEntry();
    addLines(before, this.#linesTo(token.start, takeLine(entry.before)));
    for (const item of token.items) {
      const comma = item.start.find(({ type }) => type === 'comma');
      if (comma) {
        const last = collection.entries.at(-1)?.value;
        addLines(entry.before, this.#linesTo(comma, takeCommentOr(last, entry.before)));
      }
      if (!hasContent(item)) continue;
      this.#entry(entry, item, undefined);
      collection.entries.push(entry);
      entry = newEntry();
    }
    const [end = token.start] = token.end;
    const lines = this.#linesTo(end, take);
    collection.end = [...entry.before, ...lines];
    return collection;
  }

  /** `column` is that of a key or hyphen; in braces and brackets it means nothing. */
  #entry(
    entry: EntryTree,
    { start, key, sep = [], value }: CST.CollectionItem,
    column: number | undefined,
  ): void {
    const inFlow = column === undefined ? entry.before : undefined;
    const pass = (token: Piece, take: TakeComment) =>
      addLines(entry.before, this.#gaps.share(this.#gaps.pass(token, take), column ?? 0));
    const takeBehind = inFlow ? takeLine(inFlow) : takeHead(entry.value);
    const hyphen = start.find(({ type }) => type === 'seq-item-ind');
    if (hyphen) pass(hyphen, takeBehind);
    if (key) {
      const colon = sep.find(({ type }) => type === 'map-value-ind');
      const props = start.filter(isProp);
      const pieces = [
        ...start.filter(({ type }) => type === 'explicit-key-ind'),
        ...props,
        ...keyPieces(key),
      ];
      for (const piece of pieces) pass(piece, takeLine(entry.before));
      if (colon) pass(colon, takeBehind);
      const propTexts = props.map(({ source }) => source);
      entry.key = keyTree(key, propTexts, colon !== undefined || column !== undefined);
    }
    this.value(entry.value, key ? sep : start, value, column ?? 0, inFlow);
  }

  #linesTo(piece: Piece, take: TakeComment): Line[] {
    return this.#gaps.pass(piece, take).map(({ text }) => text);
  }
}

const newEntry = (): EntryTree => ({ before: [], value: emptyValue() });

const takeLine =
  (lines: Line[]): TakeComment =>
  (comment) => {
    lines.push(comment);
  };

const takeComment =
  (value: ValueTree): TakeComment =>
  (comment) => {
    value.comment = comment;
  };

/** Behind a comma stands the comment of the entry before it, unless that has one. */
const takeCommentOr =
  (value: ValueTree | undefined, lines: Line[]): TakeComment =>
  (comment) => {
    if (value && value.comment === undefined) value.comment = comment;
    else lines.push(comment);
  };

/** The second one of a value that begins further down gets a line of its own. */
const takeHead =
  (value: ValueTree): TakeComment =>
  (comment) => {
    if (value.head === undefined) value.head = comment;
    else value.before.push(comment);
  };
