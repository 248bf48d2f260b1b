import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import { ownKeywords } from './schema-check.ts';

/** What `parseDuration` takes, but for the upper limit. */
const durationPattern = '^(?=.)(\\d{1,12}h)?(\\d{1,12}m(?!s))?(\\d{1,12}s)?(\\d{1,12}ms)?$';

/** What `isDate` takes, and some days that do not exist. */
const datePattern = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';

/**
 * A schema for editors and other validators: without cxform's own keywords, and with durations and days by pattern, since the
 * format `duration` means ISO 8601 everywhere else, and not everybody knows formats.
 */
export function publishedSchema(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(([keyword]) => !own.has(keyword));
  const published = kept.map(([keyword, value]): [string, Json] => {
    if (keyword === 'format' && schema['x-duration'] === true) return ['pattern', durationPattern];
    if (keyword === 'format' && value === 'date') return ['pattern', datePattern];
    return [keyword, publishedKeyword(keyword, value)];
  });
  return Object.fromEntries(published);
}

const own: ReadonlySet<string> = new Set(ownKeywords);

/** Keywords whose value is a schema, or a list of schemas. */
const schemaKeywords: ReadonlySet<string> = new Set([
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else'],
  ...['anyOf', 'oneOf', 'allOf', 'prefixItems'],
]);

function publishedKeyword(keyword: string, value: Json): Json {
  if (keyword === 'properties' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, publishedPart(schema)]));
  }
  if (!schemaKeywords.has(keyword)) return value;
  return isArray(value) ? value.map(publishedPart) : publishedPart(value);
}

function publishedPart(value: Json): Json {
  return isObject(value) ? publishedSchema(value) : value;
}
