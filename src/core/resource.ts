import type { Address } from './address.ts';
import type { Source } from './diagnostic.ts';
import type { JsonObject } from './json.ts';
import type { Raw } from './raw.ts';

/** What Git declares under one address. */
export interface Resource {
  readonly address: Address;
  readonly kind: string;
  /** Canonical manifest shape. Absent fields are unmanaged, null ones cleared; `displayName` is always there. */
  readonly spec: JsonObject;
  /** Where each part of the spec was written, by JSON pointer with list indexes (`/skills/0/level`); `''` is the manifest. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Never deleted. */
  readonly protect: boolean;
  /** The id that the Tenant's `pins` give it. */
  readonly pin?: string;
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
  readonly address: Address;
  readonly id: string;
  /** The managed fields as cxform last wrote them or saw them equal to desired. */
  readonly applied: JsonObject;
  /** What the tenant showed right after cxform cleared a field, by path. */
  readonly cleared: JsonObject;
  readonly protect: boolean;
}
