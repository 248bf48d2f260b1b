import { suggest } from './suggest.ts';

/** A hint, or none. */
interface Hint {
  readonly hint?: string;
}

/** The hint that names what somebody who wrote `word` most likely meant; none where no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): Hint {
  const suggestion = suggest(word, candidates);
  return suggestion === undefined ? {} : { hint: `Did you mean ${suggestion}?` };
}

/** Who has this many mistakes of one sort needs no hint on the next one, and comparing a word with every name takes time. */
const wordsMax = 100;

/** `didYouMean` for many words and the same candidates. Each word is compared once, and only the first hundred are. */
export function didYouMeanAmong(candidates: readonly string[]): (word: string) => Hint {
  const hints = new Map<string, Hint>();
  return (word) => {
    const known = hints.get(word);
    if (known || hints.size >= wordsMax) return known ?? {};
    const hint = didYouMean(word, candidates);
    hints.set(word, hint);
    return hint;
  };
}
