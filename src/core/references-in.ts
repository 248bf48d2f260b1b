import type { FieldModel, Pattern, ReferenceField } from './field-model.ts';
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

/** The spec with each reference replaced. */
export function mapReferences(
  model: FieldModel,
  spec: JsonObject,
  replace: (reference: Reference, field: ReferenceField, indexPath: Path) => Reference,
): JsonObject {
  const visit = (value: Json, pattern: Pattern, indexPath: Path): Json => {
    const field = model.references.find(({ path }) => path === pattern);
    const reference = field && asReference(value);
    if (reference) return replace(reference, field, indexPath) as Json;
    if (isArray(value)) {
      return value.map((element, index) => visit(element, `${pattern}/*`, childPath(indexPath, index)));
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        visit(member, `${pattern}/${key}`, childPath(indexPath, key)),
      ]),
    );
  };
  return visit(spec, '', '') as JsonObject;
}
