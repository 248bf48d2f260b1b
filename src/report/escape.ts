/**
 * Characters that change what a terminal or an editor shows without being seen: controls (C0, DEL, C1), bidi marks and embeddings,
 * line and paragraph separators, other invisible marks, and halves of surrogate pairs.
 */
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** Text from outside, safe for a terminal: what cannot be seen is written as `\uXXXX`. */
export function escapeText(text: string): string {
  return text.replace(unseen, toEscape);
}

/** A value as one JSON document of two-space indent with a newline at its end; control and bidi characters as `\uXXXX`. */
export function jsonText(value: unknown): string {
  // JSON.stringify leaves DEL, C1 and bidi as they are; outside strings its only unseen character is the newline.
  return `${JSON.stringify(value, null, 2).replace(unseen, (found) => (found === '\n' ? found : toEscape(found)))}\n`;
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
