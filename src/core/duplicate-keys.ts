import { type Diagnostic, error } from './diagnostic.ts';
import { elementKey, elementSegment, type FieldModel, listKey } from './field-model.ts';
import { isArray, isObject } from './json.ts';
import { childPath } from './path.ts';
import type { Resource } from './resource.ts';
import { sourceOf } from './source-of.ts';

/**
 * `LIST_DUPLICATE`: two elements of a keyed list of the spec that are one. Asked when compiled, and again when references are
 * bound, since a name and an id can turn out to mean the same object.
 */
export function duplicateKeys(model: FieldModel, resource: Resource): Diagnostic[] {
  return Object.keys(model.lists).flatMap((pattern) => {
    const key = listKey(model, pattern);
    const list = resource.spec[pattern.slice(1)];
    if (!key || !isArray(list)) return [];
    const seen = new Set<string>();
    return list.flatMap((element, index) => {
      if (!isObject(element) || key.some((member) => element[member] === undefined)) return [];
      const name = elementKey(model, pattern, key, element);
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [
        error({
          code: 'LIST_DUPLICATE',
          summary: `${elementSegment(model, pattern, key, element)} stands twice in ${pattern.slice(1)}`,
          hint: 'Keep the one that is meant',
          address: resource.address,
          source: sourceOf(resource, childPath(pattern, index)),
        }),
      ];
    });
  });
}
