import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../core/json.ts';
import { parseDuration } from '../core/time/duration.ts';
import { isDate } from './is-date.ts';

/**
 * Keywords of cxform's own: `x-expects` says in words what fits, in place of what is wrong with each alternative;
 * `x-duration` marks a duration; `x-secret` a place whose values no message may show; `x-names` says what a text, or each key of a
 * map, is the name of, where only the set of kinds knows the names.
 */
export const ownKeywords = ['x-expects', 'x-duration', 'x-secret', 'x-names'] as const;

/** All violations of a schema by a value, as the validator found them. Schemas are compiled on first use. */
export function schemaViolations(schema: JsonObject, value: Json): readonly ErrorObject[] {
  const check = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, check);
  return check(value) ? [] : (check.errors ?? []);
}

const compiled = new WeakMap<JsonObject, ValidateFunction>();

// That the schemas are schemas is for the tests to say: asking each time would take longer than all else that a small project needs.
const ajv = new Ajv2020({
  meta: false,
  validateSchema: false,
  code: { optimize: false },
  allErrors: true,
  verbose: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
});
ajv.addVocabulary([...ownKeywords]);
ajv.addFormat('duration', (text) => parseDuration(text) !== undefined);
ajv.addFormat('date', isDate);
