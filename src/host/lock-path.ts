import { finalPath } from './final-path.ts';

/** Where the lock of a file lies: beside the file itself, wherever links to it are. Throws as finalPath does. */
export async function lockPathOf(path: string): Promise<string> {
  return `${await finalPath(path)}.lock`;
}
