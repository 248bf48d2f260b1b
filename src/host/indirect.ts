import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TextOrIndirect } from '../core/tenant-spec.ts';
import { isAbsence } from './system-error.ts';

/**
 * Looks up values that stand in the environment or in a file (relative to `folder`); undefined where there is none. Throws the
 * system's error for a file that is there and cannot be read.
 */
export function indirectText(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): (given: TextOrIndirect) => string | undefined {
  return (given) => {
    if (typeof given === 'string') return given;
    if ('env' in given) return env[given.env];
    try {
      // An editor ends a file with a newline; no credential ends in one.
      return readFileSync(resolve(folder, given.file), 'utf8').trimEnd();
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  };
}
