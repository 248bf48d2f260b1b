import { type FileLock, FileLockBusy, holdFileLock } from '../core/file-lock.ts';

/** How to let go of a lock, or who holds it, such as `process 7 on desk`, and by which file. */
type SandboxLock =
  | { readonly release: () => Promise<void> }
  | { readonly holder: string; readonly path: string };

/** Takes the lock of a sandbox's state file. Throws the system's error where it cannot be made. */
export async function lockSandbox(lock: FileLock): Promise<SandboxLock> {
  try {
    return { release: await holdFileLock(lock) };
  } catch (thrown) {
    if (thrown instanceof FileLockBusy) return { holder: thrown.holder, path: thrown.path };
    throw thrown;
  }
}
