import { named } from './schema.ts';

/** A string that is not empty: names, ids, tokens. */
export const TEXT = { type: 'string', minLength: 1 } as const;

/** The version of an object (contract §1, Versions): counts its writes. */
export const VERSION = { type: 'integer', minimum: 1 } as const;

/** A time, as exact as JSON numbers are. */
export const MILLISECONDS = {
  description: 'Milliseconds',
  type: 'integer',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
} as const;

/** What calls of all kinds answer. */
export const commonSchemas = named({
  Errors: {
    description: 'Everything that is wrong with a request (contract §1, Requests)',
    type: 'object',
    required: ['errors'],
    properties: {
      errors: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['code', 'message'],
          properties: { code: { type: 'string' }, message: { type: 'string' } },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  Written: {
    description: 'The object that was written, and the version that it has now',
    type: 'object',
    required: ['id', 'version'],
    properties: { id: TEXT, version: VERSION },
    additionalProperties: false,
  },
});
