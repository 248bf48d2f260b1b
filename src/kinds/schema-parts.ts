import type { JsonObject } from '../core/json.ts';

/** The object's name in CXone. */
export const displayName: JsonObject = {
  type: 'string',
  minLength: 1,
  description: "The object's name in CXone. Default: metadata.name.",
};

/** A length of time with its unit. `null` clears the field where `clearable`. */
export function duration(description: string, options: { clearable?: boolean } = {}): JsonObject {
  return {
    type: options.clearable ? ['string', 'null'] : 'string',
    format: 'duration',
    'x-duration': true,
    description,
    examples: ['30s', '1m30s'],
  };
}

/** A reference to a manifest by name, or to what Git does not manage by its name in CXone or its id (interface §1). */
export function reference(
  kind: string,
  description: string,
  options: { clearable?: boolean } = {},
): JsonObject {
  const outside = (key: string, meaning: string) => ({
    type: 'object',
    properties: { [key]: { type: 'string', minLength: 1, description: meaning } },
    required: [key],
    additionalProperties: false,
  });
  const forms: JsonObject[] = [
    { type: 'string', minLength: 1 },
    outside('external', `The name in CXone of a ${kind} that Git does not manage.`),
    outside('id', `The id of a ${kind} that Git does not manage.`),
  ];
  return {
    anyOf: options.clearable ? [...forms, { type: 'null' }] : forms,
    'x-expects': `the metadata.name of a ${kind}, {external: "Name in CXone"} or {id: "…"}`,
    description,
  };
}
