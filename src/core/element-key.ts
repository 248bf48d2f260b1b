import type { FieldNode } from './field-tree.ts';
import type { JsonObject } from './json.ts';
import { asReference, referenceKey, referenceSegment } from './reference.ts';

/** What an element of a keyed list, whose place in the model is `node`, is matched by. */
export function elementKey(node: FieldNode | undefined, key: readonly string[], element: JsonObject): string {
  return joinKey(node, key, element, referenceKey);
}

/** The element's path segment: as the manifest wrote it, composite keys joined with `,`. */
export function elementSegment(
  node: FieldNode | undefined,
  key: readonly string[],
  element: JsonObject,
): string {
  return joinKey(node, key, element, referenceSegment);
}

function joinKey(
  node: FieldNode | undefined,
  key: readonly string[],
  element: JsonObject,
  name: typeof referenceKey,
): string {
  const members = node?.below.get('*')?.below;
  const parts = key.map((member) => {
    const value = element[member];
    const reference = members?.get(member)?.reference ? asReference(value) : undefined;
    return reference === undefined ? String(value) : name(reference);
  });
  return parts.join(',');
}
