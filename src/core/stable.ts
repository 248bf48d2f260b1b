import { byCodeUnit } from './address.ts';
import { elementKey } from './element-key.ts';
import { type FieldModel, isAbsent, type Pattern } from './field-model.ts';
import { type FieldNode, fieldAt, fieldTree } from './field-tree.ts';
import { canonicalJson } from './fingerprint.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { asReference, stableReference } from './reference.ts';

/**
 * A value reduced to what identifies it: references without the names behind ids, lists without an order of their own sorted.
 * Fingerprints and journals are made of this.
 */
export function stableValue(model: FieldModel, pattern: Pattern, value: Json): Json {
  return stableAt(fieldAt(model, pattern), value);
}

/** A spec reduced to what identifies it. */
export function stableSpec(model: FieldModel, spec: JsonObject): JsonObject {
  return stableAt(fieldTree(model), spec) as JsonObject;
}

/** Whether two values at one place are the same to the kind; absent and null are. */
export function sameValue(
  model: FieldModel,
  pattern: Pattern,
  a: Json | undefined,
  b: Json | undefined,
): boolean {
  return sameAt(fieldAt(model, pattern), a, b);
}

/** As `sameValue`, at a place of the model; undefined where the model says nothing of it. */
export function sameAt(node: FieldNode | undefined, a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isAbsent(a) || isAbsent(b)) return isAbsent(a) && isAbsent(b);
  // Values of which neither has parts are the same only where they are equal.
  if (typeof a !== 'object' && typeof b !== 'object') return false;
  return canonicalJson(stableAt(node, a)) === canonicalJson(stableAt(node, b));
}

/** As `stableValue`, at a place of the model. What the model says nothing of is as stable as it will be. */
export function stableAt(node: FieldNode | undefined, value: Json): Json {
  if (node === undefined) return value;
  const reference = node.reference && asReference(value);
  if (reference !== undefined) return stableReference(reference);
  if (isArray(value)) return stableList(node, value);
  if (!isObject(value)) return value;
  const members: Record<string, Json> = { ...value };
  for (const [key, member] of node.below) {
    if (Object.hasOwn(value, key)) members[key] = stableAt(member, value[key] ?? null);
  }
  return members;
}

function stableList(node: FieldNode, list: readonly Json[]): Json {
  const element = node.below.get('*');
  const elements = list.map((one) => stableAt(element, one));
  if (typeof node.list === 'object') {
    const { key } = node.list;
    return sortedBy(elements, (one) => (isObject(one) ? elementKey(node, key, one) : ''));
  }
  if (node.list !== 'set') return elements;
  // A tenant may list one twice.
  const once = new Map(elements.map((one) => [canonicalJson(one), one]));
  return sortedBy([...once.values()], canonicalJson);
}

function sortedBy(elements: readonly Json[], keyOf: (element: Json) => string): Json[] {
  return elements
    .map((element) => ({ element, key: keyOf(element) }))
    .sort((a, b) => byCodeUnit(a.key, b.key))
    .map(({ element }) => element);
}
