import { randomBytes } from 'node:crypto';
import type { Random } from '../core/ports.ts';

/** Chance from the operating system. */
export const systemRandom: Random = {
  next: () => randomBytes(4).readUInt32LE() / 2 ** 32,
  hex: (bytes) => randomBytes(bytes).toString('hex'),
};
