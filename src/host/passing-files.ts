import { rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { nodeFiles } from './files.ts';
import { orAbsent } from './system-error.ts';

/** The machine's files for what is there for a while, such as a lock: the folders made for it go with it, unless something is in them. */
export function passingFiles(): Pick<Files, 'read' | 'createExclusive' | 'remove'> {
  const made = new Map<string, readonly string[]>();
  return {
    read: nodeFiles.read,
    createExclusive: async (path, text) => {
      const missing = await missingFolders(path);
      const isMade = await nodeFiles.createExclusive(path, text);
      if (isMade) made.set(path, missing);
      return isMade;
    },
    remove: async (path) => {
      await nodeFiles.remove(path);
      for (const folder of made.get(path) ?? []) if (!(await removedEmpty(folder))) return;
    },
  };
}

/** The folders of a path that are not there, the deepest first. */
async function missingFolders(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  if (folder === path || (await orAbsent(stat(folder)))) return [];
  return [folder, ...(await missingFolders(folder))];
}

/** Whatever keeps an empty folder in its place does no harm. */
async function removedEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return false;
  }
}
