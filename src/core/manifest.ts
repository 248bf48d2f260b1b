import type { Source } from './diagnostic.ts';
import type { JsonObject } from './json.ts';
import type { Path } from './path.ts';

/** A field that a manifest leaves to the UI (interface §1). */
export interface Ignore {
  /** Where in the spec: core/path. */
  readonly path: Path;
  /** The last day, `2026-06-30` in UTC; without one there is no end. */
  readonly until?: string;
  readonly reason?: string;
  readonly source: Source;
}

/** A name that a manifest had before. */
export interface FormerName {
  readonly name: string;
  readonly source: Source;
}

/** A file that a manifest names, as it was read. */
export interface NamedFile {
  /** Relative to the Tenant's folder, with `/`. */
  readonly file: string;
  readonly text: string;
}

/** One checked document: its shape fits its kind's schema; what it refers to is not looked at yet. */
export interface Manifest {
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly protect: boolean;
  readonly ignore: readonly Ignore[];
  readonly formerly: readonly FormerName[];
  readonly spec: JsonObject;
  /** Positions by JSON pointer within the spec, with list indexes; `''` is the document. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The files that the spec names, by the place that names them. */
  readonly files: ReadonlyMap<Path, NamedFile>;
}
