import type { JsonObject } from '../core/json.ts';

/** The pattern of `metadata.name` (interface §1). */
export const namePattern = '^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$';

/** The schema of `metadata`, the same for all kinds. */
export const metadataSchema: JsonObject = {
  type: 'object',
  description: 'What the manifest is called, and how cxform treats it.',
  properties: {
    name: {
      type: 'string',
      pattern: namePattern,
      maxLength: 128,
      description: 'The name that other manifests refer to; unique within the kind.',
      examples: ['billing'],
    },
    labels: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Words to choose manifests by.',
      examples: [{ site: 'manila' }],
    },
    protect: { type: 'boolean', description: 'true: the object is never deleted.' },
  },
  required: ['name'],
  additionalProperties: false,
};
