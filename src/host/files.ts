import { realpath, stat, unlink } from 'node:fs/promises';
import type { Files } from '../core/ports.ts';
import { assureWritable } from './assure-writable.ts';
import { appendDurably, createExclusive, replaceDurably } from './durable.ts';
import { finalPath } from './final-path.ts';
import { findFiles } from './find-files.ts';
import { readWhole } from './read-whole.ts';
import { orAbsent } from './system-error.ts';

/** The machine's file system. Every method throws the system's error, and one for a folder where it needs a file. */
export const nodeFiles: Files = {
  read: readWhole,
  size: async (path) => (await orAbsent(stat(path)))?.size,
  realPath: (path) => orAbsent(realpath(path)),
  find: findFiles,
  write: replaceDurably,
  assureWritable: async (path) => assureWritable(await finalPath(path)),
  append: appendDurably,
  createExclusive,
  remove: async (path) => {
    await orAbsent(unlink(path));
  },
};
