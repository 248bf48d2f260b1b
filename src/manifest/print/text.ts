import { Scalar } from 'yaml';

/** A text as a scalar that every reader of YAML takes for this text. Over several lines only where `multiline` allows it. */
export function textScalar(text: string, { multiline = false } = {}): Scalar<string> {
  const scalar = new Scalar(text);
  if (multiline && isParagraphs(text)) scalar.type = Scalar.BLOCK_LITERAL;
  else if (unseen.test(text) || mistakable.test(text)) scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** True for lines that an editor shows as they are: no blanks at their ends, and no more than one newline at the last. */
export function isParagraphs(text: string): boolean {
  const lines = text.split('\n');
  return (
    lines.length > 1 && !/^\s|[^\S\n](\n|$)|\n\n$/.test(text) && !lines.some((line) => unseen.test(line))
  );
}

/** Characters that a reviewer cannot see, controls and bidi marks among them, as escapes. They stand inside double quotes only. */
export function escapeUnseen(yaml: string): string {
  return yaml.replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;

/** What the library would leave plain and some reader takes for something else; of what ends a document it makes a block, even in braces. */
const mistakable = /^[-:]|^\.{3}|\?|^\d{4}-\d{1,2}-\d{1,2}|^=$|^\s|\s$/;
