import type { FieldModel } from './field-model.ts';
import { isObject, type Json, type JsonObject, ownMember } from './json.ts';
import { asReference } from './reference.ts';
import { sameValue, stableValue } from './stable.ts';

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
