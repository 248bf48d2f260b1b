import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';

/** Whether something is at a path. What the system does not let us look at is there: reading it will tell why. */
export async function isThere(files: Files, path: string): Promise<boolean> {
  try {
    return (await files.realPath(path)) !== undefined;
  } catch (cause) {
    if (systemErrorCode(cause) === undefined) throw cause;
    return true;
  }
}
