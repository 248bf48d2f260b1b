import { canonicalJson } from '../../core/fingerprint.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Json } from '../../core/json.ts';

/**
 * Positions of equal elements in two lists, as many as possible, rising in both. What is equal at both beginnings and both ends belongs
 * together, so that of elements which are equal among themselves each stays what it was.
 */
export function equalElements(a: readonly Json[], b: readonly Json[]): (readonly [number, number])[] {
  const [from, to] = [a.map(canonicalJson), b.map(canonicalJson)];
  const length = Math.min(a.length, b.length);
  let [first, last] = [0, 0];
  while (first < length && from[first] === to[first]) first += 1;
  while (last < length - first && from.at(-1 - last) === to.at(-1 - last)) last += 1;
  const inner = risingPairs(from.slice(first, from.length - last), to.slice(first, to.length - last));
  return [
    ...Array.from({ length: first }, (_, index) => [index, index] as const),
    ...inner.map(([at, other]) => [at + first, other + first] as const),
    ...Array.from(
      { length: last },
      (_, index) => [a.length - last + index, b.length - last + index] as const,
    ),
  ];
}

function risingPairs(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const places = groupBy(b.keys(), (to) => b[to] ?? '');
  const used = new Map<string, number>();
  const pairs = a.flatMap((key, from): Pair[] => {
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    const to = places.get(key)?.[count];
    return to === undefined ? [] : [{ from, to }];
  });
  return longestRising(pairs);
}

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly before?: Pair | undefined;
}

/** Of the chains of each length, the one that ends lowest is carried on. */
function longestRising(pairs: readonly Pair[]): (readonly [number, number])[] {
  const ends: Pair[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.to ?? 0) < pair.to) low = middle + 1;
      else high = middle;
    }
    ends[low] = { ...pair, before: ends[low - 1] };
  }
  const chain: (readonly [number, number])[] = [];
  for (let pair = ends.at(-1); pair; pair = pair.before) chain.push([pair.from, pair.to]);
  return chain.reverse();
}
