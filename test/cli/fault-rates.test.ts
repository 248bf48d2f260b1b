import { describe, expect, it } from 'vitest';
import { readFaultRates } from '../../src/cli/fault-rates.ts';

const kinds = ['429', '429-date', 'reset-before', 'reset-after'] as const;
const ratesOf = (...given: string[]) => {
  const { rates, diagnostics } = readFaultRates(given, kinds);
  expect(diagnostics).toEqual([]);
  return Object.fromEntries(rates);
};
const refusal = (...given: string[]) => readFaultRates(given, kinds).diagnostics;

describe('fault rates', () => {
  it.each([
    ['429:0.25', 0.25],
    ['429:25%', 0.25],
    ['429:12.5%', 0.125],
    ['429:0', 0],
    ['429:0%', 0],
    ['429:1', 1],
    ['429:1.0', 1],
    ['429:100%', 1],
  ])('%s is %d', (text, rate) => {
    expect(ratesOf(text)).toEqual({ 429: rate });
  });

  it('are shared evenly by all kinds where all is given', () => {
    expect(ratesOf('all:20%')).toEqual({
      429: 0.05,
      '429-date': 0.05,
      'reset-before': 0.05,
      'reset-after': 0.05,
    });
    expect(ratesOf('all:1')).toMatchObject({ 429: 0.25 });
  });

  it('of one kind add up', () => {
    expect(ratesOf('429:0.25', '429:25%', 'all:40%')).toMatchObject({ 429: 0.6, '429-date': 0.1 });
  });

  it('may be none', () => {
    expect(ratesOf()).toEqual({});
  });

  it.each([
    ...['429', '429:', ':0.5', '429:x', '429:-0.1', '429:1.1', '429:101%', '429:.5', '429:0,5', '429: 0.5'],
    ...['429:1e-1', '429:0.5%%', '', ':', 'all', 'all:2'],
  ])('refuse %j', (text) => {
    expect(refusal(text)).toMatchObject([{ code: 'USAGE', hint: expect.any(String) }]);
  });

  it('suggest the kind that was meant, and name all of them', () => {
    expect(refusal('reset-befor:0.1')).toMatchObject([
      { code: 'USAGE', hint: expect.stringMatching(/reset-before.*429-date.*all/) },
    ]);
    expect(refusal('nothing-like-it:0.1')[0]?.hint).toContain('429, 429-date, reset-before, reset-after');
    expect(refusal('__proto__:0.1')).toMatchObject([{ code: 'USAGE' }]);
  });

  it('tell all mistakes at once', () => {
    expect(refusal('x:0.1', '429:2', 'reset-after:100%', '429:1%')).toHaveLength(3);
  });

  it('are at most 1 together', () => {
    expect(refusal('429:50%', 'reset-after:50%')).toEqual([]);
    expect(refusal('429:50%', 'reset-after:51%')).toMatchObject([{ code: 'USAGE' }]);
    expect(refusal('all:1', '429:1%')).toMatchObject([{ code: 'USAGE' }]);
  });
});
