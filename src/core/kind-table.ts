import { invariant } from './invariant.ts';
import type { ObjectKind } from './kind.ts';

/** The kinds by name: the one way in which the engine finds a kind. */
export class KindTable {
  readonly all: readonly ObjectKind[];
  readonly #byName: ReadonlyMap<string, ObjectKind>;

  constructor(kinds: readonly ObjectKind[]) {
    this.all = kinds;
    this.#byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The kind of something that cxform itself made, so that it must be there. */
  get(name: string): ObjectKind {
    const kind = this.#byName.get(name);
    invariant(kind, `no kind ${name}`);
    return kind;
  }
}
