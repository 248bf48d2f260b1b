import type { JsonObject } from '../core/json.ts';
import type { ObjectKind } from '../core/kind.ts';
import { metadataSchema } from './metadata-schema.ts';

/** What this stage needs to know of a kind. */
export type DocumentKind = Pick<ObjectKind, 'kind' | 'description' | 'schema'>;

const apiVersion = 'cxform/v1';

/** The JSON Schema (draft 2020-12) of a whole document of a kind. A kind's own schema holds no `$ref`. */
export function documentSchema({ kind, description, schema }: DocumentKind): JsonObject {
  return envelope({ kind: { const: kind, description }, spec: schema, title: kind, description });
}

/** Of a document whose kind is not known: all but its spec can still be judged. */
export const envelopeSchema: JsonObject = envelope({
  kind: { type: 'string' },
  spec: { type: 'object' },
  title: 'Document',
  description: 'A cxform document.',
});

interface EnvelopeParts {
  readonly kind: JsonObject;
  readonly spec: JsonObject;
  readonly title: string;
  readonly description: string;
}

function envelope({ kind, spec, title, description }: EnvelopeParts): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description,
    type: 'object',
    properties: {
      apiVersion: { const: apiVersion, description: 'The version of this format.' },
      kind,
      metadata: metadataSchema,
      spec,
    },
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    additionalProperties: false,
  };
}
