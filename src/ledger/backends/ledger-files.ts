import { LedgerError, type LedgerErrorCode } from '../../core/ledger-error.ts';
import type { Assure, Files } from '../../core/ports.ts';
import { systemErrorCode } from '../../core/system-error.ts';

/** What of the file system a ledger uses. */
export type LedgerFiles = Pick<
  Files,
  'read' | 'size' | 'find' | 'write' | 'append' | 'createExclusive' | 'remove'
>;

/** Files whose refusals by the operating system are LedgerErrors; any other error passes as it is. */
export function ledgerFiles(files: Files): LedgerFiles {
  return {
    read: (path) => orLedgerError('LEDGER_UNREADABLE', path, readRegular(files, path)),
    size: (path) => orLedgerError('LEDGER_UNREADABLE', path, files.size(path)),
    find: (path, endings) => orLedgerError('LEDGER_UNREADABLE', path, files.find(path, endings)),
    write: async (path, text, assure) => {
      await assure?.();
      await orLedgerError('LEDGER_UNWRITABLE', path, files.write(path, text, assure));
    },
    append: async (path, text, assure) => {
      await assure?.();
      await orLedgerError('LEDGER_UNWRITABLE', path, files.append(path, text, assure));
    },
    createExclusive: (path, text) =>
      orLedgerError('LEDGER_UNWRITABLE', path, files.createExclusive(path, text)),
    remove: (path) => orLedgerError('LEDGER_UNWRITABLE', path, files.remove(path)),
  };
}

/** The same files, but that `assure` is asked before each change. */
export function assuredFiles(files: LedgerFiles, assure: Assure): LedgerFiles {
  const both = (other: Assure | undefined) => async () => {
    await other?.();
    await assure();
  };
  return {
    ...files,
    write: (path, text, other) => files.write(path, text, both(other)),
    append: (path, text, other) => files.append(path, text, both(other)),
    remove: async (path) => {
      await assure();
      await files.remove(path);
    },
  };
}

/** Opening what is no file could wait for ever: a pipe that nobody writes to. */
async function readRegular(files: Files, path: string): Promise<Uint8Array | undefined> {
  const found = await files.find(path, ['']);
  if (found === undefined || found.some((one) => one.path === path)) return files.read(path);
  throw new LedgerError(
    'LEDGER_UNREADABLE',
    `${path} is no file`,
    'Remove what stands there: cxform has not made it. Where it took the place of a file, restore the whole folder of the ledger',
  );
}

type Refusal = Extract<LedgerErrorCode, 'LEDGER_UNREADABLE' | 'LEDGER_UNWRITABLE'>;

async function orLedgerError<T>(code: Refusal, path: string, access: Promise<T>): Promise<T> {
  try {
    return await access;
  } catch (error) {
    if (error instanceof LedgerError) throw error;
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    const verb = code === 'LEDGER_UNREADABLE' ? 'read' : 'written';
    throw new LedgerError(code, `${path} cannot be ${verb}: ${reason}`, hints[reason] ?? usualHint);
  }
}

const usualHint =
  'Check the permissions of the ledger\'s folder and the space on its disk, or name another one in "spec.ledger.file"';

const notFolder =
  'A file stands where a folder of the ledger is to be: move it away, or name another place in "spec.ledger.file"';

const hints: Readonly<Record<string, string>> = { ENOTDIR: notFolder, EEXIST: notFolder };
