import type { Address } from './address.ts';
import type { Change } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';

/** An object in the tenant that no manifest declares and no ledger knows as ours. */
export interface Unmanaged {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
}

/** An object in the tenant that is ours by the ledger, that Git no longer declares, and that this plan leaves in place. */
export interface Orphan {
  readonly address: Address;
  readonly id: string;
}

/** A declared object that was there before cxform knew it. */
export interface Adoption {
  readonly address: Address;
  readonly id: string;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly unchanged: number;
  readonly unmanaged: number;
  /** Requests that an apply of this plan makes, its reading included. */
  readonly requests: number;
  /** How long the busiest endpoint needs for them at its rate limit. */
  readonly estimatedSeconds: number;
}

export interface ManifestsDigest {
  readonly files: number;
  /** SHA-256 over the manifests' paths and bytes. */
  readonly digest: string;
}

/** What would change, as one complete value: apply executes it and nothing else (design §1.2). Lists are sorted by address. */
export interface Plan {
  readonly formatVersion: 1;
  readonly tenant: string;
  /** RFC 3339 in UTC. */
  readonly createdAt: string;
  readonly manifests: ManifestsDigest;
  readonly summary: PlanSummary;
  readonly changes: readonly Change[];
  /** Ids of the unchanged objects that changes refer to. */
  readonly bindings: { readonly [address: Address]: string };
  /** What a change sets off beyond its object. No kind has any yet. */
  readonly effects: readonly never[];
  readonly unmanaged: readonly Unmanaged[];
  readonly orphaned: readonly Orphan[];
  /** Declared objects that were found in the tenant and that the ledger does not know yet: apply records them as ours. */
  readonly adopted: readonly Adoption[];
  /** What kinds show people. No kind has any yet. */
  readonly views: readonly never[];
  readonly diagnostics: readonly Diagnostic[];
  /** SHA-256 of all but `createdAt` and itself, in canonical JSON: detects damage, not forgery. */
  readonly digest: string;
}
