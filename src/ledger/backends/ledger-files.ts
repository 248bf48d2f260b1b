import { LedgerError, type LedgerErrorCode } from '../../core/ledger-error.ts';
import type { Files } from '../../core/ports.ts';
import { systemErrorCode } from '../../core/system-error.ts';

/** What of the file system a ledger uses. */
export type LedgerFiles = Pick<
  Files,
  'read' | 'size' | 'find' | 'write' | 'append' | 'createExclusive' | 'remove'
>;

/** Files whose refusals by the operating system are LedgerErrors; any other error passes as it is. */
export function ledgerFiles(files: Files): LedgerFiles {
  return {
    read: (path) => orLedgerError('LEDGER_UNREADABLE', path, files.read(path)),
    size: (path) => orLedgerError('LEDGER_UNREADABLE', path, files.size(path)),
    find: (path, endings) => orLedgerError('LEDGER_UNREADABLE', path, files.find(path, endings)),
    write: (path, text) => orLedgerError('LEDGER_UNWRITABLE', path, files.write(path, text)),
    append: (path, text) => orLedgerError('LEDGER_UNWRITABLE', path, files.append(path, text)),
    createExclusive: (path, text) =>
      orLedgerError('LEDGER_UNWRITABLE', path, files.createExclusive(path, text)),
    remove: (path) => orLedgerError('LEDGER_UNWRITABLE', path, files.remove(path)),
  };
}

type Refusal = Extract<LedgerErrorCode, 'LEDGER_UNREADABLE' | 'LEDGER_UNWRITABLE'>;

async function orLedgerError<T>(code: Refusal, path: string, access: Promise<T>): Promise<T> {
  try {
    return await access;
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    const verb = code === 'LEDGER_UNREADABLE' ? 'read' : 'written';
    throw new LedgerError(
      code,
      `${path} cannot be ${verb}: ${reason}`,
      'Check the permissions of the ledger\'s folder and the space on its disk, or name another one in "spec.ledger.file"',
    );
  }
}
