import type { FieldDifference } from './change.ts';
import type { FieldModel } from './field-model.ts';
import type { Path } from './path.ts';
import { patternOf } from './spec-at.ts';

/** The fields that a change sets to nothing. An element that leaves a list clears no field. */
export function clearedPaths(model: FieldModel, fields: readonly FieldDifference[]): Path[] {
  return fields
    .filter(({ before, after }) => before !== null && after === null)
    .map(({ path }) => path)
    .filter((path) => !patternOf(model, path).endsWith('/*'));
}
