import fc from 'fast-check';
import { expect, it } from 'vitest';
import { childPath, pathSegments } from '../../src/core/path.ts';

const segment = () =>
  fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a'), maxLength: 6 }));

it('gives back the segments that a pointer was made of, slashes and tildes included', () => {
  fc.assert(
    fc.property(fc.array(segment()), (segments) => {
      expect(pathSegments(segments.reduce(childPath, ''))).toEqual(segments);
    }),
  );
});

it('never makes one pointer of two places', () => {
  fc.assert(
    fc.property(fc.array(segment()), fc.array(segment()), (one, other) => {
      const equal = one.length === other.length && one.every((part, index) => part === other[index]);
      expect(one.reduce(childPath, '') === other.reduce(childPath, '')).toBe(equal);
    }),
  );
});

it('escapes as RFC 6901 says', () => {
  expect(childPath('', 'a/b~c')).toBe('/a~1b~0c');
  expect(childPath('/skills', 0)).toBe('/skills/0');
  expect(pathSegments('/~01')).toEqual(['~1']);
  expect(pathSegments('')).toEqual([]);
});
