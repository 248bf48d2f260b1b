import type { Source } from '../../core/diagnostic.ts';
import { type FieldModel, isAbsent, listKey } from '../../core/field-model.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { childPath, isWithinPlace, type Path, pathSegments } from '../../core/path.ts';
import type { LiveObject, Resource } from '../../core/resource.ts';
import { sourceOf } from '../../core/source-of.ts';
import { keyPath, type SpecAt, specAt } from '../../core/spec-at.ts';
import type { AcceptContext } from './context.ts';
import { valueAt } from './value-at.ts';

/** A resource beside its object. */
export interface LiveSide {
  /** With its references bound. */
  readonly resource: Resource;
  readonly model: FieldModel;
  /** What the tenant has at a path of the resource. */
  at(path: Path): SpecAt;
  /** The same as a manifest would say it; undefined where there is nothing. */
  written(path: Path): Json | undefined;
  /** What Git declares there. */
  declared(path: Path): Json | undefined;
  /** Where a path of the resource was written. */
  placeOf(path: Path): Source;
  /** Whether the value at a path refers to what has been deleted. */
  isGone(path: Path): boolean;
  /**
   * The place that goes with a path: the outermost around it at which the tenant has nothing, else the path. A keyed list that is absent
   * is one without elements.
   */
  placeToTake(path: Path): Path;
  /** The paths of what the tenant has in the same map below the spec and Git does not mention. */
  unmanagedBeside(path: Path): Path[];
}

export function liveSideOf(
  { kinds, references }: Pick<AcceptContext, 'kinds' | 'references'>,
  resource: Resource,
  object: LiveObject,
): LiveSide {
  const { fields: model } = kinds.get(resource.kind);
  const spec = references.written(model, object.spec);
  const gone = references.gone(model, object.spec);
  const at = (path: Path) => specAt(model, object.spec, keyPath(model, resource.spec, path));
  return {
    resource,
    model,
    at,
    written(path) {
      const { value, indexPath } = at(path);
      return value === undefined ? undefined : valueAt(spec, pathSegments(indexPath));
    },
    declared: (path) => specAt(model, resource.spec, path).value,
    placeOf: (path) => sourceOf(resource, specAt(model, resource.spec, path).indexPath),
    isGone(path) {
      const { value, indexPath } = at(path);
      return value !== undefined && gone.some((one) => isWithinPlace(one, indexPath));
    },
    placeToTake: (path) => absentAround(model, at, path) ?? path,
    unmanagedBeside: (path) => unmanagedIn(model, resource.spec, at, path.slice(0, path.lastIndexOf('/'))),
  };
}

function absentAround(model: FieldModel, at: LiveSide['at'], path: Path): Path | undefined {
  let place = '';
  for (const segment of pathSegments(path)) {
    place = childPath(place, segment);
    const { value, pattern } = at(place);
    if (isAbsent(value) && !listKey(model, pattern)) return place;
  }
  return undefined;
}

function unmanagedIn(model: FieldModel, desired: JsonObject, at: LiveSide['at'], map: Path): Path[] {
  const { value } = at(map);
  if (map === '' || !isObject(value)) return [];
  return Object.keys(value)
    .map((key) => childPath(map, key))
    .filter((path) => specAt(model, desired, path).value === undefined);
}
