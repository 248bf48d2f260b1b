import type { Files } from '../../src/core/ports.ts';
import type { Life } from './life.ts';

/**
 * The disk as a process sees it that may die: after each durable change, and in the midst of an append, of which half is then on
 * the disk.
 */
export function mortalFiles(disk: Files, life: Life): Files {
  const alive = <T>(work: () => Promise<T>): Promise<T> => {
    life.goOn();
    return work();
  };
  return {
    read: async (path) => alive(() => disk.read(path)),
    size: async (path) => alive(() => disk.size(path)),
    realPath: async (path) => alive(() => disk.realPath(path)),
    find: async (path, endings) => alive(() => disk.find(path, endings)),

    async write(path, text, assure) {
      await alive(() => disk.write(path, text, assure));
      await life.reach(`replaced ${path}`);
    },

    assureWritable: async (path) => alive(() => disk.assureWritable(path)),

    async append(path, text, assure) {
      await assure?.();
      const half = text.slice(0, text.length / 2);
      await life.reach(`half appended to ${path}`, () => disk.append(path, half));
      await disk.append(path, text);
      await life.reach(`appended to ${path}`);
    },

    async createExclusive(path, text) {
      const isMade = await alive(() => disk.createExclusive(path, text));
      await life.reach(`made ${path}`);
      return isMade;
    },

    async remove(path) {
      await alive(() => disk.remove(path));
      await life.reach(`removed ${path}`);
    },
  };
}
