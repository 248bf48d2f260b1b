import type { Files } from '../core/ports.ts';
import { readState, type StateContent } from './read-state.ts';
import { reasonOf } from './reason-of.ts';
import type { State } from './state.ts';
import { StateError } from './state-error.ts';
import { StatePrinter } from './state-printer.ts';

/** The file that a tenant is kept in. It knows what the file held last, and so whether somebody else has written it. */
export class StateFile {
  readonly #files: Pick<Files, 'read' | 'write'>;
  readonly #path: string;
  readonly #printer = new StatePrinter();
  #known: Uint8Array | undefined;

  constructor(files: Pick<Files, 'read' | 'write'>, path: string) {
    this.#files = files;
    this.#path = path;
  }

  /** What the file says; a missing one is an empty tenant. Throws StateError with all that is wrong. */
  async read(): Promise<StateContent> {
    return this.#take(await this.#bytes());
  }

  /**
   * The state in the file where somebody else has changed it; undefined where nobody has. A file that has vanished says nothing: what it
   * held is still known, and the next write brings it back. Throws StateError as `read` does.
   */
  async changed(): Promise<State | undefined> {
    const bytes = await this.#bytes();
    return !bytes || areSame(bytes, this.#known) ? undefined : this.#take(bytes).state;
  }

  /** Replaces the file's content. Throws what writing throws. */
  async write(state: State): Promise<void> {
    const text = this.#printer.print(state);
    await this.#files.write(this.#path, text);
    this.#known = Buffer.from(text);
  }

  #take(bytes: Uint8Array | undefined): StateContent {
    const content = readState(bytes, this.#path);
    this.#known = bytes;
    return content;
  }

  async #bytes(): Promise<Uint8Array | undefined> {
    try {
      return await this.#files.read(this.#path);
    } catch (error) {
      throw new StateError(this.#path, [`cannot be read: ${reasonOf(error)}`]);
    }
  }
}

function areSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && Buffer.compare(one, other) === 0;
}
