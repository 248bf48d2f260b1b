import type { JsonObject } from '../core/json.ts';
import { damaged, type Line } from './line.ts';
import { readStoredValue } from './stored-value.ts';

/**
 * Looks at every stored value, and answers those that fit by digest. `kept` are the digests that the chain names, in its order, in which
 * their values stand as well. Those that no entry names may stand anywhere: a run was killed before its entries were written.
 */
export function checkValues(
  lines: readonly Line[],
  kept: readonly string[],
  note: (thrown: unknown) => void,
): ReadonlyMap<string, JsonObject> {
  const place = new Map(kept.map((digest, index) => [digest, index]));
  const stored = new Map<string, JsonObject>();
  let last = -1;
  for (const line of lines) {
    try {
      const [digest, value] = readStoredValue(line);
      if (stored.has(digest)) throw damaged(line, 'holds a value that stands before it already');
      stored.set(digest, value);
      const index = place.get(digest) ?? last;
      if (index < last) throw damaged(line, 'stands behind a value that belongs after it');
      last = index;
    } catch (thrown) {
      note(thrown);
    }
  }
  return stored;
}
