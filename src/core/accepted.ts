import type { Address } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Json } from './json.ts';
import type { Path } from './path.ts';

/** A field of a manifest that says what the tenant has. */
export interface AcceptedField {
  readonly address: Address;
  readonly path: Path;
  /** Relative to the Tenant's folder, with `/`. */
  readonly file: string;
  /** Where it stands now, from 1. */
  readonly line: number;
  /** What Git declared; null for nothing. */
  readonly before: Json;
  /** What the tenant has, as the manifest says it; null for nothing. */
  readonly after: Json;
}

/** What was written into manifests since it is so in the tenant. Errors tell what could not be. */
export interface Accepted {
  readonly formatVersion: 1;
  readonly tenant: string;
  /** Sorted by address, then by path. */
  readonly written: readonly AcceptedField[];
  readonly diagnostics: readonly Diagnostic[];
}
