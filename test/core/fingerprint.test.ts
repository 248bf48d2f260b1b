import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/fingerprint.ts';

const names = fc.oneof(
  fc.constantFrom(
    '',
    '10',
    '9',
    '0a',
    'a',
    'B',
    '__proto__',
    'constructor',
    'toString',
    '\u20ac',
    '\ufb33',
    '😀',
    '/',
    'a/b',
  ),
  fc.string({ unit: 'grapheme' }),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(null, true, false, 0, -0, 1e21, 1e-7, 0.1, 1 / 3, '\u2028', '\u007f', '\\"'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(names, tie('json'), { maxKeys: 5 }),
  ),
}));

describe('canonical JSON', () => {
  it('is that of RFC 8785 for any JSON, as a library made for it alone writes it', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change what it is given', () => {
    const value = { b: [{ d: 1, c: 2 }], a: { z: 1, y: undefined } };
    expect(canonicalJson(value)).toBe('{"a":{"z":1},"b":[{"c":2,"d":1}]}');
    expect(Object.keys(value)).toEqual(['b', 'a']);
    expect(Object.keys(value.b[0] ?? {})).toEqual(['d', 'c']);
  });

  it.each([
    ['half a surrogate pair, as its escape', { a: 'x\ud800' }, '{"a":"x\\\\ud800"}'],
    ['half a surrogate pair in a name, as its escape', { 'x\ud800': 1 }, '{"x\\\\ud800":1}'],
    ['members that are undefined, not at all', { a: undefined, b: 1 }, '{"b":1}'],
    ['nothing', undefined, 'null'],
    ['a date, as JSON has it', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['an object without a prototype', Object.assign(Object.create(null), { b: 1, a: 2 }), '{"a":2,"b":1}'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
