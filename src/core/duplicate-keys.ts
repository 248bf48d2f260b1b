import { type Diagnostic, error } from './diagnostic.ts';
import { elementKey, elementSegment, type FieldModel, listKey, type Pattern } from './field-model.ts';
import { canonicalJson } from './fingerprint.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { childPath, type Path } from './path.ts';
import { asReference, referenceSegment } from './reference.ts';
import type { Resource } from './resource.ts';
import { sourceOf } from './source-of.ts';
import { stableValue } from './stable.ts';

/**
 * `LIST_DUPLICATE`: two elements of a keyed list or of a set, at any depth of the spec, that are one. Asked when compiled, and again when
 * references are bound, since a name and an id can turn out to mean the same object.
 */
export function duplicateKeys(
  model: FieldModel,
  resource: Pick<Resource, 'address' | 'spec' | 'sources'>,
): Diagnostic[] {
  const visit = (value: Json, pattern: Pattern, path: Path): Diagnostic[] => {
    if (isArray(value)) {
      const below = value.flatMap((element, index) => visit(element, `${pattern}/*`, childPath(path, index)));
      return [...repeated(model, pattern, value).map(([index, name]) => twice(path, index, name)), ...below];
    }
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, member]) =>
      visit(member, `${pattern}/${key}`, childPath(path, key)),
    );
  };
  const twice = (path: Path, index: number, name: string): Diagnostic =>
    error({
      code: 'LIST_DUPLICATE',
      summary: `${name} stands twice in ${path.slice(1)}`,
      hint: 'Keep the one that is meant',
      address: resource.address,
      source: sourceOf(resource, childPath(path, index)),
    });
  return visit(resource.spec, '', '');
}

/** The positions and names of elements whose key an earlier one has. */
function repeated(model: FieldModel, pattern: Pattern, list: readonly Json[]): [number, string][] {
  const key = listKey(model, pattern);
  if (model.lists[pattern] === 'set') return repeatedValues(model, pattern, list);
  if (!key) return [];
  const seen = new Set<string>();
  return list.flatMap((element, index): [number, string][] => {
    if (!isObject(element) || !hasKey(element, key)) return [];
    const name = elementKey(model, pattern, key, element);
    if (seen.has(name)) return [[index, elementSegment(model, pattern, key, element)]];
    seen.add(name);
    return [];
  });
}

/** The positions and names of values that a set holds already, however references are spelt. */
function repeatedValues(model: FieldModel, pattern: Pattern, list: readonly Json[]): [number, string][] {
  const seen = new Set<string>();
  return list.flatMap((element, index): [number, string][] => {
    const value = canonicalJson(stableValue(model, `${pattern}/*`, element));
    const reference = asReference(element);
    if (seen.has(value)) return [[index, reference === undefined ? value : referenceSegment(reference)]];
    seen.add(value);
    return [];
  });
}

const hasKey = (element: JsonObject, key: readonly string[]) =>
  key.every((member) => Object.hasOwn(element, member));
