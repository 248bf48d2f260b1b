import type { TenantObject } from './wire.ts';

/** The object of that id; undefined where there is none. As quick for long lists as for short ones. */
export function objectOf<T extends TenantObject>(objects: readonly T[], id: string): T | undefined {
  const object = objects[indexOf(objects).positions.get(id) ?? -1];
  return object?.id === id ? object : undefined;
}

/** In the order of ids, the first objects whose ids come after that one: `count` of them, or as many as there are. */
export function objectsAfter<T extends TenantObject>(
  objects: readonly T[],
  id: string,
  count: number,
): readonly T[] {
  const ids = sortedIds(objects);
  const start = placeAfter(ids, id);
  return ids.slice(start, start + count).flatMap((found) => objectOf(objects, found) ?? []);
}

/** The list with that object in place of the one of the same id; the same list where there is none. */
export function replacedIn<T extends TenantObject>(objects: readonly T[], object: T): readonly T[] {
  if (!objectOf(objects, object.id)) return objects;
  const index = indexOf(objects);
  const next = objects.with(index.positions.get(object.id) ?? 0, object);
  // Every id stays where it was.
  indexes.set(next, index);
  return next;
}

/** The list with that object at its end. No other of the list has its id. */
export function addedTo<T extends TenantObject>(objects: readonly T[], object: T): readonly T[] {
  const { positions, ids } = indexOf(objects);
  const next = [...objects, object];
  positions.set(object.id, objects.length);
  indexes.set(next, {
    positions,
    ...(ids && { ids: ids.toSpliced(placeAfter(ids, object.id), 0, object.id) }),
  });
  return next;
}

/** What is known of a list. */
interface ListIndex {
  /** Shared with the lists that this one became by adding to it: what stands elsewhere or nowhere in this list may have a place, too. */
  readonly positions: Map<string, number>;
  /** All ids, sorted, once somebody has asked for a page. */
  ids?: readonly string[];
}

/** Lists are values: a write makes another list. */
const indexes = new WeakMap<readonly TenantObject[], ListIndex>();

function indexOf(objects: readonly TenantObject[]): ListIndex {
  const known = indexes.get(objects);
  if (known) return known;
  const index = { positions: new Map(objects.map(({ id }, position) => [id, position])) };
  indexes.set(objects, index);
  return index;
}

function sortedIds(objects: readonly TenantObject[]): readonly string[] {
  const index = indexOf(objects);
  index.ids ??= objects.map(({ id }) => id).sort();
  return index.ids;
}

/** The place of the first of these sorted ids that comes after that one. */
function placeAfter(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? '') <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
