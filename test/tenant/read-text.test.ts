import { describe, expect, it } from 'vitest';
import { readText } from '../../src/tenant/read-text.ts';

const phone = new TextEncoder().encode('\u{1F4DE}');

const bodyOf = (...chunks: Uint8Array[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    }),
  );

describe('readText', () => {
  it('joins a character that two chunks share', async () => {
    expect(await readText(bodyOf(phone.slice(0, 2), phone.slice(2)), 100)).toBe('\u{1F4DE}');
  });

  it('refuses a body that ends inside a character', async () => {
    expect(await readText(bodyOf(phone.slice(0, 3)), 100)).toBeUndefined();
  });

  it('reads as many bytes as are allowed, and not one more', async () => {
    expect(await readText(bodyOf(phone, phone), 8)).toBe('\u{1F4DE}\u{1F4DE}');
    expect(await readText(bodyOf(phone, phone), 7)).toBeUndefined();
  });

  it('is empty where there is no body', async () => {
    expect(await readText(new Response(null, { status: 204 }), 100)).toBe('');
  });
});
