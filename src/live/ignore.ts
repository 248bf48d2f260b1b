import type { Address } from '../core/address.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { elementKey, elementSegment } from '../core/element-key.ts';
import { type FieldModel, isAbsent, listKey, type Pattern } from '../core/field-model.ts';
import { fieldAt } from '../core/field-tree.ts';
import { isArray, isObject, type JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Ignore } from '../core/manifest.ts';
import { childPath, type Path, pathSegments } from '../core/path.ts';
import { asReference } from '../core/reference.ts';
import type { LiveObject, Resource } from '../core/resource.ts';
import { applyDifferences, patternOf, specAt, withoutMember } from '../core/spec-at.ts';

/**
 * Desired as far as Git manages it today: a field that is left to the UI is unmanaged, and within a keyed list it is wanted as the tenant
 * has it. What is to be created is created whole: the UI has nothing there yet. The resources keep the ignores that hold today.
 */
export function withoutIgnored(
  kinds: KindTable,
  desired: readonly Resource[],
  byAddress: ReadonlyMap<Address, LiveObject>,
  today: string,
): readonly Resource[] {
  return desired.map((resource) => {
    const object = byAddress.get(resource.address);
    const now = resource.ignore.filter((ignore) => !isOver(ignore, today));
    if (!object || now.length === 0) return { ...resource, ignore: now };
    const { fields } = kinds.get(resource.kind);
    const spec = now.reduce((left, { path }) => leftToUi(fields, left, object.spec, path), resource.spec);
    return { ...resource, spec, ignore: now };
  });
}

/** `IGNORE_EXPIRED`: fields that were left to the UI until a day that is over. Once for each place in a manifest. */
export function expiredIgnores(desired: readonly Resource[], today: string): Diagnostic[] {
  const places = new Map(
    desired.flatMap(({ manifest, ignore }) =>
      ignore.map((one) => [one.source, { manifest, ...one }] as const),
    ),
  );
  return [...places.values()]
    .filter((one) => isOver(one, today))
    .map(({ manifest, path, until, reason, source }) =>
      warning({
        code: 'IGNORE_EXPIRED',
        summary: `${path.slice(1)} was left to the UI until ${until}, and is managed again`,
        ...(reason !== undefined && { detail: `The reason given: ${reason}` }),
        hint: 'Remove the entry from metadata.ignore, or give it a later day',
        address: manifest,
        source,
      }),
    );
}

const isOver = ({ until }: Ignore, today: string) => until !== undefined && until < today;

function leftToUi(model: FieldModel, desired: JsonObject, live: JsonObject, path: Path): JsonObject {
  const segments = pathSegments(path);
  const place = placeIn(model, desired, live, segments);
  // What only one side has comes or goes whole.
  const isIn = (spec: JsonObject) => !isAbsent(specAt(model, spec, place.around).value);
  if (segments.length > 1 && !(isIn(live) && isIn(desired))) return desired;
  if (!place.isInKeyedList) return withoutMember(desired, segments);
  const shown = specAt(model, live, place.path).value ?? null;
  if (shown === null && isAbsent(specAt(model, desired, place.path).value)) return desired;
  return applyDifferences(model, desired, live, [{ path: place.path, after: shown }]);
}

interface Place {
  /** With elements of keyed lists by the keys that the tenant's have. */
  readonly path: Path;
  /** What it stands in. */
  readonly around: Path;
  readonly isInKeyedList: boolean;
}

/** Where a path of a manifest leads in the tenant: an element is known there by its id, whether Git declares it or not. */
function placeIn(
  model: FieldModel,
  desired: JsonObject,
  live: JsonObject,
  segments: readonly string[],
): Place {
  let path = '';
  let around = '';
  let isInKeyedList = false;
  for (const segment of segments) {
    around = path;
    const pattern = patternOf(model, path);
    const key = listKey(model, pattern);
    if (key) isInKeyedList = true;
    path = childPath(
      path,
      key ? elementName(model, { desired, live, pattern, key, around }, segment) : segment,
    );
  }
  return { path, around, isInKeyedList };
}

interface KeyedList {
  readonly desired: JsonObject;
  readonly live: JsonObject;
  readonly pattern: Pattern;
  readonly key: readonly string[];
  readonly around: Path;
}

function elementName(
  model: FieldModel,
  { desired, live, pattern, key, around }: KeyedList,
  segment: string,
): string {
  for (const spec of [desired, live]) {
    const list = specAt(model, spec, around).value;
    const element = (isArray(list) ? list : [])
      .filter(isObject)
      .find((one) => spellings(model, pattern, key, one).includes(segment));
    if (element) return elementKey(fieldAt(model, pattern), key, element);
  }
  return segment;
}

/** An element by its key, as a manifest spells it, and by the name that what it refers to has in the tenant. */
function spellings(
  model: FieldModel,
  pattern: Pattern,
  key: readonly string[],
  element: JsonObject,
): string[] {
  const [member = ''] = key;
  const reference = asReference(element[member]);
  const label = typeof reference === 'object' && 'label' in reference ? reference.label : undefined;
  return [
    elementKey(fieldAt(model, pattern), key, element),
    elementSegment(fieldAt(model, pattern), key, element),
    ...(label === undefined ? [] : [`external:${label}`]),
  ];
}
