import { byCodeUnit } from './address.ts';
import type { FieldDifference } from './change.ts';
import {
  comparedPart,
  elementKey,
  elementSegment,
  type FieldModel,
  isAbsent,
  listKey,
  type Pattern,
  referenceAt,
} from './field-model.ts';
import { isArray, isObject, type Json, type JsonObject, ownMember } from './json.ts';
import { childPath, type Path } from './path.ts';
import { sameValue } from './stable.ts';

interface Rules {
  readonly model: FieldModel;
  /** What the tenant shows for fields that cxform cleared, by path. */
  readonly cleared: JsonObject;
}

interface Place {
  readonly pattern: Pattern;
  readonly path: Path;
}

/**
 * The one diff of plan, apply and drift: what must change in `live` for `desired` to hold, sorted by path.
 * A field that `desired` leaves out is unmanaged and never appears. `null` holds where the live field is absent or shows what
 * `cleared` says the tenant showed after our own clear (interface §1).
 */
export function diff(
  model: FieldModel,
  live: JsonObject,
  desired: JsonObject,
  cleared: JsonObject = {},
): FieldDifference[] {
  const differences = compareMembers(
    { model, cleared },
    { pattern: '', path: '' },
    live,
    comparedPart(model, desired),
  );
  return differences.sort((a, b) => byCodeUnit(a.path, b.path));
}

function compareMembers(
  rules: Rules,
  place: Place,
  before: JsonObject,
  after: JsonObject,
): FieldDifference[] {
  return Object.entries(after).flatMap(([key, member]) => {
    const memberPlace = { pattern: `${place.pattern}/${key}`, path: childPath(place.path, key) };
    return compareValue(rules, memberPlace, ownMember(before, key), member);
  });
}

function compareValue(rules: Rules, place: Place, before: Json | undefined, after: Json): FieldDifference[] {
  const { model } = rules;
  if (after === null) return clearHolds(rules, place, before) ? [] : [difference(place, before, null)];
  if (referenceAt(model, place.pattern)) return compareWhole(rules, place, before, after);
  const key = listKey(model, place.pattern);
  if (key && isArray(after) && (isAbsent(before) || isArray(before))) {
    return compareKeyedList(rules, place, key, before ?? [], after);
  }
  // Members that are left out are unmanaged; but where the tenant has nothing, an object without members is something to write.
  if (isObject(after) && (isObject(before) || (isAbsent(before) && Object.keys(after).length > 0))) {
    return compareMembers(rules, place, before ?? {}, after);
  }
  return compareWhole(rules, place, before, after);
}

function clearHolds({ model, cleared }: Rules, { pattern, path }: Place, before: Json | undefined): boolean {
  return isAbsent(before) || sameValue(model, pattern, before, ownMember(cleared, path));
}

function compareWhole(rules: Rules, place: Place, before: Json | undefined, after: Json): FieldDifference[] {
  return sameValue(rules.model, place.pattern, before, after) ? [] : [difference(place, before, after)];
}

/** Elements are matched by key whatever their order; one that only one side has is a difference as a whole. */
function compareKeyedList(
  rules: Rules,
  place: Place,
  key: readonly string[],
  before: readonly Json[],
  after: readonly Json[],
): FieldDifference[] {
  const { model } = rules;
  const keyOf = (element: JsonObject) => elementKey(model, place.pattern, key, element);
  const at = (element: JsonObject): Place => ({
    pattern: `${place.pattern}/*`,
    path: childPath(place.path, elementSegment(model, place.pattern, key, element)),
  });
  const live = new Map(before.filter(isObject).map((element) => [keyOf(element), element]));
  const wanted = new Map(after.filter(isObject).map((element) => [keyOf(element), element]));

  const differences: FieldDifference[] = [];
  for (const [name, element] of wanted) {
    const found = live.get(name);
    if (found) differences.push(...compareMembers(rules, at(element), found, element));
    else differences.push(difference(at(element), undefined, element));
  }
  for (const [name, element] of live) {
    if (!wanted.has(name)) differences.push(difference(at(element), element, null));
  }
  return differences;
}

const difference = ({ path }: Place, before: Json | undefined, after: Json): FieldDifference => ({
  path,
  before: before ?? null,
  after,
});
