import { byCodeUnit } from './address.ts';
import { elementKey, type FieldModel, listKey, type Pattern, referenceAt } from './field-model.ts';
import { canonicalJson } from './fingerprint.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { asReference, stableReference } from './reference.ts';

/**
 * A value reduced to what identifies it: references without the names behind ids, lists without an order of their own sorted.
 * Fingerprints and journals are made of this.
 */
export function stableValue(model: FieldModel, pattern: Pattern, value: Json): Json {
  const reference = referenceAt(model, pattern) && asReference(value);
  if (reference) return stableReference(reference);
  if (isArray(value)) return stableList(model, pattern, value);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    stableValue(model, `${pattern}/${key}`, member),
  ]);
  return Object.fromEntries(members);
}

/** A spec reduced to what identifies it. */
export function stableSpec(model: FieldModel, spec: JsonObject): JsonObject {
  return stableValue(model, '', spec) as JsonObject;
}

/** Whether two values at one place are the same to the kind; absent and null are. */
export function sameValue(
  model: FieldModel,
  pattern: Pattern,
  a: Json | undefined,
  b: Json | undefined,
): boolean {
  if (a === b) return true;
  return (
    canonicalJson(stableValue(model, pattern, a ?? null)) ===
    canonicalJson(stableValue(model, pattern, b ?? null))
  );
}

function stableList(model: FieldModel, pattern: Pattern, list: readonly Json[]): Json {
  const elements = list.map((element) => stableValue(model, `${pattern}/*`, element));
  const key = listKey(model, pattern);
  if (key) {
    const keyOf = (element: Json) => (isObject(element) ? elementKey(model, pattern, key, element) : '');
    return sortedBy(elements, keyOf);
  }
  if (model.lists[pattern] !== 'set') return elements;
  // A tenant may list one twice.
  const once = new Map(elements.map((element) => [canonicalJson(element), element]));
  return sortedBy([...once.values()], canonicalJson);
}

function sortedBy(elements: readonly Json[], keyOf: (element: Json) => string): Json[] {
  return elements
    .map((element) => ({ element, key: keyOf(element) }))
    .sort((a, b) => byCodeUnit(a.key, b.key))
    .map(({ element }) => element);
}
