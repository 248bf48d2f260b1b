import { invariant } from '../../core/invariant.ts';
import { isArray, isObject, type Json, ownMember } from '../../core/json.ts';

/**
 * A value with what stands at a path replaced, or removed where `value` is undefined. Missing maps are made, and what is no map or
 * list becomes one; elements of lists are named by their index, the next free one included.
 */
export function withValueAt(
  whole: Json | undefined,
  path: readonly string[],
  value: Json | undefined,
): Json | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (isArray(whole)) return withElementAt(whole, segment, rest, value);
  const members = isObject(whole) ? whole : {};
  const member = withValueAt(ownMember(members, segment), rest, value);
  if (member !== undefined) return { ...members, [segment]: member };
  if (!Object.hasOwn(members, segment)) return whole;
  return Object.fromEntries(Object.entries(members).filter(([name]) => name !== segment));
}

function withElementAt(
  list: readonly Json[],
  segment: string,
  rest: readonly string[],
  value: Json | undefined,
): Json {
  const index = Number(segment);
  invariant(/^\d+$/.test(segment) && index <= list.length, 'a path names no element of a list by its index');
  const element = withValueAt(list[index], rest, value);
  if (element === undefined) return list.filter((_, position) => position !== index);
  return index === list.length ? [...list, element] : list.with(index, element);
}
