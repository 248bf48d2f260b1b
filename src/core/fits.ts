import { comparedPart, type FieldModel, isAbsent } from './field-model.ts';
import { type JsonObject, ownMember } from './json.ts';
import { sameValue } from './stable.ts';

/**
 * Whether an object is just what creating it from these managed fields makes. A field declared null is as the tenant pleases, and one
 * that is linked later (core/field-model, deferrable) may still be missing.
 */
export function fitsCreated(model: FieldModel, desired: JsonObject, live: JsonObject): boolean {
  const deferrable = new Set(model.references.flatMap((one) => one.deferrable ?? []));
  return Object.entries(comparedPart(model, desired)).every(([key, wanted]) => {
    const found = ownMember(live, key);
    if (isAbsent(wanted) || (isAbsent(found) && deferrable.has(`/${key}`))) return true;
    return sameValue(model, `/${key}`, wanted, found);
  });
}

/** Whether an object holds all of these managed fields. */
export function holdsAll(model: FieldModel, desired: JsonObject, live: JsonObject): boolean {
  return Object.entries(comparedPart(model, desired)).every(([key, wanted]) =>
    sameValue(model, `/${key}`, wanted, ownMember(live, key)),
  );
}
