import { canonicalJson, sha256 } from './fingerprint.ts';
import { isObject } from './json.ts';
import type { Files, ProcessOwner, Random } from './ports.ts';

/** A lock file: whoever makes it holds the lock. */
export interface FileLock {
  readonly files: Pick<Files, 'read' | 'createExclusive' | 'remove'>;
  readonly path: string;
  readonly owner: ProcessOwner;
  readonly random: Random;
  /** Milliseconds since 1970, which the lock then tells; absent where it may be held for long. */
  readonly now?: () => number;
  /**
   * Whether a holder that may be alive is at work no more all the same; none is where absent. Of a lock that tells of no holder there is
   * only its text.
   */
  readonly isOver?: (holder: LockHolder | undefined, text: string) => boolean;
}

/** A process that holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970; absent where the lock does not tell. */
  readonly takenAt?: number;
}

/** Thrown where somebody else holds a lock. */
export class FileLockBusy extends Error {
  override readonly name = 'FileLockBusy';
  readonly path: string;
  /** Such as `process 7 on desk`. */
  readonly holder: string;
  /** What stands in the file, where that tells of no holder. */
  readonly unclear: string | undefined;

  constructor(path: string, holder: string, unclear?: string) {
    super(`${path} is held by ${holder}`);
    this.path = path;
    this.holder = holder;
    this.unclear = unclear;
  }
}

/** Works while holding the lock; `isHeld` looks whether nobody has taken it away meanwhile. Throws FileLockBusy as holdFileLock does. */
export async function withFileLock<T>(
  lock: FileLock,
  work: (isHeld: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const { isHeld, release } = await hold(lock);
  try {
    return await work(isHeld);
  } finally {
    await release();
  }
}

/**
 * Takes the lock and answers how to let go of it, which leaves alone the lock of somebody else that has taken its place. A lock that a
 * dead process of this machine left, or whose holder `isOver`, is taken over; any other throws FileLockBusy at once.
 */
export async function holdFileLock(lock: FileLock): Promise<() => Promise<void>> {
  return (await hold(lock)).release;
}

/** What taking the lock would throw now; undefined where it could be taken. Takes and removes nothing. */
export async function fileLockRefusal(lock: Omit<FileLock, 'random'>): Promise<FileLockBusy | undefined> {
  const found = await readLock(lock);
  return found === undefined || isLeft(found, lock) ? undefined : busy(lock.path, found);
}

interface Hold {
  readonly isHeld: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

interface Holder extends LockHolder {
  /** Different for each lock ever made. */
  readonly token: string;
}

/** What stands in a lock's file. */
interface Found {
  readonly text: string;
  /** Undefined where it holds no lock of ours. */
  readonly holder: Holder | undefined;
}

const tokenBytes = 8;
const attemptsMax = 3;

/** The tokens of all locks that this process holds or is about to: from before their files are there until they are gone. */
const heldHere = new Set<string>();

async function hold(lock: FileLock): Promise<Hold> {
  const { owner, now } = lock;
  const token = lock.random.hex(tokenBytes);
  const at = now && new Date(now()).toISOString();
  const own = canonicalJson({ pid: owner.pid, host: owner.host, token, at });
  heldHere.add(token);
  try {
    await acquire(lock, own);
  } catch (refused) {
    heldHere.delete(token);
    throw refused;
  }
  return {
    isHeld: async () => (await readLock(lock))?.text === own,
    release: async () => {
      try {
        await removeIfStill(lock, own);
      } finally {
        heldHere.delete(token);
      }
    },
  };
}

async function acquire(lock: FileLock, own: string): Promise<void> {
  const { files, path } = lock;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (await files.createExclusive(path, own)) return;
    const found = await readLock(lock);
    if (found === undefined) continue;
    if (!isLeft(found, lock)) throw busy(path, found);
    await removeLeft(lock, found);
  }
  throw busy(path, undefined);
}

/** Under a lock of its own: whoever is late to remove the lock that was left would else remove the one that took its place. */
async function removeLeft(lock: FileLock, { text, holder }: Found): Promise<void> {
  const name = holder?.token ?? sha256(text).slice(0, 2 * tokenBytes);
  await withFileLock({ ...lock, path: `${lock.path}.${name}` }, () => removeIfStill(lock, text));
}

/** Whoever removed a lock by hand may have let in somebody else, whose lock it is now. */
async function removeIfStill(lock: FileLock, text: string): Promise<void> {
  if ((await readLock(lock))?.text === text) await lock.files.remove(lock.path);
}

/** Whether whoever made a lock will not remove it any more. */
function isLeft({ text, holder }: Found, { owner, isOver }: Pick<FileLock, 'owner' | 'isOver'>): boolean {
  const isDead = holder && isDeadHere(holder, owner);
  return isDead ?? isOver?.(holder, text) ?? false;
}

/**
 * Undefined where nobody here knows. A process in a container often has the number that the one before it had: a lock under our own
 * number that is none of ours was left by such a predecessor.
 */
function isDeadHere({ pid, host, token }: Holder, owner: ProcessOwner): boolean | undefined {
  if (host !== owner.host) return undefined;
  if (pid === owner.pid) return !heldHere.has(token);
  // One that is alive may be another one, of the same number.
  return owner.alive(pid) ? undefined : true;
}

async function readLock({ files, path }: Pick<FileLock, 'files' | 'path'>): Promise<Found | undefined> {
  const bytes = await files.read(path);
  if (bytes === undefined) return undefined;
  const text = new TextDecoder().decode(bytes);
  return { text, holder: readHolder(text) };
}

function readHolder(text: string): Holder | undefined {
  try {
    const found: unknown = JSON.parse(text);
    if (!isObject(found)) return undefined;
    const { pid, host, token, at } = found;
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
    if (typeof host !== 'string' || typeof token !== 'string' || !/^[0-9a-f]+$/.test(token)) return undefined;
    const takenAt = typeof at === 'string' ? Date.parse(at) : Number.NaN;
    return { pid, host, token, ...(!Number.isNaN(takenAt) && { takenAt }) };
  } catch {
    return undefined;
  }
}

function busy(path: string, found: Found | undefined): FileLockBusy {
  const { text, holder } = found ?? {};
  if (holder === undefined) return new FileLockBusy(path, 'another run', text);
  return new FileLockBusy(path, `process ${holder.pid} on ${holder.host}`);
}
