import { declaredNull } from '../core/clears.ts';
import { type FieldModel, isAbsent } from '../core/field-model.ts';
import type { Observed } from '../core/journal.ts';
import { isObject, type Json, type JsonObject, ownMember } from '../core/json.ts';
import type { Path } from '../core/path.ts';
import { asReference } from '../core/reference.ts';
import type { Resource } from '../core/resource.ts';
import { specAt } from '../core/spec-at.ts';
import { sameValue, stableValue } from '../core/stable.ts';
import type { Fact } from './journal.ts';

/** The record that an object is ours with these managed fields. */
export function observedFact(
  { address, protect }: Pick<Resource, 'address' | 'protect'>,
  id: string,
  applied: JsonObject,
  cleared: JsonObject,
): Fact<Observed> {
  return { type: 'observed', address, id, protect, values: { applied, cleared } };
}

/**
 * The managed fields as far as they are known to be applied: those that hold now, and of the others what was applied before. A field
 * moves only to a value that cxform wrote or saw equal to desired (design §2, Prior). A list moves as a whole.
 */
export function appliedSoFar(
  model: FieldModel,
  prior: JsonObject,
  desired: JsonObject,
  live: JsonObject,
  pattern = '',
): JsonObject {
  const members = Object.entries(desired).flatMap(([key, wanted]): [string, Json][] => {
    const at = `${pattern}/${key}`;
    const [before, now] = [ownMember(prior, key), ownMember(live, key)];
    if (sameValue(model, at, wanted, now)) return [[key, stableValue(model, at, wanted)]];
    if (isObject(wanted) && !asReference(wanted) && isObject(now) && before !== null) {
      return [[key, appliedSoFar(model, isObject(before) ? before : {}, wanted, now, at)]];
    }
    return before === undefined ? [] : [[key, stableValue(model, at, before)]];
  });
  return Object.fromEntries(members);
}

/**
 * What the tenant shows where fields are declared null, by path: `null` holds there as long as it shows just that (interface §1).
 * What it shows as absent needs no memory.
 */
export function shownWhereCleared(
  model: FieldModel,
  desired: JsonObject,
  shown: JsonObject,
): Record<Path, Json> {
  const paths = declaredNull(desired).map((path) => [path, specAt(model, shown, path)] as const);
  return Object.fromEntries(
    paths.flatMap(([path, { value, pattern }]) =>
      isAbsent(value) ? [] : [[path, stableValue(model, pattern, value)]],
    ),
  );
}
