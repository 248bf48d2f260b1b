import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/core/time/duration.ts';

const yearMs = 366 * 24 * 3_600_000;
const milliseconds = () => fc.integer({ min: 0, max: yearMs });

describe('durations', () => {
  it('are read back as they were written, whatever their length', () => {
    fc.assert(
      fc.property(milliseconds(), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });

  it('have one canonical form, which reading and writing keeps', () => {
    const parts = fc.record({
      h: fc.nat(8_000),
      m: fc.nat(9_999),
      s: fc.nat(99_999),
      ms: fc.nat(99_999),
    });
    fc.assert(
      fc.property(parts, ({ h, m, s, ms }) => {
        const total = h * 3_600_000 + m * 60_000 + s * 1_000 + ms;
        const text = `${h}h${m}m${s}s${ms}ms`;
        expect(parseDuration(text)).toBe(total);
        expect(formatDuration(total)).toMatch(/^(0s|([1-9]\d*h)?([1-5]?\dm)?([1-5]?\ds)?([1-9]\d{0,2}ms)?)$/);
      }),
    );
  });

  it.each([
    [0, '0s'],
    [1, '1ms'],
    [500, '500ms'],
    [30_000, '30s'],
    [90_000, '1m30s'],
    [5_400_000, '1h30m'],
    [3_600_001, '1h1ms'],
    [yearMs, '8784h'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['90s', '120m', '0h90m', '1000ms', '0030s'])('reads %s, which is not canonical', (text) => {
    expect(parseDuration(text)).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', ''],
    ['a bare number', '30'],
    ['a minus', '-30s'],
    ['a plus', '+5h'],
    ['units in the wrong order', '30s1m'],
    ['a unit twice', '1m1m'],
    ['a fraction', '1.5h'],
    ['a unit without a number', 'h'],
    ['space around', ' 30s'],
    ['space between', '1m 30s'],
    ['a newline at the end', '30s\n'],
    ['capitals', '30S'],
    ['days', '1d'],
    ['digits that are not ASCII', '３０s'],
    ['more than can be counted exactly', '2501999793h'],
    ['a number of any length', `${'9'.repeat(400)}h`],
  ])('refuses %s', (_, text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('takes nothing that does not end in a unit', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d+(h|m|s|ms)/.test(text));
        expect(parseDuration(text)).toBeUndefined();
      }),
    );
  });
});
