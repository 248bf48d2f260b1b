import type { FieldDifference } from './change.ts';
import type { FieldModel } from './field-model.ts';
import { isObject, type JsonObject } from './json.ts';
import { childPath, type Path } from './path.ts';
import { patternOf } from './spec-at.ts';

/** The fields that a change sets to nothing. An element that leaves a list clears no field. */
export function clearedPaths(model: FieldModel, fields: readonly FieldDifference[]): Path[] {
  return fields
    .filter(({ before, after }) => before !== null && after === null)
    .map(({ path }) => path)
    .filter((path) => !patternOf(model, path).endsWith('/*'));
}

/** The fields that a spec clears. */
export function declaredNull(desired: JsonObject, at: Path = ''): Path[] {
  return Object.entries(desired).flatMap(([key, value]) => {
    if (value === null) return [childPath(at, key)];
    return isObject(value) ? declaredNull(value, childPath(at, key)) : [];
  });
}
