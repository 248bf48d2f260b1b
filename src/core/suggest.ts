import { closest, distance } from 'fastest-levenshtein';

/** Longer words are no slips of the keyboard, and comparing them takes long. */
const wordLengthMax = 128;

/** The candidate that a person most likely meant; undefined where none is near. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > wordLengthMax) return undefined;
  const tolerated = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const near = new Map(
    candidates
      .filter((candidate) => Math.abs(candidate.length - word.length) <= tolerated)
      .map((candidate) => [candidate.toLowerCase(), candidate]),
  );
  if (near.size === 0) return undefined;
  const lower = word.toLowerCase();
  const nearest = closest(lower, [...near.keys()]);
  return distance(lower, nearest) <= tolerated ? near.get(nearest) : undefined;
}
