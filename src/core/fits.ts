import { comparedPart, type FieldModel, isAbsent } from './field-model.ts';
import { type JsonObject, ownMember } from './json.ts';
import { sameValue } from './stable.ts';

/** Whether an object is just what a create makes that sends these managed fields. A field declared null is as the tenant pleases. */
export function fitsCreated(model: FieldModel, sent: JsonObject, live: JsonObject): boolean {
  return Object.entries(comparedPart(model, sent)).every(
    ([key, wanted]) => isAbsent(wanted) || sameValue(model, `/${key}`, wanted, ownMember(live, key)),
  );
}

/** Whether an object holds all of these managed fields. */
export function holdsAll(model: FieldModel, desired: JsonObject, live: JsonObject): boolean {
  return Object.entries(comparedPart(model, desired)).every(([key, wanted]) =>
    sameValue(model, `/${key}`, wanted, ownMember(live, key)),
  );
}
