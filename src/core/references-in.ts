import type { FieldModel, ReferenceField } from './field-model.ts';
import { type FieldNode, fieldTree } from './field-tree.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { childPath, type Path } from './path.ts';
import { asReference, type Reference } from './reference.ts';

export interface FoundReference {
  readonly field: ReferenceField;
  readonly reference: Reference;
  /** Where it stands, with list indexes. */
  readonly indexPath: Path;
}

/** Every reference that a spec holds. */
export function referencesIn(model: FieldModel, spec: JsonObject): FoundReference[] {
  const found: FoundReference[] = [];
  mapReferences(model, spec, (reference, field, indexPath) => {
    found.push({ field, reference, indexPath });
    return reference;
  });
  return found;
}

type Replace = (reference: Reference, field: ReferenceField, indexPath: Path) => Reference;

/** The spec with each reference replaced. Parts without a reference are shared with the spec, not copied. */
export function mapReferences(model: FieldModel, spec: JsonObject, replace: Replace): JsonObject {
  return replacedIn(fieldTree(model), spec, '', replace) as JsonObject;
}

function replacedIn(node: FieldNode | undefined, value: Json, path: Path, replace: Replace): Json {
  if (!node?.holds.references) return value;
  const reference = node.reference && asReference(value);
  if (node.reference && reference !== undefined) {
    return replace(reference, node.reference, path) as Json;
  }
  if (isArray(value)) {
    const element = node.below.get('*');
    return value.map((one, index) => replacedIn(element, one, childPath(path, index), replace));
  }
  if (!isObject(value)) return value;
  const members: Record<string, Json> = { ...value };
  for (const key of Object.keys(members)) {
    const member = node.below.get(key);
    if (member?.holds.references) {
      members[key] = replacedIn(member, members[key] ?? null, childPath(path, key), replace);
    }
  }
  return members;
}
