import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemErrorCode } from '../core/system-error.ts';
import { finalPath } from './final-path.ts';
import { wholly } from './interruptions.ts';
import { orAbsent } from './system-error.ts';

/**
 * Replaces a file's content at once: readers see all of the old or all of the new, after a power cut too. Keeps the mode of a file that
 * was there, and writes through a link, to what is not there yet as well. Makes the folders that are missing. What is no file, such as a
 * pipe or a terminal, is written to as it is: replacing it would take it away from everybody. `assure` is asked when all is ready: where
 * it rejects, the file stays as it was.
 */
export async function replaceDurably(
  path: string,
  text: string,
  assure?: () => Promise<void>,
): Promise<void> {
  const target = await finalPath(path);
  const before = await orAbsent(stat(target));
  if (before && !before.isFile() && !before.isDirectory()) return wholly(() => writeFile(target, text));
  await withDraft(target, async (draft, folder) => {
    try {
      await writeNew(draft, text, before && before.mode & 0o7777);
      await assure?.();
      await rename(draft, target);
    } catch (error) {
      await orAbsent(unlink(draft));
      throw error;
    }
    await flushFolder(folder);
  });
}

/** Adds to a file's end, making it and its folders; on disk once resolved. Where `assure`, asked right before, rejects, nothing is added. */
export async function appendDurably(path: string, text: string, assure?: () => Promise<void>): Promise<void> {
  const folder = dirname(path);
  await wholly(async () => {
    await makeFolder(folder);
    const isNew = await withFile(path, 'a', undefined, async (file) => {
      const { size } = await file.stat();
      await assure?.();
      await file.appendFile(text);
      await file.datasync();
      return size === 0;
    });
    if (isNew) await flushFolder(folder);
  });
}

/**
 * Makes a file that must not exist yet, and its folders; false where it does. It is there with all of its text or not at all,
 * whenever the process dies.
 */
export async function createExclusive(path: string, text: string): Promise<boolean> {
  return withDraft(path, async (draft) => {
    try {
      await writeNew(draft, text, undefined);
      await link(draft, path);
      return true;
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await orAbsent(unlink(draft));
    }
  });
}

/**
 * Work that leaves no draft behind, unless the process is killed. Its folder is there. The name is none that begins with a dot: what
 * was left behind is to be found.
 */
function withDraft<T>(path: string, work: (draft: string, folder: string) => Promise<T>): Promise<T> {
  const folder = dirname(path);
  const draft = join(folder, `${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const make = async () => {
    await makeFolder(folder);
    return work(draft, folder);
  };
  return wholly(make, () => rmSync(draft, { force: true }));
}

function writeNew(path: string, text: string, mode: number | undefined): Promise<void> {
  return withFile(path, 'wx', mode, async (file) => {
    // Only this sets bits that the process's umask takes away.
    if (mode !== undefined) await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
  });
}

/** One after the other: Node's own way to make several says ENOENT where the disk is read-only. */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    // Somebody else has made it meanwhile.
    if (systemErrorCode(error) !== 'EEXIST' || !(await isFolder(folder))) throw error;
  }
  // A new folder is durable once the one that holds it is.
  await flushFolder(parent);
}

const isFolder = async (path: string) => (await orAbsent(stat(path)))?.isDirectory() ?? false;

/** Makes the names in a folder durable. Windows cannot open a folder and needs no such step. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await withFile(folder, 'r', undefined, (file) => file.sync());
}

async function withFile<T>(
  path: string,
  flags: string,
  mode: number | undefined,
  work: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags, mode);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
