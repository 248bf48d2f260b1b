import { isAbsolute, posix, relative, resolve, sep, win32 } from 'node:path';

/** True for a path below a folder, or the folder itself. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The absolute path of a manifest's relative one; undefined where it is absolute or leads out of the folder. */
export function pathWithin(folder: string, path: string): string | undefined {
  if (posix.isAbsolute(path) || win32.isAbsolute(path)) return undefined;
  const absolute = resolve(folder, path);
  return isWithin(folder, absolute) ? absolute : undefined;
}
