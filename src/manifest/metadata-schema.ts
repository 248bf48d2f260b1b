import type { Json, JsonObject } from '../core/json.ts';
import type { DeclarableKind } from '../core/kind.ts';
import type { Path } from '../core/path.ts';

/** `setting` is what cxform itself reads and no kind stands for: a Tenant, an Overlay. */
export type DocumentRole = DeclarableKind['role'] | 'setting';

/** The pattern of `metadata.name` (interface §1). */
export const namePattern = '^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$';

/** The pattern of a JSON pointer (RFC 6901) to something inside. */
export const pointerPattern = '^/([^~]|~[01])*$';

export function isPointer(value: Json | undefined): value is Path {
  return typeof value === 'string' && new RegExp(pointerPattern, 'u').test(value);
}

const nameSchema: JsonObject = { type: 'string', pattern: namePattern, maxLength: 128 };

const everywhere: JsonObject = {
  name: {
    ...nameSchema,
    description: 'The name that other manifests refer to; unique within the kind.',
    examples: ['billing'],
  },
  labels: {
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Words to choose manifests by.',
    examples: [{ site: 'manila' }],
  },
};

/** What only has a meaning where a manifest stands for something in the tenant. */
const ofObjects: JsonObject = {
  formerly: {
    type: 'array',
    items: nameSchema,
    description: 'Names that the manifest had before, so that it keeps its object.',
    examples: [['invoices']],
  },
  protect: { type: 'boolean', description: 'true: the object is never deleted.' },
  ignore: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        path: {
          type: 'string',
          pattern: pointerPattern,
          description: 'The field, as a JSON pointer into the spec.',
          examples: ['/wrapUpTimeout'],
        },
        until: {
          type: 'string',
          format: 'date',
          description: 'The last day, in UTC. Without one there is no end.',
          examples: ['2026-06-30'],
        },
        reason: { type: 'string', description: 'Why, for people.' },
      },
      required: ['path'],
      additionalProperties: false,
    },
    description: 'Fields that are left to the UI.',
    examples: [[{ path: '/wrapUpTimeout', until: '2026-06-30', reason: 'Trial in the UI' }]],
  },
};

/** The schema of `metadata`: the same for all kinds of one role. */
export function metadataSchema(role: DocumentRole): JsonObject {
  const isObject = role === 'object' || role === 'facet';
  return {
    type: 'object',
    description: 'What the manifest is called, and how cxform treats it.',
    properties: isObject ? { ...everywhere, ...ofObjects } : everywhere,
    required: ['name'],
    additionalProperties: false,
  };
}
