import { suggest } from '../core/suggest.ts';

/** Longest word that is compared, in UTF-16 code units: beyond, nobody mistyped a name, and comparing takes time. */
const wordLengthMax = 128;

/** The hint that names what somebody who wrote `word` most likely meant; none where no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): { hint?: string } {
  const suggestion = word.length > wordLengthMax ? undefined : suggest(word, candidates);
  return suggestion === undefined ? {} : { hint: `Did you mean ${suggestion}?` };
}
