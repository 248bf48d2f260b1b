import { elementKey, elementSegment } from './element-key.ts';
import { type FieldModel, isAbsent, listKey, type Pattern } from './field-model.ts';
import { fieldAt } from './field-tree.ts';
import { isArray, isObject, type Json, type JsonObject, ownMember } from './json.ts';
import { childPath, type Path, pathSegments } from './path.ts';

/** What stands at a path of a spec, and whether the spec says anything about that place at all. */
export interface SpecAt {
  /** False where neither the place nor a list that it is an element of was ever set: the spec does not manage it. */
  readonly known: boolean;
  readonly value: Json | undefined;
  readonly pattern: Pattern;
  /** The same place with list indexes, as far as it exists. */
  readonly indexPath: Path;
}

/** Follows a path (keyed list elements by their key, in either of its spellings) into a spec. */
export function specAt(model: FieldModel, spec: JsonObject, path: Path): SpecAt {
  let at: SpecAt = { known: true, value: spec, pattern: '', indexPath: '' };
  for (const segment of pathSegments(path)) at = stepInto(model, at, segment);
  return at;
}

function stepInto(model: FieldModel, at: SpecAt, segment: string): SpecAt {
  const { value, pattern, indexPath } = at;
  const key = listKey(model, pattern);
  if (key && isArray(value)) {
    const index = elementIndex(model, pattern, key, value, segment);
    const below = { pattern: `${pattern}/*`, known: true };
    return index === -1
      ? { ...below, value: undefined, indexPath }
      : { ...below, value: value[index], indexPath: childPath(indexPath, index) };
  }
  const childPattern = key ? `${pattern}/*` : `${pattern}/${segment}`;
  if (isObject(value) && Object.hasOwn(value, segment)) {
    return {
      known: true,
      value: value[segment],
      pattern: childPattern,
      indexPath: childPath(indexPath, segment),
    };
  }
  // A cleared or removed parent says of its members that they are gone.
  const known = at.known && (value === null || (value === undefined && pattern.endsWith('/*')));
  return { known, value: undefined, pattern: childPattern, indexPath };
}

/**
 * The path with the elements of keyed lists by their keys as `spec` has them. A manifest says `external:NAME` where the tenant and
 * the ledger say `id:ID`: in this form a path of the one finds the same place in the others.
 */
export function keyPath(model: FieldModel, spec: JsonObject, path: Path): Path {
  let at: SpecAt = { known: true, value: spec, pattern: '', indexPath: '' };
  let keyed = '';
  for (const segment of pathSegments(path)) {
    const key = listKey(model, at.pattern);
    const below = stepInto(model, at, segment);
    const named =
      key && isObject(below.value) ? elementKey(fieldAt(model, at.pattern), key, below.value) : segment;
    keyed = childPath(keyed, named);
    at = below;
  }
  return keyed;
}

/** The position of the element that a path segment names; -1 where there is none. */
function elementIndex(
  model: FieldModel,
  pattern: Pattern,
  key: readonly string[],
  list: readonly Json[],
  segment: string,
): number {
  return list.findIndex(
    (element) =>
      isObject(element) &&
      (elementKey(fieldAt(model, pattern), key, element) === segment ||
        elementSegment(fieldAt(model, pattern), key, element) === segment),
  );
}

/** The pattern that a path follows. */
export function patternOf(model: FieldModel, path: Path): Pattern {
  let pattern = '';
  for (const segment of pathSegments(path)) pattern += listKey(model, pattern) ? '/*' : `/${segment}`;
  return pattern;
}

/** A spec with its differences from `desired` carried out: `applyDifferences(m, a, b, diff(m, a, b))` holds all that b says. */
export function applyDifferences(
  model: FieldModel,
  spec: JsonObject,
  desired: JsonObject,
  differences: readonly { readonly path: Path; readonly after: Json }[],
): JsonObject {
  return differences.reduce<JsonObject>((result, { path, after }) => {
    const segments = pathSegments(keyPath(model, desired, path));
    return setAt(model, '', result, segments, after) as JsonObject;
  }, spec);
}

function setAt(
  model: FieldModel,
  pattern: Pattern,
  value: Json | undefined,
  segments: readonly string[],
  after: Json,
): Json {
  const [segment, ...rest] = segments;
  if (segment === undefined) return after;
  const key = listKey(model, pattern);
  if (key) {
    const list = isArray(value) ? value : [];
    return setElement(model, pattern, key, list, segment, rest, after);
  }
  const parent = isObject(value) ? value : {};
  const member = ownMember(parent, segment);
  return { ...parent, [segment]: setAt(model, `${pattern}/${segment}`, member, rest, after) };
}

function setElement(
  model: FieldModel,
  pattern: Pattern,
  key: readonly string[],
  list: readonly Json[],
  segment: string,
  rest: readonly string[],
  after: Json,
): Json {
  const index = elementIndex(model, pattern, key, list, segment);
  if (rest.length === 0 && isAbsent(after)) return list.filter((_, position) => position !== index);
  const element = setAt(model, `${pattern}/*`, list[index], rest, after);
  return index === -1 ? [...list, element] : list.with(index, element);
}

/** A spec without the member at a path of members; as it is where there is none. */
export function withoutMember(spec: JsonObject, segments: readonly string[]): JsonObject {
  const [segment, ...rest] = segments;
  if (segment === undefined || !Object.hasOwn(spec, segment)) return spec;
  const { [segment]: member, ...others } = spec;
  if (rest.length === 0) return others;
  return isObject(member) ? { ...spec, [segment]: withoutMember(member, rest) } : spec;
}
