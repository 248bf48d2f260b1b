import { type FieldModel, listKey } from '../../core/field-model.ts';
import { referenceAt } from '../../core/field-tree.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { namePattern, pointerPattern } from '../metadata-schema.ts';
import { formsOf, type SchemaPlace } from './schema-place.ts';

/** What the words of a place depend on besides its schema. */
export interface Meaning {
  /** Of the kind's spec; undefined for what no kind stands for. */
  readonly fields?: FieldModel;
  /** The names that there are, by what `x-names` calls them. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

type Typed = Pick<SchemaPlace, 'schema' | 'pattern'>;

/** What fits at a place, in words that people know: `duration`, `reference to a Skill`, `list of maps, one for each skill`. */
export function typeWords(place: Typed, meaning: Meaning): string {
  const types = [place.schema.type ?? []].flat();
  const clearable = types.includes('null') || formsOf(place.schema).some(({ type }) => type === 'null');
  return clearable ? `${valueWords(place, meaning)}, or null` : valueWords(place, meaning);
}

function valueWords(place: Typed, meaning: Meaning): string {
  const { schema } = place;
  const types = [schema.type ?? []].flat();
  const reference = referenceWords(place, meaning);
  if (reference !== undefined) return reference;
  if (typeof schema['x-expects'] === 'string') return schema['x-expects'];
  if (schema.const !== undefined) return String(schema.const);
  if (isArray(schema.enum)) return oneOf(schema.enum.map(String));
  if (types.includes('array')) return listWords(place, meaning);
  if (types.includes('object')) return mapWords(schema, meaning);
  if (types.includes('string')) return textWords(schema, meaning);
  if (types.includes('integer')) return `whole number${range(schema)}`;
  if (types.includes('number')) return `number${range(schema)}`;
  if (types.includes('boolean')) return 'true or false';
  const forms = formsOf(schema).filter(({ type }) => type !== 'null');
  return forms.length === 0
    ? 'any value'
    : forms.map((form) => valueWords({ schema: form }, meaning)).join(', or ');
}

function referenceWords({ schema, pattern }: Typed, { fields }: Meaning): string | undefined {
  if (fields === undefined || pattern === undefined) return undefined;
  const reference = referenceAt(fields, pattern);
  if (reference === undefined) return undefined;
  return schema.type === 'string'
    ? `name of a ${reference.kind}`
    : `reference to a ${reference.kind}: its name, {external: "Name in CXone"} or {id: "…"}`;
}

function textWords(schema: JsonObject, { names }: Meaning): string {
  const known = typeof schema['x-names'] === 'string' ? names[schema['x-names']] : undefined;
  if (known) return oneOf(known);
  if (schema['x-duration'] === true) return 'duration';
  if (schema.format === 'date') return 'day, year-month-day';
  if (schema.format === 'percent') return 'percent';
  if (schema.pattern === namePattern) return 'name of small letters, digits, dot, underscore and hyphen';
  return schema.pattern === pointerPattern ? 'JSON pointer' : 'text';
}

function listWords({ schema, pattern }: Typed, meaning: Meaning): string {
  const { fields } = meaning;
  const items = isObject(schema.items) ? schema.items : {};
  const words = typeWords(
    { schema: items, ...(pattern !== undefined && { pattern: `${pattern}/*` }) },
    meaning,
  );
  const key = fields && pattern !== undefined ? listKey(fields, pattern) : undefined;
  return [
    words in plurals ? `list of ${plurals[words]}` : `list, each of it: ${words}`,
    ...(key ? [`one for each ${key.join(' and ')}`] : []),
    ...(schema.minItems === undefined ? [] : [`at least ${String(schema.minItems)}`]),
    ...(schema.maxItems === undefined ? [] : [`at most ${String(schema.maxItems)}`]),
  ].join(', ');
}

const plurals: { readonly [one: string]: string } = { map: 'maps', text: 'texts', duration: 'durations' };

function mapWords(schema: JsonObject, meaning: Meaning): string {
  const { additionalProperties: others } = schema;
  const expected = (isArray(schema.allOf) ? schema.allOf : []).flatMap((part) =>
    isObject(part) && typeof part['x-expects'] === 'string' ? [part['x-expects']] : [],
  );
  if (expected.length > 0) return `map with ${expected.join(', ')}`;
  if (!isObject(others)) return 'map';
  const words = typeWords({ schema: others }, meaning);
  return words in plurals ? `map of ${plurals[words]}` : `map, each of it: ${words}`;
}

function range({ minimum, maximum }: JsonObject): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${String(minimum)} to ${String(maximum)}`;
  if (minimum !== undefined) return ` from ${String(minimum)}`;
  return maximum === undefined ? '' : ` up to ${String(maximum)}`;
}

/** One alone is all that fits. */
function oneOf(values: readonly Json[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
}
