import type { Json } from '../core/json.ts';

/** Longest stretch of a value that a message repeats, in characters. */
const shownLengthMax = 60;

/** A value inside a message: short, and otherwise as it was read (renderers escape it for their medium). */
export function shown(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return typeof value === 'string' ? `"${shortened(value)}"` : String(value);
}

/** Text of any length cut to what a message can hold, never inside a character. */
function shortened(text: string): string {
  // Twice the limit is enough for characters of two code units, whatever the text's length.
  const characters = Array.from(text.slice(0, shownLengthMax * 2 + 2));
  return characters.length <= shownLengthMax ? text : `${characters.slice(0, shownLengthMax).join('')}…`;
}
