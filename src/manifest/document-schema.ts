import type { JsonObject } from '../core/json.ts';
import type { DeclarableKind } from '../core/kind.ts';
import { type DocumentRole, metadataSchema } from './metadata-schema.ts';

/** What the schema of a document is made of. */
export interface DocumentKind extends Pick<DeclarableKind, 'kind' | 'description' | 'schema'> {
  readonly role: DocumentRole;
}

/** The version of the format of every document. */
export const apiVersion = 'cxform/v1';

/** The schema of `apiVersion`, the same in every document. */
export const apiVersionSchema: JsonObject = {
  const: apiVersion,
  description: 'The version of this format.',
};

/**
 * The JSON Schema (draft 2020-12) of a whole document of a kind: always the same object, so that it is compiled once. A kind's own
 * schema holds no `$ref`.
 */
export function documentSchema(kind: DocumentKind): JsonObject {
  const schema = schemas.get(kind) ?? schemaOf(kind);
  schemas.set(kind, schema);
  return schema;
}

const schemas = new WeakMap<DocumentKind, JsonObject>();

function schemaOf({ role, kind, description, schema }: DocumentKind): JsonObject {
  return envelope({
    kind: { const: kind, description },
    metadata: metadataSchema(role),
    // Where a kind says nothing of its spec as a whole, it is what the kind is.
    spec: { description, ...schema },
    title: kind,
    description,
  });
}

/** Of a document whose kind is not known: all but its spec can still be judged. */
export const envelopeSchema: JsonObject = envelope({
  kind: { type: 'string' },
  metadata: metadataSchema('object'),
  spec: { type: ['object', 'array'] },
  title: 'Document',
  description: 'A cxform document.',
});

interface EnvelopeParts {
  readonly kind: JsonObject;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  readonly title: string;
  readonly description: string;
}

function envelope({ kind, metadata, spec, title, description }: EnvelopeParts): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description,
    type: 'object',
    properties: {
      apiVersion: apiVersionSchema,
      kind,
      metadata,
      spec,
    },
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    additionalProperties: false,
  };
}
