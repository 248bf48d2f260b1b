import type fc from 'fast-check';
import type { Files } from '../../../src/core/ports.ts';
import type { MemoryFiles } from '../../support/memory-files.ts';

/** The same disk, but that each step on it waits for its turn. */
export function inAnyOrder(disk: MemoryFiles, scheduler: fc.Scheduler): Files {
  const inTurn = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), step);
    return work();
  };
  return {
    read: (path) => inTurn(`read ${path}`, () => disk.read(path)),
    size: (path) => inTurn(`size ${path}`, () => disk.size(path)),
    realPath: (path) => disk.realPath(path),
    find: (path, endings) => disk.find(path, endings),
    write: (path, text) => inTurn(`write ${path}`, () => disk.write(path, text)),
    assureWritable: (path) => disk.assureWritable(path),
    append: (path, text) => inTurn(`append ${path}`, () => disk.append(path, text)),
    createExclusive: (path, text) => inTurn(`create ${path}`, () => disk.createExclusive(path, text)),
    remove: (path) => inTurn(`remove ${path}`, () => disk.remove(path)),
  };
}
