import { Composer, type CST, type Document, Lexer, Parser, Schema } from 'yaml';

/** Deepest nesting of maps and lists that is read. Manifests need six levels. */
export const nestingMax = 64;

/** YAML 1.2 and nothing else. One schema for all documents, so that no `%YAML` directive brings back 1.1. */
const core = new Schema({ schema: 'core', merge: false, resolveKnownTags: false });

export interface Composed<T> {
  readonly documents: readonly T[];
  /** Where nesting passed the limit; nothing of that document or after it was read. */
  readonly tooDeepAt?: number;
}

/**
 * Reads a text's YAML documents, each as what `read` makes of it: of a long file only one is held as nodes at a time. Nesting is counted
 * while the text is cut into tokens, before anything recurses into it.
 */
export function composeDocuments<T>(text: string, read: (document: Document.Parsed) => T): Composed<T> {
  const documents: T[] = [];
  const parser = new Parser();
  // Duplicate keys are found by toValue: the library compares each key with each.
  const composer = new Composer({ schema: core, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const take = (tokens: Iterable<CST.Token>) => {
    for (const token of tokens) {
      for (const document of composer.next(token)) documents.push(read(document));
    }
  };
  let tooDeepAt: number | undefined;
  for (const lexeme of new Lexer().lex(text)) {
    take(parser.next(lexeme));
    if (isTooDeep(parser.stack)) {
      tooDeepAt = parser.offset - lexeme.length;
      break;
    }
  }
  if (tooDeepAt === undefined) take(parser.end());
  for (const document of composer.end()) documents.push(read(document));
  return tooDeepAt === undefined ? { documents } : { documents, tooDeepAt };
}

/** The parser's stack holds what is open: the document, its collections, and at most one scalar. */
function isTooDeep(open: readonly CST.Token[]): boolean {
  return open.length > nestingMax && open.filter((token) => 'items' in token).length > nestingMax;
}
