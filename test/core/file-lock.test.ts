import { describe, expect, it } from 'vitest';
import {
  FileLockBusy,
  fileLockRefusal,
  holdFileLock,
  type LockHolder,
  withFileLock,
} from '../../src/core/file-lock.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { MemoryFiles } from '../support/memory-files.ts';

const path = '/tenant.json.lock';

function lockOf(files: MemoryFiles, pid: number) {
  const owner = { pid, host: 'here', alive: () => true };
  return { files, path, owner, random: new SeededRandom(pid) };
}

describe('letting go of a lock', () => {
  it('removes it', async () => {
    const files = new MemoryFiles();
    const release = await holdFileLock(lockOf(files, 1));
    await release();
    expect(await files.read(path)).toBeUndefined();
  });

  it('leaves alone that of another process, which took it after it was removed by hand', async () => {
    const files = new MemoryFiles();
    const release = await holdFileLock(lockOf(files, 1));
    await files.remove(path);
    const releaseSecond = await holdFileLock(lockOf(files, 2));
    await release();
    await expect(holdFileLock(lockOf(files, 3))).rejects.toMatchObject({ holder: 'process 2 on here', path });
    await releaseSecond();
    expect(await files.read(path)).toBeUndefined();
  });

  it('leaves alone what is no lock any more', async () => {
    const files = new MemoryFiles();
    await withFileLock(lockOf(files, 1), () => files.write(path, 'damaged'));
    expect(files.all().get(path)).toBe('damaged');
    await expect(holdFileLock(lockOf(files, 2))).rejects.toBeInstanceOf(FileLockBusy);
  });

  it('does nothing where it is gone', async () => {
    const files = new MemoryFiles();
    const release = await holdFileLock(lockOf(files, 1));
    await files.remove(path);
    await expect(release()).resolves.toBeUndefined();
  });
});

describe('a lock whose holder is over', () => {
  it('is taken over, and no other is', async () => {
    const files = new MemoryFiles();
    await holdFileLock(lockOf(files, 1));
    const isOver = (holder: LockHolder | undefined) => holder?.pid === 1;
    expect(await fileLockRefusal({ ...lockOf(files, 3), isOver })).toBeUndefined();
    const release = await holdFileLock({ ...lockOf(files, 2), isOver });
    await expect(holdFileLock({ ...lockOf(files, 3), isOver })).rejects.toMatchObject({
      holder: 'process 2 on here',
    });
    await release();
    expect(files.all().size).toBe(0);
  });
});

describe('a lock of which somebody tells the moment', () => {
  it('has it in its file; any other, which may be held for long, has none', async () => {
    const files = new MemoryFiles();
    const now = () => Date.parse('2026-06-01T08:00:00Z');
    const taken = () => JSON.parse(files.all().get(path) ?? '').at;
    await withFileLock({ ...lockOf(files, 1), now }, async () =>
      expect(taken()).toBe('2026-06-01T08:00:00.000Z'),
    );
    await withFileLock(lockOf(files, 1), async () => expect(taken()).toBeUndefined());
  });

  it('is judged by it', async () => {
    const files = new MemoryFiles();
    const at = Date.parse('2026-06-01T08:00:00Z');
    await holdFileLock({ ...lockOf(files, 1), now: () => at });
    const isOver = (holder: LockHolder | undefined) => holder?.takenAt === at;
    expect(await fileLockRefusal(lockOf(files, 2))).toBeInstanceOf(FileLockBusy);
    expect(await fileLockRefusal({ ...lockOf(files, 2), isOver })).toBeUndefined();
  });

  it('is never over where this process itself holds it', async () => {
    const files = new MemoryFiles();
    await holdFileLock(lockOf(files, 1));
    const isOver = () => true;
    await expect(holdFileLock({ ...lockOf(files, 1), isOver })).rejects.toBeInstanceOf(FileLockBusy);
  });
});

describe('working while holding a lock', () => {
  it('can look whether it is still held', async () => {
    const files = new MemoryFiles();
    await withFileLock(lockOf(files, 1), async (isHeld) => {
      expect(await isHeld()).toBe(true);
      await files.remove(path);
      expect(await isHeld()).toBe(false);
      await holdFileLock(lockOf(files, 2));
      expect(await isHeld()).toBe(false);
    });
    expect(files.all().get(path)).toContain('"pid":2');
  });
});
