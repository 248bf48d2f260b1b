import type { Json } from './wire.ts';

/** Control characters and bidi marks that JSON.stringify leaves raw, though they change what a person sees. */
const INVISIBLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON for a file that people read: nothing in it is invisible, and it parses to the same value. */
export function printedJson(value: Json, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(INVISIBLE, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
