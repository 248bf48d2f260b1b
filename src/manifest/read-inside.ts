import type { Diagnostic, Source } from '../core/diagnostic.ts';
import type { Files } from '../core/ports.ts';
import { isWithin, nameWithin } from './path-within.ts';
import { notThere, readFile, unreadable } from './read-file.ts';
import { symlinkOutside } from './symlink-outside.ts';

interface Naming {
  /** The Tenant's folder. */
  readonly folder: string;
  /** The absolute path, inside the folder. */
  readonly path: string;
  /** What names the file: whatever is wrong with it is reported there. */
  readonly source: Source;
}

/** A file that somebody named, with its real path as soon as it has one. */
export interface NamedFileRead {
  /** Relative to the Tenant's folder, with `/`. */
  readonly file: string;
  readonly realPath?: string;
  readonly read: { readonly bytes: Uint8Array } | { readonly problem: Diagnostic };
}

/** Reads a file that something in the Tenant's folder names, unless it is a link that leads out of there. */
export async function readInside(files: Files, { folder, path, source }: Naming): Promise<NamedFileRead> {
  const file = nameWithin(folder, path);
  try {
    const realFolder = (await files.realPath(folder)) ?? folder;
    const realPath = await files.realPath(path);
    if (realPath === undefined) return { file, read: { problem: notThere(file, source) } };
    if (!isWithin(realFolder, realPath)) return { file, read: { problem: symlinkOutside(file, source) } };
    return { file, realPath, read: await readFile(files, realPath, file, source) };
  } catch (cause) {
    return { file, read: { problem: unreadable(file, cause, source) } };
  }
}
