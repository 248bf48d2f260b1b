import type { Address } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

/** One manifest of an export: the file that it was written to, relative to the Tenant's folder, or the whole document where there is none. */
export interface ExportedFile {
  readonly address: Address;
  readonly file?: string;
  readonly document?: JsonObject;
}

/** What an export made of a tenant. */
export interface Exported {
  readonly formatVersion: 1;
  readonly tenant: string;
  /** Sorted by address. */
  readonly manifests: readonly ExportedFile[];
  /** Pins that the manifests need, since their objects share a name. */
  readonly pins: { readonly [address: Address]: string };
  /** The pins stand in the Tenant's file now. */
  readonly pinned: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Which manifest has taken over which object. */
export interface Adopted {
  readonly formatVersion: 1;
  readonly tenant: string;
  readonly address: Address;
  readonly id: string;
  /** The files that were written for it, relative to the Tenant's folder: a new manifest, or the Tenant with a pin. */
  readonly written: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}
