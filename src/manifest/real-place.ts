import { basename, dirname, join } from 'node:path';
import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';

/** Where a file is or would be made, with every symbolic link followed. */
export async function realPlace(files: Files, path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  return (await realPath(files, path)) ?? join(await realPlace(files, parent), basename(path));
}

/** What the system does not let us look at is where it says. */
async function realPath(files: Files, path: string): Promise<string | undefined> {
  try {
    return await files.realPath(path);
  } catch (cause) {
    if (systemErrorCode(cause) === undefined) throw cause;
    return path;
  }
}
