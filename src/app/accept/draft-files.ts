import { invariant } from '../../core/invariant.ts';
import type { Files, FoundFile } from '../../core/ports.ts';

/**
 * The files as they were when each was first read, below drafts of some of them: what manifests would be if the drafts were written.
 * Through it nothing can be written.
 */
export class DraftFiles implements Files {
  readonly #real: Files;
  readonly #firstRead: Map<string, Promise<Uint8Array | undefined>>;
  readonly #drafts: ReadonlyMap<string, Uint8Array>;

  constructor(
    real: Files,
    drafts: ReadonlyMap<string, Uint8Array> = new Map(),
    firstRead: Map<string, Promise<Uint8Array | undefined>> = new Map(),
  ) {
    this.#real = real;
    this.#drafts = drafts;
    this.#firstRead = firstRead;
  }

  /** The same files below these drafts alone, by real path. */
  under(drafts: ReadonlyMap<string, { readonly text: string }>): DraftFiles {
    const encode = new TextEncoder();
    const encoded = Array.from(drafts, ([path, { text }]) => [path, encode.encode(text)] as const);
    return new DraftFiles(this.#real, new Map(encoded), this.#firstRead);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const place = (await this.#real.realPath(path)) ?? path;
    const draft = this.#drafts.get(place);
    if (draft) return draft;
    const known = this.#firstRead.get(place) ?? this.#real.read(place);
    this.#firstRead.set(place, known);
    return known;
  }

  async size(path: string): Promise<number | undefined> {
    const draft = this.#drafts.get((await this.#real.realPath(path)) ?? path);
    return draft ? draft.length : this.#real.size(path);
  }

  realPath(path: string): Promise<string | undefined> {
    return this.#real.realPath(path);
  }

  find(path: string, endings: readonly string[]): Promise<readonly FoundFile[] | undefined> {
    return this.#real.find(path, endings);
  }

  write = refuse;
  assureWritable = refuse;
  append = refuse;
  createExclusive = refuse;
  remove = refuse;
}

async function refuse(): Promise<never> {
  invariant(false, 'a draft was about to be written through');
}
