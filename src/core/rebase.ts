import type { FieldDifference } from './change.ts';
import type { FieldModel } from './field-model.ts';
import type { JsonObject } from './json.ts';
import type { FieldConflict } from './outcome.ts';
import { keyPath, specAt } from './spec-at.ts';
import { sameValue } from './stable.ts';

export interface Rebased<Field extends FieldDifference> {
  /** What is still to be written. */
  readonly fields: readonly Field[];
  /** Fields that somebody else has set to a third value. */
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Carries a plan's fields over to an object that has moved since: a field that nobody else touched is still to be written, one
 * that already has the wanted value is done, any other is a conflict. Fields outside the plan are not looked at: whatever
 * somebody wrote there stays.
 */
export function rebase<Field extends FieldDifference>(
  model: FieldModel,
  desired: JsonObject,
  fields: readonly Field[],
  now: JsonObject,
): Rebased<Field> {
  const open: Field[] = [];
  const conflicts: FieldConflict[] = [];
  for (const field of fields) {
    const { path, before, after } = field;
    const { value, pattern } = specAt(model, now, keyPath(model, desired, path));
    if (sameValue(model, pattern, value, after)) continue;
    if (sameValue(model, pattern, value, before)) open.push(field);
    else conflicts.push({ path, base: before, theirs: value ?? null, ours: after });
  }
  return { fields: open, conflicts };
}
