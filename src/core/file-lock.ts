import { canonicalJson } from './fingerprint.ts';
import { isObject } from './json.ts';
import type { Files, ProcessOwner, Random } from './ports.ts';

/** A lock file: whoever makes it holds the lock. */
export interface FileLock {
  readonly files: Pick<Files, 'read' | 'createExclusive' | 'remove'>;
  readonly path: string;
  readonly owner: ProcessOwner;
  readonly random: Random;
  /** Whether a holder that may be alive is at work no more all the same; none is where absent. */
  readonly isOver?: (holder: LockHolder) => boolean;
}

/** A process that holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** Thrown where somebody else holds a lock. */
export class FileLockBusy extends Error {
  override readonly name = 'FileLockBusy';
  readonly path: string;
  /** Such as `process 7 on desk`. */
  readonly holder: string;

  constructor(path: string, holder: string) {
    super(`${path} is held by ${holder}`);
    this.path = path;
    this.holder = holder;
  }
}

/** Works while holding the lock. Throws FileLockBusy as holdFileLock does. */
export async function withFileLock<T>(lock: FileLock, work: () => Promise<T>): Promise<T> {
  const release = await holdFileLock(lock);
  try {
    return await work();
  } finally {
    await release();
  }
}

/**
 * Takes the lock and answers how to let go of it, which leaves alone the lock of somebody else that has taken its place. A lock that a
 * dead process of this machine left, or whose holder `isOver`, is taken over; any other throws FileLockBusy at once.
 */
export async function holdFileLock(lock: FileLock): Promise<() => Promise<void>> {
  const token = lock.random.hex(tokenBytes);
  heldHere.add(token);
  try {
    await acquire(lock, token);
  } catch (refused) {
    heldHere.delete(token);
    throw refused;
  }
  return async () => {
    try {
      await removeIfStill(lock, token);
    } finally {
      heldHere.delete(token);
    }
  };
}

/** What taking the lock would throw now; undefined where it could be taken. Takes and removes nothing. */
export async function fileLockRefusal(lock: Omit<FileLock, 'random'>): Promise<FileLockBusy | undefined> {
  const found = await lock.files.read(lock.path);
  if (found === undefined) return undefined;
  const holder = readHolder(found);
  return holder !== undefined && isLeft(holder, lock) ? undefined : busy(lock.path, holder);
}

interface Holder extends LockHolder {
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
    if (holder === undefined || !isLeft(holder, lock)) throw busy(path, holder);
    await removeDead(lock, holder);
  }
  throw busy(path, undefined);
}

/** Under a lock of its own: whoever is late to remove the dead lock would else remove the one that took its place. */
async function removeDead(lock: FileLock, dead: Holder): Promise<void> {
  await withFileLock({ ...lock, path: `${lock.path}.${dead.token}` }, () => removeIfStill(lock, dead.token));
}

/** Whoever removed a lock by hand may have let in somebody else, whose lock it is now. */
async function removeIfStill({ files, path }: FileLock, token: string): Promise<void> {
  const found = await files.read(path);
  if (found !== undefined && readHolder(found)?.token === token) await files.remove(path);
}

/** Whether whoever made a lock will not remove it any more. */
const isLeft = (holder: Holder, { owner, isOver }: Pick<FileLock, 'owner' | 'isOver'>) =>
  isDead(holder, owner) || (isOver?.(holder) ?? false);

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

function busy(path: string, holder: Holder | undefined): FileLockBusy {
  return new FileLockBusy(
    path,
    holder === undefined ? 'another run' : `process ${holder.pid} on ${holder.host}`,
  );
}
