import { type FileLock, FileLockBusy, withFileLock } from '../../core/file-lock.ts';
import { LedgerError } from '../../core/ledger-error.ts';

/** Works while holding a lock of a ledger. Throws LedgerError `LEDGER_BUSY` where somebody else holds it. */
export async function withLedgerLock<T>(lock: FileLock, work: () => Promise<T>): Promise<T> {
  try {
    return await withFileLock(lock, work);
  } catch (thrown) {
    if (!(thrown instanceof FileLockBusy)) throw thrown;
    throw new LedgerError(
      'LEDGER_BUSY',
      `The ledger is in use by ${thrown.holder}`,
      `Wait for that run to end. If none is running, remove ${thrown.path}`,
    );
  }
}
