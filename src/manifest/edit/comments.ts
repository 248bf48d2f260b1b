import type { CST } from 'yaml';

/** Where the comments of a document begin, in the order of its text. */
export function commentOffsets(document: CST.Document): readonly number[] {
  return sourceTokens(document)
    .filter(({ type }) => type === 'comment')
    .map(({ offset }) => offset);
}

function sourceTokens(token: CST.Token | null | undefined): CST.SourceToken[] {
  if (!token) return [];
  const items: readonly CST.CollectionItem[] = 'items' in token ? token.items : [];
  return [
    ...(token.type === 'document' ? [...token.start, ...sourceTokens(token.value)] : []),
    ...(token.type === 'block-scalar' ? token.props.flatMap(own) : []),
    ...items.flatMap(({ start, key, sep = [], value }) => [
      ...start,
      ...sourceTokens(key),
      ...sep,
      ...sourceTokens(value),
    ]),
    ...('end' in token && token.end ? token.end : []),
  ];
}

const own = (token: CST.Token) =>
  'source' in token && token.type === 'comment' ? [token as CST.SourceToken] : [];
