import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/tenant/wire/read-text.ts';

const phone = new TextEncoder().encode('\u{1F4DE}');

async function* bodyOf(...chunks: readonly Uint8Array[]) {
  yield* chunks;
}

describe('readText', () => {
  it('joins a character that two chunks share', async () => {
    expect(await readText(bodyOf(phone.slice(0, 2), phone.slice(2)))).toBe('\u{1F4DE}');
  });

  it('refuses a body that ends inside a character', async () => {
    expect(await readText(bodyOf(phone.slice(0, 3)))).toBeUndefined();
  });

  it('reads as many bytes as are allowed, and not one more', async () => {
    expect(await readText(bodyOf(phone, phone), { bytesMax: 8 })).toBe('\u{1F4DE}\u{1F4DE}');
    expect(await readText(bodyOf(phone, phone), { bytesMax: 7 })).toBeUndefined();
  });

  it('is empty where there is no body', async () => {
    expect(await readText([])).toBe('');
  });

  it('unpacks gzip, up to as many bytes as are allowed', async () => {
    const packed = gzipSync('\u{1F4DE}'.repeat(1_000));
    const halves = [packed.subarray(0, 20), packed.subarray(20)];
    expect(await readText(bodyOf(...halves), { encoding: 'gzip' })).toBe('\u{1F4DE}'.repeat(1_000));
    expect(await readText(bodyOf(packed), { encoding: 'gzip', bytesMax: 3_999 })).toBeUndefined();
    expect(await readText(bodyOf(packed.subarray(0, 30)), { encoding: 'gzip' })).toBeUndefined();
    expect(await readText([], { encoding: 'gzip' })).toBe('');
  });

  it('refuses an encoding that was not asked for', async () => {
    expect(await readText(bodyOf(phone), { encoding: 'br' })).toBeUndefined();
  });
});
