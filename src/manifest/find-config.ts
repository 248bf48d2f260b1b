import { dirname, join } from 'node:path';
import type { Files } from '../core/ports.ts';
import { isThere } from './is-there.ts';

interface FindConfigInput {
  readonly files: Files;
  /** The absolute path of the working folder. */
  readonly from: string;
}

/** The path of the nearest `cxform.yaml`, from a folder upward (interface §3); undefined where there is none. */
export async function findConfig({ files, from }: FindConfigInput): Promise<string | undefined> {
  const path = join(from, 'cxform.yaml');
  if (await isThere(files, path)) return path;
  const parent = dirname(from);
  return parent === from ? undefined : findConfig({ files, from: parent });
}
