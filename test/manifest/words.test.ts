import { describe, expect, test } from 'vitest';
import { didYouMean } from '../../src/core/did-you-mean.ts';
import { durationHint } from '../../src/manifest/duration-hint.ts';
import { placeName } from '../../src/manifest/place-name.ts';
import { shown } from '../../src/manifest/shown.ts';

describe('hints for durations', () => {
  test.each([
    [30, 'Write it with a unit: 30s'],
    ['90', 'Write it with a unit: 1m30s'],
    [0, 'Write it with a unit: 0s'],
    [1.5, 'Write it with a unit: 1s500ms'],
    [30_000, 'Write it with a unit: 30s or 8h20m'],
    [1e12, 'Write it with units, largest first, such as 500ms, 30s or 1h30m'],
    [-5, 'A duration is never negative'],
    ['-5s', 'A duration is never negative'],
    ['soon', 'Write it with units, largest first, such as 500ms, 30s or 1h30m'],
  ])('%j', (value, expected) => {
    expect(durationHint(value)).toBe(expected);
  });
});

describe('places', () => {
  test.each([
    ['', 'The document'],
    ['/spec/skills/0/level', 'spec.skills[0].level'],
    ['/metadata/labels/a.b', 'metadata.labels["a.b"]'],
    ['/spec/pins/Queue~1a', 'spec.pins["Queue/a"]'],
  ])('%j is %s', (pointer, expected) => {
    expect(placeName(pointer)).toBe(expected);
  });
});

describe('values', () => {
  test.each([
    ['x', '"x"'],
    [5, '5'],
    [null, 'null'],
    [[1], 'a list'],
    [{ a: 1 }, 'a map'],
    ['a\u0007b', '"a\u0007b"'],
    ['y'.repeat(60), `"${'y'.repeat(60)}"`],
    ['y'.repeat(61), `"${'y'.repeat(60)}…"`],
    ['😀'.repeat(61), `"${'😀'.repeat(60)}…"`],
  ])('%j is shown as %s', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});

describe('suggestions', () => {
  test('a slip is recognised whatever its case', () => {
    expect(didYouMean('WRAPUPTIMOUT', ['channel', 'wrapUpTimeout'])).toEqual({
      hint: 'Did you mean wrapUpTimeout?',
    });
  });

  test('what resembles nothing gets none', () => {
    expect(didYouMean('zebra', ['channel', 'skills'])).toEqual({});
    expect(didYouMean('zebra', [])).toEqual({});
  });

  test('a word of a million letters is not compared', () => {
    expect(didYouMean('a'.repeat(1_000_000), ['a'.repeat(1_000_001)])).toEqual({});
  });
});
