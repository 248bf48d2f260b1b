import { isArray, isObject, type Json, ownMember } from '../../core/json.ts';

/** What stands at a place of a value, elements of lists by their index; undefined where nothing does. */
export function valueAt(value: Json | undefined, segments: readonly string[]): Json | undefined {
  return segments.reduce<Json | undefined>((at, segment) => {
    if (isArray(at)) return at[Number(segment)];
    return isObject(at) ? ownMember(at, segment) : undefined;
  }, value);
}
