import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/tenant/pace/retry-after.ts';

const now = Date.parse('2026-06-01T08:00:00Z');
const waitMs = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), now);

describe('Retry-After', () => {
  it.each([
    ['17', 17_000],
    ['0', 0],
    ['1.5', 1_500],
    [' 2 ', 2_000],
    ['Mon, 01 Jun 2026 08:00:17 GMT', 17_000],
    ['Monday, 01-Jun-26 08:00:17 GMT', 17_000],
    ['Mon Jun  1 08:00:17 2026', 17_000],
    ['Mon, 01 Jun 2026 07:59:00 GMT', 0],
  ])('of %j is read', (value, ms) => {
    expect(waitMs({ 'retry-after': value })).toBe(ms);
  });

  it.each(['', 'soon', '-5', '5 s', '1e3', '2026-06-01T08:00:17Z', 'Monday', '0x10'])(
    'of %j says nothing',
    (value) => {
      expect(waitMs({ 'retry-after': value })).toBeUndefined();
    },
  );

  it('is not there', () => {
    expect(waitMs({})).toBeUndefined();
  });

  it.each([
    ['behind', 'Mon, 01 Jun 2026 09:00:00 GMT'],
    ['ahead of', 'Mon, 01 Jun 2026 07:00:00 GMT'],
  ])("given as a date is held against the tenant's clock where this machine's is %s it", (_how, date) => {
    const until = new Date(Date.parse(date) + 17_000).toUTCString();
    expect(waitMs({ 'retry-after': until, date })).toBe(17_000);
  });
});
