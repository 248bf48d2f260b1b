import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { byCodeUnit } from '../core/address.ts';
import type { FoundFile } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { isAbsence, orAbsent } from './system-error.ts';

/**
 * Files below a folder whose names end in one of `endings`, sorted by path; the file itself where the path is one, none where it is what
 * has no end, such as a pipe; undefined where nothing is there. Names that begin with a dot and `node_modules` are passed over. A link to a file is followed. A link to a folder, or
 * to nothing, is found as if it were a file, so that reading it tells: passing over it would make what lies behind it look
 * undeclared. Throws where a folder cannot be read.
 */
export async function findFiles(
  path: string,
  endings: readonly string[],
): Promise<readonly FoundFile[] | undefined> {
  const found = await orAbsent(stat(path));
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return found.isFile() ? theFile(path) : [];
  const isWanted = (name: string) => endings.some((ending) => name.endsWith(ending));
  const candidates = await pathsBelow(path, isWanted);
  const files = await Promise.all(candidates.map((candidate) => asFile(candidate, isWanted)));
  return files.filter((file) => file !== undefined).sort((a, b) => byCodeUnit(a.path, b.path));
}

/** It may have gone since it was looked at. */
async function theFile(path: string): Promise<readonly FoundFile[] | undefined> {
  const realPath = await orAbsent(realpath(path));
  return realPath === undefined ? undefined : [{ path, realPath }];
}

async function pathsBelow(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !isIgnored(entry.name));
  const here = entries.filter(
    (entry) => !entry.isDirectory() && (entry.isSymbolicLink() || isWanted(entry.name)),
  );
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => pathsBelow(join(folder, entry.name), isWanted)),
  );
  return [...here.map((entry) => join(folder, entry.name)), ...below.flat()];
}

const isIgnored = (name: string) => name.startsWith('.') || name === 'node_modules';

/** Undefined for what is not asked for: a pipe, a socket, a link of another name to a file. */
async function asFile(path: string, isWanted: (name: string) => boolean): Promise<FoundFile | undefined> {
  try {
    const [realPath, found] = await Promise.all([realpath(path), stat(path)]);
    const asked = found.isDirectory() || (found.isFile() && isWanted(path));
    return asked ? { path, realPath } : undefined;
  } catch (error) {
    if (!isAbsence(error) && systemErrorCode(error) !== 'ELOOP') throw error;
    return isWanted(path)
      ? { path, realPath: join(await realpath(dirname(path)), basename(path)) }
      : undefined;
  }
}
