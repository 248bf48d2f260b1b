import { adviceCodes } from '../core/advice.ts';
import type { JsonObject } from '../core/json.ts';
import type { DeclarableKind } from '../core/kind.ts';
import { KindTable } from '../core/kind-table.ts';
import { apiVersionSchema, documentSchema } from './document-schema.ts';
import { overlayKind } from './overlay/overlay-schema.ts';
import { publishedSchema } from './published-schema.ts';
import { tenantKind } from './tenant-schema.ts';

export { documentSchema };

/**
 * The JSON Schemas for editors, by file name: one for each kind, for Tenant and for Overlay, and `cxform.json` for a
 * document of any of them, which judges it by its `kind` alone, so that messages name what is wrong with that kind.
 */
export function allSchemas(kinds: readonly DeclarableKind[]): Map<string, JsonObject> {
  const names = { kind: kinds.map(({ kind }) => kind), advice: adviceCodes(new KindTable(kinds)) };
  const all = [...kinds, tenantKind, overlayKind];
  const schemas = all.map((kind) => [kind.kind, publishedSchema(documentSchema(kind), names)] as const);
  return new Map([
    ...schemas.map(([kind, schema]) => [`${kind}.json`, schema] as const),
    ['cxform.json', anyDocument(Object.fromEntries(schemas))],
  ]);
}

/** Not written out below: an object with a member of this name passes for a promise, so that linters forbid it. */
const consequence = 'then';

function anyDocument(schemas: { readonly [kind: string]: JsonObject }): JsonObject {
  const kinds = Object.keys(schemas);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'cxform',
    description: 'A cxform document of any kind.',
    type: 'object',
    // Editors show the first description that they find: that of the kind stands in its own schema.
    properties: { apiVersion: apiVersionSchema, kind: { enum: kinds } },
    required: ['kind'],
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      [consequence]: { $ref: `#/$defs/${kind}` },
    })),
    $defs: schemas,
  };
}
