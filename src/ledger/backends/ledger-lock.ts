import { type FileLock, FileLockBusy, fileLockRefusal, withFileLock } from '../../core/file-lock.ts';
import { LedgerError } from '../../core/ledger-error.ts';

/** Works while holding a lock of a ledger. Throws LedgerError `LEDGER_BUSY` where somebody else holds it. */
export async function withLedgerLock<T>(lock: FileLock, work: () => Promise<T>): Promise<T> {
  try {
    return await withFileLock(lock, work);
  } catch (thrown) {
    throw thrown instanceof FileLockBusy ? ledgerBusy(thrown) : thrown;
  }
}

/** The LedgerError that taking the lock would throw now; undefined where it could be taken. Takes nothing. */
export async function ledgerLockRefusal(lock: FileLock): Promise<LedgerError | undefined> {
  const refusal = await fileLockRefusal(lock);
  return refusal && ledgerBusy(refusal);
}

function ledgerBusy({ holder, path }: FileLockBusy): LedgerError {
  return new LedgerError(
    'LEDGER_BUSY',
    `The ledger is in use by ${holder}`,
    `Wait for that run to end. If none is running, remove ${path}`,
  );
}
