import type { Source } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

/** One checked document: its shape fits its kind's schema; what it refers to is not looked at yet. */
export interface Manifest {
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly protect: boolean;
  readonly spec: JsonObject;
  /** Positions by JSON pointer within the spec, with list indexes; `''` is the document. */
  readonly sources: ReadonlyMap<string, Source>;
}
