import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import { ownKeywords } from './schema-check.ts';

/** What `parseDuration` takes, but for the upper limit. */
const durationPattern = '^(?=.)(\\d{1,12}h)?(\\d{1,12}m(?!s))?(\\d{1,12}s)?(\\d{1,12}ms)?$';

/** What `isDate` takes, and some days that do not exist. */
const datePattern = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';

/** The names that there are, by what `x-names` calls them. */
export type Names = { readonly [what: string]: readonly string[] };

/**
 * A schema for editors and other validators: without cxform's own keywords, and with durations and days by pattern, since the
 * format `duration` means ISO 8601 everywhere else, and not everybody knows formats. Where only some names are possible, it has them,
 * so that an editor can offer them.
 */
export function publishedSchema(schema: JsonObject, names: Names): JsonObject {
  const kept = Object.entries(schema).filter(([keyword]) => !own.has(keyword));
  const published = kept.map(([keyword, value]): [string, Json] => {
    if (keyword === 'format' && schema['x-duration'] === true) return ['pattern', durationPattern];
    if (keyword === 'format' && value === 'date') return ['pattern', datePattern];
    return [keyword, publishedKeyword(keyword, value, names)];
  });
  return { ...Object.fromEntries(published), ...namesOf(schema, names) };
}

function namesOf({ type, 'x-names': what }: JsonObject, names: Names): JsonObject {
  const known = typeof what === 'string' ? names[what] : undefined;
  if (known === undefined) return {};
  return type === 'object' ? { propertyNames: { enum: known } } : { enum: known };
}

const own: ReadonlySet<string> = new Set(ownKeywords);

/** Keywords whose value is a schema, or a list of schemas. */
const schemaKeywords: ReadonlySet<string> = new Set([
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else'],
  ...['anyOf', 'oneOf', 'allOf', 'prefixItems'],
]);

function publishedKeyword(keyword: string, value: Json, names: Names): Json {
  const part = (one: Json): Json => (isObject(one) ? publishedSchema(one, names) : one);
  if (keyword === 'properties' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, part(schema)]));
  }
  if (!schemaKeywords.has(keyword)) return value;
  return isArray(value) ? value.map(part) : part(value);
}
