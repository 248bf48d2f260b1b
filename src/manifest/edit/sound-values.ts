import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../core/json.ts';
import { parseFile } from '../parse.ts';
import { flowText } from '../print/lines.ts';

/** The values of all documents of a text that hold one; undefined where something is wrong with any of them. */
export function soundValues(text: string): readonly Json[] | undefined {
  const { documents, diagnostics } = parseFile('', new TextEncoder().encode(text));
  const problems = [...diagnostics, ...documents.flatMap((document) => document.diagnostics)];
  return problems.length === 0 ? documents.map((document) => document.value) : undefined;
}

/** Whether a document can hold a value: not, for one, where it has a number that is too large to be kept, or a key that is forbidden. */
export function isSayable(value: Json): boolean {
  return isDeepStrictEqual(soundValues(flowText(value)), [value]);
}
