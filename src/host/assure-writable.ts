import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { orAbsent } from './system-error.ts';

/**
 * Throws the system's error where a file could not be put at a path. Nothing is opened or made: opening a pipe and closing it again would
 * end it for its reader.
 */
export async function assureWritable(path: string): Promise<void> {
  const found = await orAbsent(stat(path));
  if (found === undefined) return assureFolder(dirname(path));
  if (found.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
  await access(path, constants.W_OK);
  // A file is replaced, which its folder must allow.
  if (found.isFile()) await assureFolder(dirname(path));
}

/** That a folder takes new files, or could be made. */
async function assureFolder(folder: string): Promise<void> {
  const found = await orAbsent(stat(folder));
  if (found === undefined && dirname(folder) !== folder) return assureFolder(dirname(folder));
  if (!found?.isDirectory()) throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' });
  await access(folder, constants.W_OK);
}
