import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/host/random.ts';

describe('systemRandom', () => {
  it('stays in [0, 1) and spreads over it', () => {
    const drawn = Array.from({ length: 2000 }, () => systemRandom.next());
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn.map((value) => Math.floor(value * 10))).size).toBe(10);
  });

  it('gives as many bytes as asked for, never the same', () => {
    expect(systemRandom.hex(16)).toMatch(/^[0-9a-f]{32}$/);
    expect(systemRandom.hex(16)).not.toBe(systemRandom.hex(16));
  });
});
