import type { JsonObject } from '../core/json.ts';
import { pathSegments } from '../core/path.ts';
import { apiVersion, type DocumentKind, documentSchema } from './document-schema.ts';
import { schemaViolations } from './schema-check.ts';

/** The members of a spec that its kind's schema refuses; undefined where it refuses the spec as a whole. */
export function unfitMembers(kind: DocumentKind, spec: JsonObject): readonly string[] | undefined {
  const document = { apiVersion, kind: kind.kind, metadata: { name: 'name' }, spec };
  const places = schemaViolations(documentSchema(kind), document).map(({ instancePath }) =>
    pathSegments(instancePath),
  );
  const members = new Set<string>();
  for (const [, member] of places) {
    if (member === undefined) return undefined;
    members.add(member);
  }
  return [...members];
}
