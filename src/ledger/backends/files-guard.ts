import type { FileLock, LockHolder } from '../../core/file-lock.ts';
import type { LedgerError } from '../../core/ledger-error.ts';
import type { ProcessOwner, Random } from '../../core/ports.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { ledgerLockRefusal, withLedgerLock } from './ledger-lock.ts';

interface GuardOptions {
  readonly files: LedgerFiles;
  /** Absolute. */
  readonly folder: string;
  readonly random: Random;
  readonly owner: ProcessOwner;
}

/** The lock that is held for as long as files of a ledger are written, and no longer. Throws LedgerError. */
export class FilesGuard {
  readonly #files: LedgerFiles;
  readonly #folder: string;
  readonly #lock: FileLock;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ files, folder, random, owner }: GuardOptions) {
    this.#files = files;
    this.#folder = folder;
    this.#lock = { files, path: `${folder}/lock`, owner, random };
  }

  /**
   * Works on the files alone: one after the other in this process, and while no other process does. A lock is taken over from a dead
   * process, and from one that `isOver`. Throws `LEDGER_BUSY`.
   */
  exclusively<T>(work: () => Promise<T>, isOver = nobody): Promise<T> {
    const done = this.#turn.then(() => withLedgerLock({ ...this.#lock, isOver }, work));
    this.#turn = done.catch(() => {});
    return done;
  }

  /** What working on the files would throw now; undefined where nobody does. */
  refusal(isOver = nobody): Promise<LedgerError | undefined> {
    return ledgerLockRefusal({ ...this.#lock, isOver });
  }

  /** Takes the lock away from whoever has it. */
  async breakOpen(): Promise<void> {
    const { path } = this.#lock;
    const found = (await this.#files.find(this.#folder, [''])) ?? [];
    const locks = found.filter((file) => file.path === path || file.path.startsWith(`${path}.`));
    for (const lock of locks) await this.#files.remove(lock.path);
  }
}

const nobody = (_holder: LockHolder): boolean => false;
