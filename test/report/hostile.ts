/** Controls, halves of surrogate pairs, separators of lines and paragraphs, bidi marks and embeddings, other invisible marks. */
const unwanted = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b-\u200d\u2060\ufeff]/u;

/** The characters of an output that must reach nobody raw; the output's own newlines are none. */
export function hostileIn(output: string): readonly string[] {
  return [...output].filter((character) => character !== '\n' && unwanted.test(character));
}
