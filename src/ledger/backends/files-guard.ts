import type { LockHolder } from '../../core/file-lock.ts';
import { invariant } from '../../core/invariant.ts';
import type { LedgerError } from '../../core/ledger-error.ts';
import type { Clock, ProcessOwner, Random } from '../../core/ports.ts';
import { lockLost } from '../lease-errors.ts';
import { assuredFiles, type LedgerFiles } from './ledger-files.ts';
import { type LedgerLock, ledgerLockRefusal, withLedgerLock } from './ledger-lock.ts';

interface GuardOptions {
  readonly files: LedgerFiles;
  /** Absolute. */
  readonly folder: string;
  readonly random: Random;
  readonly owner: ProcessOwner;
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'sleep'>;
}

/** The lock that is held for as long as files of a ledger are written, and no longer. Throws LedgerError. */
export class FilesGuard {
  /**
   * Changed only while the lock is held. Right before each change it is looked at once more: a process that was frozen and whose lock
   * somebody has taken over since changes nothing (`LEDGER_MOVED`).
   */
  readonly files: LedgerFiles;
  readonly #files: LedgerFiles;
  readonly #folder: string;
  readonly #lock: Omit<LedgerLock, 'isOver'>;
  #turn: Promise<unknown> = Promise.resolve();
  #isHeld: (() => Promise<boolean>) | undefined;

  constructor({ files, folder, ...lock }: GuardOptions) {
    this.files = assuredFiles(files, () => this.#assureHeld());
    this.#files = files;
    this.#folder = folder;
    const { random, owner, clock } = lock;
    this.#lock = { files, path: `${folder}/lock`, owner, random, clock };
  }

  /**
   * Works on the files alone: one after the other in this process, and while no other process does. A lock is taken over from a dead
   * process, and from one that `isOver`. Throws `LEDGER_BUSY`.
   */
  exclusively<T>(work: () => Promise<T>, isOver = nobody): Promise<T> {
    const done = this.#turn.then(() =>
      withLedgerLock({ ...this.#lock, isOver }, (isHeld) => this.#whileHeld(isHeld, work)),
    );
    this.#turn = done.catch(() => {});
    return done;
  }

  /** What working on the files would throw now; undefined where nobody does. */
  refusal(isOver = nobody): Promise<LedgerError | undefined> {
    return ledgerLockRefusal({ ...this.#lock, isOver });
  }

  /** Takes the lock away from whoever has it. */
  async breakOpen(): Promise<void> {
    const found = (await this.#files.find(this.#folder, [''])) ?? [];
    const locks = found.filter(({ path }) => lockName.test(path.slice(this.#folder.length)));
    for (const lock of locks) await this.#files.remove(lock.path);
  }

  async #whileHeld<T>(isHeld: () => Promise<boolean>, work: () => Promise<T>): Promise<T> {
    this.#isHeld = isHeld;
    try {
      return await work();
    } finally {
      this.#isHeld = undefined;
    }
  }

  async #assureHeld(): Promise<void> {
    invariant(this.#isHeld, 'a file of a ledger is changed without its lock');
    if (!(await this.#isHeld())) throw lockLost(this.#folder);
  }
}

/** The lock itself, and those under which one that was left is removed. */
const lockName = /^\/lock(\.[0-9a-f]+)*$/;

const nobody = (_holder: LockHolder): boolean => false;
