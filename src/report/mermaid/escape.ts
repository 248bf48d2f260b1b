import { escapeText } from '../escape.ts';

/**
 * What may mean something to Mermaid, to the Markdown and the HTML in its labels, or to its own coding of entities (`ﬂ°…¶ß`): all
 * punctuation and symbols of ASCII but for `-` and `_` inside a word, and blanks but for one between words.
 */
const meaning =
  /(?<=[\p{L}\p{N}])[_-](?=[\p{L}\p{N}])|(?<=\S) (?=\S)|([\u0020-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007eﬂ°¶])/gu;

/** Text from outside for a place in double quotes, which must not be empty: whatever has a meaning is an entity, `#34;` for a quote. */
export function mermaidText(text: string): string {
  if (text === '') return '#32;';
  return escapeText(text).replace(meaning, (kept: string, escaped: string | undefined) =>
    escaped === undefined ? kept : `#${escaped.codePointAt(0)};`,
  );
}
