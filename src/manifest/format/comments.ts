import { CST, Lexer } from 'yaml';

/** The comments of a text, sorted. */
export function commentsIn(text: string): readonly string[] {
  const comments: string[] = [];
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && lexeme.startsWith('#')) comments.push(lexeme.trim());
    isScalar = lexeme === CST.SCALAR;
  }
  return comments.sort();
}
