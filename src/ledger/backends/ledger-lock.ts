import { type FileLock, FileLockBusy, fileLockRefusal, withFileLock } from '../../core/file-lock.ts';
import type { LedgerError } from '../../core/ledger-error.ts';
import { ledgerBusy } from '../lease-errors.ts';

/** Works while holding the lock of a ledger's files. Throws LedgerError `LEDGER_BUSY` where somebody else holds it. */
export async function withLedgerLock<T>(lock: FileLock, work: () => Promise<T>): Promise<T> {
  try {
    return await withFileLock(lock, work);
  } catch (thrown) {
    throw thrown instanceof FileLockBusy ? ledgerBusy(thrown.holder) : thrown;
  }
}

/** The LedgerError that taking the lock would throw now; undefined where it could be taken. Takes nothing. */
export async function ledgerLockRefusal(lock: FileLock): Promise<LedgerError | undefined> {
  const refusal = await fileLockRefusal(lock);
  return refusal && ledgerBusy(refusal.holder);
}
