import { readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { systemErrorCode } from '../core/system-error.ts';
import { isAbsence, orAbsent } from './system-error.ts';

/**
 * Where a file is that is written by this path: every link is followed, also where nothing is there yet. What has no path of its own,
 * such as a pipe, stays at the one that was given. Throws the system's error, `ELOOP` for links that lead in a circle.
 */
export async function finalPath(path: string): Promise<string> {
  return followed(path, linksMax);
}

/** As many as Linux follows. */
const linksMax = 40;

async function followed(path: string, linksLeft: number): Promise<string> {
  const real = await orAbsent(realpath(path));
  if (real !== undefined) return real;
  if (await orAbsent(stat(path))) return path;
  const folder = dirname(path);
  if (folder === path) return path;
  const target = await targetOf(path);
  if (linksLeft <= 0) throw Object.assign(new Error(`${path} leads in a circle`), { code: 'ELOOP' });
  if (target === undefined) {
    const found = join(await followed(folder, linksLeft), basename(path));
    // Where there was a link before it, or a `..` behind what is not there, it may be a link in turn.
    return found === path ? path : followed(found, linksLeft - 1);
  }
  // Not joined: what stands before a `..` may be a link itself.
  return followed(isAbsolute(target) ? target : `${folder}/${target}`, linksLeft - 1);
}

/** Undefined for what is no link. */
async function targetOf(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    if (isAbsence(error) || systemErrorCode(error) === 'EINVAL') return undefined;
    throw error;
  }
}
