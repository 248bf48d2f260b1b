import { isArray, isObject, type Json } from '../../core/json.ts';
import { type Path, pathSegments } from '../../core/path.ts';
import { asReference, type Reference, referenceKey, referenceSegment } from '../../core/reference.ts';
import { escapeText } from '../escape.ts';

/** A field's value in one line: names rather than ids, nothing as a dash, and in quotes a text that looks like another value. */
export function valueText(value: Json): string {
  return escapeText(plainText(value));
}

/** A value at its path: a list's element without the member that the path names already. */
export function fieldValueText(path: Path, value: Json): string {
  if (!isObject(value) || referenceIn(value)) return valueText(value);
  const name = pathSegments(path).at(-1);
  const named = (member: Json) => {
    const reference = referenceIn(member);
    return (
      reference !== undefined && [referenceSegment(reference), referenceKey(reference)].includes(name ?? '')
    );
  };
  const others = Object.entries(value).filter(([, member]) => !named(member));
  return valueText(Object.fromEntries(others));
}

function plainText(value: Json): string {
  if (value === null) return nothing;
  if (typeof value === 'string') return looksOtherwise(value) ? quoted(value) : value;
  if (isArray(value)) return value.length === 0 ? '[]' : value.map(plainText).join(', ');
  if (!isObject(value)) return String(value);
  const reference = referenceIn(value);
  if (reference && typeof reference !== 'string') return referenceText(reference);
  return Object.entries(value)
    .map(([key, member]) => `${key} ${plainText(member)}`)
    .join(', ');
}

const nothing = '–';

/** A text that stands for itself only in quotes: else it would be taken for nothing, a truth value, a number, a list, or what has blanks. */
function looksOtherwise(text: string): boolean {
  return (
    text.trim() !== text ||
    words.has(text.toLowerCase()) ||
    !Number.isNaN(Number(text)) ||
    text.startsWith('"') ||
    text.includes(', ')
  );
}

const words: ReadonlySet<string> = new Set([
  nothing,
  'null',
  '~',
  'true',
  'false',
  '[]',
  '.inf',
  '-.inf',
  '.nan',
]);

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** What looks like a reference and has no texts in its place is none: a value may come from a file that anybody could write. */
function referenceIn(value: Json): Reference | undefined {
  const isText = (member: Json | undefined) => member === undefined || typeof member === 'string';
  const isSound = !isObject(value) || [value.external, value.id, value.label].every(isText);
  return isSound ? asReference(value) : undefined;
}

function referenceText(reference: Exclude<Reference, string>): string {
  if ('external' in reference) return plainText(reference.external);
  return reference.label !== undefined
    ? plainText(reference.label)
    : `id ${reference.id}${reference.gone ? ' (gone)' : ''}`;
}
