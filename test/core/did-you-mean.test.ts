import { describe, expect, it } from 'vitest';
import { didYouMeanAmong } from '../../src/core/did-you-mean.ts';

describe('hints for many words', () => {
  const candidates = ['billing', ...Array.from({ length: 200 }, (_, index) => `queue-${index}-support`)];

  it('are those of each word', () => {
    const hintFor = didYouMeanAmong(candidates);
    expect([hintFor('biling'), hintFor('zebra')]).toEqual([{ hint: 'Did you mean billing?' }, {}]);
  });

  it('compare a word once', () => {
    const hintFor = didYouMeanAmong(candidates);
    expect(hintFor('biling')).toBe(hintFor('biling'));
  });

  it('end with the hundredth word, and those given stay', () => {
    const hintFor = didYouMeanAmong(candidates);
    const hints = Array.from({ length: 101 }, (_, index) => hintFor(`queue-${index}-suport`));
    expect(hints.map((hint) => 'hint' in hint)).toEqual(hints.map((_, index) => index < 100));
    expect(hintFor('queue-5-suport')).toEqual({ hint: 'Did you mean queue-5-support?' });
    expect(hintFor('biling')).toEqual({});
  });
});
