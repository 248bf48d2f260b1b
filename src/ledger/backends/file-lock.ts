import { canonicalJson } from '../../core/fingerprint.ts';
import { isObject } from '../../core/json.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import type { ProcessOwner, Random } from '../../core/ports.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** A lock file: whoever makes it holds the lock. */
export interface FileLock {
  readonly files: LedgerFiles;
  readonly path: string;
  readonly owner: ProcessOwner;
  readonly random: Random;
}

/**
 * Works while holding the lock. A lock that a dead process of this machine left is taken over; any other throws LedgerError
 * `LEDGER_BUSY` at once.
 */
export async function withFileLock<T>(lock: FileLock, work: () => Promise<T>): Promise<T> {
  const token = lock.random.hex(tokenBytes);
  heldHere.add(token);
  try {
    await acquire(lock, token);
    try {
      return await work();
    } finally {
      await lock.files.remove(lock.path);
    }
  } finally {
    heldHere.delete(token);
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Different for each lock ever made. */
  readonly token: string;
}

const tokenBytes = 8;
const attemptsMax = 3;

/** The tokens of all locks that this process holds or is about to: from before their files are there until they are gone. */
const heldHere = new Set<string>();

async function acquire(lock: FileLock, token: string): Promise<void> {
  const { files, path, owner } = lock;
  const own: Holder = { pid: owner.pid, host: owner.host, token };
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (await files.createExclusive(path, canonicalJson(own))) return;
    const found = await files.read(path);
    if (found === undefined) continue;
    const holder = readHolder(found);
    if (holder === undefined || !isDead(holder, owner)) throw busy(lock, holder);
    await removeDead(lock, holder);
  }
  throw busy(lock, undefined);
}

/** Under a lock of its own: whoever is late to remove the dead lock would else remove the one that took its place. */
async function removeDead(lock: FileLock, dead: Holder): Promise<void> {
  await withFileLock({ ...lock, path: `${lock.path}.${dead.token}` }, async () => {
    const found = await lock.files.read(lock.path);
    if (found !== undefined && readHolder(found)?.token === dead.token) await lock.files.remove(lock.path);
  });
}

/**
 * A process in a container often has the number that the one before it had: a lock under our own number that is none of ours was
 * left by such a predecessor.
 */
function isDead({ pid, host, token }: Holder, owner: ProcessOwner): boolean {
  if (host !== owner.host) return false;
  return pid === owner.pid ? !heldHere.has(token) : !owner.alive(pid);
}

/** Undefined where the file holds no lock of ours, such as one that is just being written. */
function readHolder(bytes: Uint8Array): Holder | undefined {
  try {
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!isObject(found)) return undefined;
    const { pid, host, token } = found;
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
    if (typeof host !== 'string' || typeof token !== 'string' || !/^[0-9a-f]+$/.test(token)) return undefined;
    return { pid, host, token };
  } catch {
    return undefined;
  }
}

function busy(lock: FileLock, holder: Holder | undefined): LedgerError {
  const by = holder === undefined ? 'another run' : `process ${holder.pid} on ${holder.host}`;
  return new LedgerError(
    'LEDGER_BUSY',
    `The ledger is in use by ${by}`,
    `Wait for that run to end. If none is running, remove ${lock.path}`,
  );
}
