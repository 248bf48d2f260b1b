import { invariant } from './invariant.ts';
import type { DeclarableKind, FacetKind, Kind, LookupKind, ObjectKind, OutsideKind } from './kind.ts';

/** The kinds by name and by role: the one way in which the engine finds a kind. */
export class KindTable {
  /** What manifests can have. */
  readonly declarable: readonly DeclarableKind[];
  readonly objects: readonly ObjectKind[];
  readonly facets: readonly FacetKind[];
  readonly lookups: readonly LookupKind[];
  readonly outside: readonly OutsideKind[];
  readonly #byName: ReadonlyMap<string, Kind>;

  constructor(kinds: readonly Kind[]) {
    this.declarable = kinds.filter((kind) => kind.role !== 'outside');
    this.objects = kinds.filter((kind) => kind.role === 'object');
    this.facets = kinds.filter((kind) => kind.role === 'facet');
    this.lookups = kinds.filter((kind) => kind.role === 'lookup');
    this.outside = kinds.filter((kind) => kind.role === 'outside');
    this.#byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  }

  /** Undefined where there is none of that name. */
  find(name: string): Kind | undefined {
    return this.#byName.get(name);
  }

  /** The kind of objects that cxform itself named, so that it must be there. */
  get(name: string): ObjectKind {
    const kind = this.#byName.get(name);
    invariant(kind?.role === 'object', `no kind of objects ${name}`);
    return kind;
  }
}
