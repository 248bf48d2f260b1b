import { type Diagnostic, error } from './diagnostic.ts';
import { elementKey, elementSegment } from './element-key.ts';
import type { FieldModel } from './field-model.ts';
import { type FieldNode, fieldTree } from './field-tree.ts';
import { canonicalJson } from './fingerprint.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { childPath, type Path } from './path.ts';
import { asReference, referenceSegment } from './reference.ts';
import type { Resource } from './resource.ts';
import { sourceOf } from './source-of.ts';
import { stableAt } from './stable.ts';

/**
 * `LIST_DUPLICATE`: two elements of a keyed list or of a set, at any depth of the spec, that are one. Asked when compiled, and again when
 * references are bound, since a name and an id can turn out to mean the same object.
 */
export function duplicateKeys(
  model: FieldModel,
  resource: Pick<Resource, 'address' | 'spec' | 'sources'>,
): Diagnostic[] {
  return repetitionsIn(fieldTree(model), resource.spec, '').map(({ path, index, name }) =>
    error({
      code: 'LIST_DUPLICATE',
      summary: `${name} stands twice in ${path.slice(1)}`,
      hint: 'Keep the one that is meant',
      address: resource.address,
      source: sourceOf(resource, childPath(path, index)),
    }),
  );
}

interface Repetition {
  /** Of the list. */
  readonly path: Path;
  /** Of the later element. */
  readonly index: number;
  readonly name: string;
}

const none: readonly Repetition[] = [];

function repetitionsIn(node: FieldNode | undefined, value: Json, path: Path): readonly Repetition[] {
  if (!node?.holds.lists) return none;
  if (isArray(value)) {
    const element = node.below.get('*');
    const here = repeatedElements(node, value).map(([index, name]) => ({ path, index, name }));
    if (!element?.holds.lists) return here;
    return [...here, ...value.flatMap((one, index) => repetitionsIn(element, one, childPath(path, index)))];
  }
  if (!isObject(value)) return none;
  return Object.keys(value).flatMap((key) =>
    repetitionsIn(node.below.get(key), value[key] ?? null, childPath(path, key)),
  );
}

/** The positions and names of elements that an earlier one is already. */
function repeatedElements(node: FieldNode, list: readonly Json[]): [number, string][] {
  if (node.list === 'set') return repeatedValues(node, list);
  return typeof node.list === 'object' ? repeatedKeys(node, node.list.key, list) : [];
}

function repeatedKeys(node: FieldNode, key: readonly string[], list: readonly Json[]): [number, string][] {
  const seen = new Set<string>();
  const repeated: [number, string][] = [];
  for (const [index, element] of list.entries()) {
    if (!isObject(element) || !hasKey(element, key)) continue;
    const name = elementKey(node, key, element);
    if (seen.has(name)) repeated.push([index, elementSegment(node, key, element)]);
    seen.add(name);
  }
  return repeated;
}

/** However references are spelt. */
function repeatedValues(node: FieldNode, list: readonly Json[]): [number, string][] {
  const seen = new Set<string>();
  const repeated: [number, string][] = [];
  for (const [index, element] of list.entries()) {
    const value = canonicalJson(stableAt(node.below.get('*'), element));
    const reference = asReference(element);
    if (seen.has(value))
      repeated.push([index, reference === undefined ? value : referenceSegment(reference)]);
    seen.add(value);
  }
  return repeated;
}

const hasKey = (element: JsonObject, key: readonly string[]) =>
  key.every((member) => Object.hasOwn(element, member));
