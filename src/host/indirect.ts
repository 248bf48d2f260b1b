import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TextOrIndirect } from '../core/tenant-spec.ts';

/** Looks up values that stand in the environment or in a file (relative to `folder`); undefined where there is none. */
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
    } catch {
      return undefined;
    }
  };
}
