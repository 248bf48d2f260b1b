import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { systemErrorCode } from '../../src/core/system-error.ts';

describe('systemErrorCode', () => {
  it('is the code of what the system threw', async () => {
    const thrown = await stat('/there/is/no/such/path').catch((error: unknown) => error);
    expect(systemErrorCode(thrown)).toBe('ENOENT');
  });

  it.each([
    ['an error without a code', new Error('ENOENT')],
    ['an error with a code that is no text', Object.assign(new Error('x'), { code: 7 })],
    ['what is no error', { code: 'ENOENT' }],
    ['nothing', undefined],
  ])('is undefined for %s', (_, thrown) => {
    expect(systemErrorCode(thrown)).toBeUndefined();
  });
});
