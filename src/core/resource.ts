import type { Address } from './address.ts';
import type { Source } from './diagnostic.ts';
import type { JsonObject } from './json.ts';
import type { Ignore } from './manifest.ts';
import type { Path } from './path.ts';
import type { Raw } from './raw.ts';

/** What Git declares under one address. */
export interface Resource {
  readonly address: Address;
  readonly kind: string;
  /** The manifest that it comes from: its own address, but for one of several that a manifest expands to. */
  readonly manifest: Address;
  /** Canonical manifest shape. Absent fields are unmanaged, null ones cleared. */
  readonly spec: JsonObject;
  /** Where each part of the spec was written, by JSON pointer with list indexes (`/skills/0/level`); `''` is the manifest. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Where the spec says which object of the tenant it is. */
  readonly identity: Identity;
  /** Never deleted. */
  readonly protect: boolean;
  /** The id that the Tenant's `pins` give it. */
  readonly pin?: string;
  /** The addresses that it had before, in the order of the manifest. */
  readonly formerly: readonly Address[];
  readonly ignore: readonly Ignore[];
  /** Parts of the spec that other manifests wrote. */
  readonly facets: readonly Facet[];
}

/**
 * How a resource finds its object without pin or ledger: by the name at a path (which is the manifest's own where `isDefault`), or
 * as the object of the id that the reference at a path has.
 */
export type Identity =
  | { readonly by: 'name'; readonly path: Path; readonly isDefault: boolean }
  | { readonly by: 'reference'; readonly path: Path };

/** A part of a resource's spec that a manifest of its own declares. */
export interface Facet {
  /** Of the facet's manifest. */
  readonly address: Address;
  /** The part of the host's spec. */
  readonly path: Path;
  /** Never cleared. */
  readonly protect: boolean;
}

/** What the tenant holds under one id. */
export interface LiveObject {
  readonly kind: string;
  readonly id: string;
  readonly name?: string;
  /** Opaque; changed by every write of anyone. */
  readonly version?: string | number;
  /** Manifest shape, canonical, all fields that the kind knows. */
  readonly spec: JsonObject;
  readonly raw: Raw;
}

/** What the ledger knows of an address that cxform has applied before. */
export interface Prior {
  /** As it was recorded: a manifest that has a new name since has another one now. */
  readonly address: Address;
  readonly id: string;
  /** The managed fields as cxform last wrote them or saw them equal to desired. */
  readonly applied: JsonObject;
  /** What the tenant showed right after cxform cleared a field, by path. */
  readonly cleared: JsonObject;
  readonly protect: boolean;
  readonly facets: readonly Facet[];
}
