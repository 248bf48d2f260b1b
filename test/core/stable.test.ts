import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digest } from '../../src/core/fingerprint.ts';
import { sameValue, stableSpec } from '../../src/core/stable.ts';
import { hostileText, reordered, specArbitrary, thing } from './thing.ts';

describe('the stable form of a spec', () => {
  it('is the same for any order of keyed lists, sets and members', () => {
    fc.assert(
      fc.property(specArbitrary(), (spec) => {
        expect(digest(stableSpec(thing, reordered(spec)))).toBe(digest(stableSpec(thing, spec)));
      }),
    );
  });

  it('is its own stable form', () => {
    fc.assert(
      fc.property(specArbitrary(), (spec) => {
        const stable = stableSpec(thing, spec);
        expect(stableSpec(thing, stable)).toEqual(stable);
      }),
    );
  });

  it('holds of a reference only what identifies it', () => {
    const spec = { target: { id: '1', label: 'a name that may change' } };
    expect(stableSpec(thing, spec)).toEqual({ target: { id: '1' } });
    expect(stableSpec(thing, { target: { external: 'A', id: '1' } })).toEqual({ target: { id: '1' } });
    expect(stableSpec(thing, { target: 'a' })).toEqual({ target: 'a' });
  });

  it('keeps the order of a list that is one value', () => {
    expect(stableSpec(thing, { atomic: [2, 1] })).toEqual({ atomic: [2, 1] });
    expect(stableSpec(thing, { tags: [2, 1] })).toEqual({ tags: [1, 2] });
  });
});

describe('sameValue', () => {
  it('takes absent and null for one', () => {
    expect(sameValue(thing, '/plain', undefined, null)).toBe(true);
    expect(sameValue(thing, '/plain', null, 0)).toBe(false);
    expect(sameValue(thing, '/plain', undefined, '')).toBe(false);
  });

  it('tells texts apart whatever they hold', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), (a, b) => {
        expect(sameValue(thing, '/plain', a, b)).toBe(a === b);
      }),
    );
  });
});

describe('canonical JSON', () => {
  it('parses back to the value it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('takes half a surrogate pair, which the names of a tenant can hold', () => {
    expect(digest({ name: '\ud800' })).not.toBe(digest({ name: '\udc00' }));
    expect(digest({ '\ud800': 1 })).toHaveLength(64);
  });
});
