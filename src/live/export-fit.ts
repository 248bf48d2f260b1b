import { byCodeUnit } from '../core/address.ts';
import { isAbsent } from '../core/field-model.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { ObjectKind } from '../core/kind.ts';
import { pathSegments } from '../core/path.ts';
import type { Reference } from '../core/reference.ts';
import { mapReferences, referencesIn } from '../core/references-in.ts';
import type { LiveObject } from '../core/resource.ts';

/** As much of an object as a manifest can say. */
export interface Fitted {
  /** Undefined where that is not enough for a manifest. */
  readonly spec?: JsonObject;
  /** The members that it cannot say. */
  readonly lost: readonly string[];
}

/** The members of a spec that no manifest of a kind could have; undefined where it could be none at all. */
export type Unfit = (kind: string, spec: JsonObject) => readonly string[] | undefined;

/** What a manifest can say of an object: references as `refer` spells them, without what is absent, empty, or points at nothing. */
export function fitObject(
  kind: ObjectKind,
  { spec }: LiveObject,
  refer: (reference: Reference, kind: string) => Reference,
  unfit: Unfit,
): Fitted {
  const dangling = referencesIn(kind.fields, spec)
    .filter(({ reference }) => typeof reference !== 'string' && 'gone' in reference)
    .map(({ indexPath }) => pathSegments(indexPath)[0] ?? '');
  const named = mapReferences(kind.fields, spec, (reference, field) => refer(reference, field.kind));
  const left = without(tidy(named), dangling);
  if (kind.exportAs) return dangling.length > 0 ? { lost: dangling } : { spec: left, lost: [] };
  const refused = unfit(kind.kind, left) ?? Object.keys(left);
  const lost = [...new Set([...dangling, ...refused])].sort(byCodeUnit);
  const fitting = without(left, refused);
  const isEnough = !lost.includes(kind.identity.path.slice(1)) && unfit(kind.kind, fitting)?.length === 0;
  return isEnough ? { spec: fitting, lost } : { lost };
}

const without = (spec: JsonObject, members: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(spec).filter(([key]) => !members.includes(key)));

/** A manifest that leaves out what is absent, null or empty says the same. */
function tidy(spec: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !isAbsent(value) && !isEmpty(value)));
}

const isEmpty = (value: Json) =>
  (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
