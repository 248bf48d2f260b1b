import { isAbsolute, posix, relative, resolve, sep, win32 } from 'node:path';

/** True for a path below a folder, or the folder itself. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The absolute path of one relative to `from`; undefined where it is absolute or leads out of the folder. */
export function pathWithin(folder: string, path: string, from = folder): string | undefined {
  if (posix.isAbsolute(path) || win32.isAbsolute(path)) return undefined;
  const absolute = resolve(from, path);
  return isWithin(folder, absolute) ? absolute : undefined;
}

/** What a path is called in messages: relative to the folder, with `/`. */
export function nameWithin(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/') || '.';
}
