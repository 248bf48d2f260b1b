import {
  type FileLock,
  FileLockBusy,
  fileLockRefusal,
  type LockHolder,
  withFileLock,
} from '../../core/file-lock.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import type { Clock } from '../../core/ports.ts';
import { ledgerBusy } from '../lease-errors.ts';

/** The lock of a ledger's files, which is held for milliseconds. */
export interface LedgerLock extends Pick<FileLock, 'files' | 'path' | 'owner' | 'random'> {
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'sleep'>;
  /** Whether a holder that may be alive is at work no more all the same. */
  isOver(holder: LockHolder): boolean;
}

/**
 * Works while holding the lock. Throws LedgerError `LEDGER_BUSY` where somebody else still holds it after two seconds. A lock that is a
 * minute old was left, and is taken over.
 */
export async function withLedgerLock<T>(
  lock: LedgerLock,
  work: (isHeld: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  return patiently(lock, (fileLock) => withFileLock(fileLock, work));
}

/** The LedgerError that taking the lock would throw, after as long a wait; undefined where it could be taken. Takes nothing. */
export async function ledgerLockRefusal(lock: LedgerLock): Promise<LedgerError | undefined> {
  try {
    await patiently(lock, async (fileLock) => {
      const refusal = await fileLockRefusal(fileLock);
      if (refusal) throw refusal;
    });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof LedgerError && thrown.code === 'LEDGER_BUSY') return thrown;
    throw thrown;
  }
}

const waitMsMax = 2_000;
const pollMs = 50;
const lockAgeMsMax = 60_000;

async function patiently<T>(lock: LedgerLock, attempt: (fileLock: FileLock) => Promise<T>): Promise<T> {
  const { clock } = lock;
  const givesUpAt = clock.monotonic() + waitMsMax;
  const seen = new Set<string | undefined>();
  for (;;) {
    const isLast = clock.monotonic() >= givesUpAt;
    try {
      return await attempt(fileLockOf(lock, isLast ? leftText(seen) : undefined));
    } catch (thrown) {
      if (!(thrown instanceof FileLockBusy)) throw thrown;
      if (isLast) throw ledgerBusy(thrown.holder);
      seen.add(thrown.unclear);
    }
    await clock.sleep(pollMs);
  }
}

/** A lock is there with all of its text or not at all: what can still not be understood after all that time is nobody's. */
function leftText(seen: ReadonlySet<string | undefined>): string | undefined {
  const [text] = seen;
  return seen.size === 1 ? text : undefined;
}

/** `left` is the text of a lock that tells of no holder, and that nobody holds. */
function fileLockOf({ clock, isOver, ...lock }: LedgerLock, left: string | undefined): FileLock {
  return {
    ...lock,
    now: () => clock.now(),
    isOver: (holder, text) => (holder ? isOld(holder, clock.now()) || isOver(holder) : text === left),
  };
}

/** One from the future was taken by a clock that went wrong. */
const isOld = ({ takenAt }: LockHolder, now: number) =>
  takenAt !== undefined && Math.abs(now - takenAt) > lockAgeMsMax;
