import { basename, dirname, join } from 'node:path';
import { FileLockBusy, holdFileLock } from '../core/file-lock.ts';
import type { Files, ProcessOwner, Random } from '../core/ports.ts';

interface SandboxLockParts {
  readonly files: Files;
  readonly random: Random;
  readonly owner: ProcessOwner;
  /** Absolute. */
  readonly statePath: string;
}

/** How to let go of a lock, or who holds it: such as `process 7 on desk`. */
type SandboxLock = { readonly release: () => Promise<void> } | { readonly holder: string };

/**
 * Takes the lock of a sandbox's state file, which stands beside the file itself, wherever links to it are. Throws the system's error where
 * it cannot be made.
 */
export async function lockSandbox({
  files,
  random,
  owner,
  statePath,
}: SandboxLockParts): Promise<SandboxLock> {
  const path = `${await realPathOf(files, statePath)}.lock`;
  try {
    return { release: await holdFileLock({ files, path, owner, random }) };
  } catch (thrown) {
    if (thrown instanceof FileLockBusy) return { holder: thrown.holder };
    throw thrown;
  }
}

/** Of what is not there yet, that of the folder where it will be. */
async function realPathOf(files: Files, path: string): Promise<string> {
  const found = await files.realPath(path);
  if (found !== undefined) return found;
  const folder = dirname(path);
  return folder === path ? path : join(await realPathOf(files, folder), basename(path));
}
