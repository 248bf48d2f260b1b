import { dirname } from 'node:path/posix';
import type { Assure, Files, FoundFile } from '../../src/core/ports.ts';

/** A file system in memory, for simulation: every write is durable as soon as it resolves. */
export class MemoryFiles implements Files {
  readonly #contents = new Map<string, Uint8Array>();

  constructor(contents: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(contents)) this.#contents.set(path, encode(text));
  }

  /** Every file's text, by path. */
  all(): ReadonlyMap<string, string> {
    const texts = [...this.#contents].map(
      ([path, bytes]) => [path, new TextDecoder().decode(bytes)] as const,
    );
    return new Map(texts);
  }

  /** Up to where a file has whole lines, in bytes; 0 where there is none. */
  wholeLinesLength(path: string): number {
    return (this.#contents.get(path)?.lastIndexOf(lineEnd) ?? -1) + 1;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.#contents.get(path);
  }

  async size(path: string): Promise<number | undefined> {
    return this.#contents.get(path)?.length;
  }

  async realPath(path: string): Promise<string | undefined> {
    return this.#contents.has(path) || this.#isFolder(path) ? path : undefined;
  }

  async find(path: string, endings: readonly string[]): Promise<readonly FoundFile[] | undefined> {
    if (this.#contents.has(path)) return [{ path, realPath: path }];
    if (!this.#isFolder(path)) return undefined;
    return [...this.#contents.keys()]
      .filter((file) => file.startsWith(`${path}/`) && endings.some((ending) => file.endsWith(ending)))
      .sort()
      .map((file) => ({ path: file, realPath: file }));
  }

  async write(path: string, text: string, assure?: Assure): Promise<void> {
    await assure?.();
    this.#contents.set(path, encode(text));
  }

  async assureWritable(_path: string): Promise<void> {}

  async append(path: string, text: string, assure?: Assure): Promise<void> {
    await assure?.();
    const before = this.#contents.get(path) ?? new Uint8Array();
    const added = encode(text);
    const joined = new Uint8Array(before.length + added.length);
    joined.set(before);
    joined.set(added, before.length);
    this.#contents.set(path, joined);
  }

  async createExclusive(path: string, text: string): Promise<boolean> {
    if (this.#contents.has(path)) return false;
    this.#contents.set(path, encode(text));
    return true;
  }

  async remove(path: string): Promise<void> {
    this.#contents.delete(path);
  }

  #isFolder(path: string): boolean {
    const folder = path.endsWith('/') ? path : `${path}/`;
    return [...this.#contents.keys()].some((file) => `${dirname(file)}/`.startsWith(folder));
  }
}

const lineEnd = '\n'.charCodeAt(0);
const encode = (text: string) => new TextEncoder().encode(text);
