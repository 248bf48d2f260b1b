import { byCodeUnit } from './address.ts';
import type { FieldDifference } from './change.ts';
import { elementKey, elementSegment } from './element-key.ts';
import { comparedPart, type FieldModel, isAbsent } from './field-model.ts';
import { type FieldNode, fieldTree } from './field-tree.ts';
import { isArray, isObject, type Json, type JsonObject, ownMember } from './json.ts';
import { childPath, type Path } from './path.ts';
import { sameAt } from './stable.ts';

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
  const comparison = new Comparison(cleared);
  comparison.members(fieldTree(model), '', live, comparedPart(model, desired));
  return comparison.differences.sort((a, b) => byCodeUnit(a.path, b.path));
}

/** A place is its node of the model (undefined where the model says nothing of it) and its path. */
class Comparison {
  readonly differences: FieldDifference[] = [];
  /** What the tenant shows for fields that cxform cleared, by path. */
  readonly #cleared: JsonObject;

  constructor(cleared: JsonObject) {
    this.#cleared = cleared;
  }

  members(node: FieldNode | undefined, path: Path, before: JsonObject, after: JsonObject): void {
    for (const key of Object.keys(after)) {
      const member = after[key] ?? null;
      this.#value(node?.below.get(key), childPath(path, key), ownMember(before, key), member);
    }
  }

  #value(node: FieldNode | undefined, path: Path, before: Json | undefined, after: Json): void {
    if (after === null) {
      if (!this.#isClear(node, path, before)) this.#differs(path, before, null);
    } else if (node?.reference) {
      this.#whole(node, path, before, after);
    } else if (typeof node?.list === 'object' && isArray(after) && (isAbsent(before) || isArray(before))) {
      this.#keyedList(node, node.list.key, path, before ?? [], after);
    } else if (isObject(after) && (isObject(before) || (isAbsent(before) && Object.keys(after).length > 0))) {
      // Members that are left out are unmanaged; but where the tenant has nothing, an object without members is something to write.
      this.members(node, path, before ?? {}, after);
    } else {
      this.#whole(node, path, before, after);
    }
  }

  #isClear(node: FieldNode | undefined, path: Path, before: Json | undefined): boolean {
    return isAbsent(before) || sameAt(node, before, ownMember(this.#cleared, path));
  }

  #whole(node: FieldNode | undefined, path: Path, before: Json | undefined, after: Json): void {
    if (!sameAt(node, before, after)) this.#differs(path, before, after);
  }

  /** Elements are matched by key whatever their order; one that only one side has is a difference as a whole. */
  #keyedList(
    node: FieldNode,
    key: readonly string[],
    path: Path,
    before: readonly Json[],
    after: readonly Json[],
  ): void {
    const at = (element: JsonObject) => childPath(path, elementSegment(node, key, element));
    const live = byKey(node, key, before);
    const wanted = byKey(node, key, after);
    for (const [name, element] of wanted) {
      const found = live.get(name);
      if (found) this.members(node.below.get('*'), at(element), found, element);
      else this.#differs(at(element), undefined, element);
    }
    for (const [name, element] of live) {
      if (!wanted.has(name)) this.#differs(at(element), element, null);
    }
  }

  #differs(path: Path, before: Json | undefined, after: Json): void {
    this.differences.push({ path, before: before ?? null, after });
  }
}

function byKey(
  node: FieldNode,
  key: readonly string[],
  list: readonly Json[],
): ReadonlyMap<string, JsonObject> {
  const elements = new Map<string, JsonObject>();
  for (const element of list) if (isObject(element)) elements.set(elementKey(node, key, element), element);
  return elements;
}
