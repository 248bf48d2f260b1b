import type { CST } from 'yaml';

/** A stretch of content in a text. */
export interface Piece {
  readonly offset: number;
  readonly source: string;
}

/** True for an anchor or tag. */
export const isProp = ({ type }: CST.SourceToken) => type === 'anchor' || type === 'tag';

/** True for a plain or quoted scalar or an alias that is written at all. */
export const isInline = (token: CST.Token | undefined): token is CST.FlowScalar =>
  token !== undefined && 'source' in token && token.source !== '';

/** False for what holds only blanks, comments and commas. */
export const hasContent = ({ start, key, sep = [], value }: CST.CollectionItem) =>
  key || value || [...start, ...sep].some(({ type }) => !trivia.has(type));

const trivia: ReadonlySet<string> = new Set(['space', 'comment', 'newline', 'comma']);

/** What a key is made of. */
export function keyPieces(key: CST.Token): readonly Piece[] {
  if (key.type === 'block-scalar') return textPieces(key).filter(({ source }) => source !== '');
  return isInline(key) ? [key] : [];
}

/** The header of a block scalar and its lines. */
export function textPieces({ props, source }: CST.BlockScalar): [header: Piece, lines: Piece] {
  const tokens = props as readonly CST.SourceToken[];
  const [header = { offset: 0, source: '' }] = tokens;
  const last = tokens.at(-1) ?? header;
  return [header, { offset: last.offset + last.source.length, source }];
}
