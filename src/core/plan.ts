import type { Address } from './address.ts';
import type { Change } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Path } from './path.ts';

/** An object in the tenant that no manifest declares and no ledger knows as ours. */
export interface Unmanaged {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
}

/**
 * What is ours by the ledger, what Git no longer declares, and what this plan leaves in place: an object with its id, or, with the `path`
 * that it set, a facet of a `host`.
 */
export interface Orphan {
  readonly address: Address;
  readonly id?: string;
  readonly path?: Path;
  readonly host?: Address;
}

/** A declared object that was there before cxform knew it. */
export interface Adoption {
  readonly address: Address;
  readonly id: string;
}

/** Objects that are written again, unchanged, after changes that concern them. A failure is a warning. */
export interface Effect {
  /** Of the manifest. */
  readonly address: Address;
  readonly effect: string;
  readonly count: number;
  /** The resources that are written again. */
  readonly members: readonly Address[];
  /** The changes that set it off: one that was applied suffices. None where a run that was killed has left it to be done. */
  readonly after: readonly Address[];
}

/** An effect of a manifest that a killed run has not come to the end of. */
export interface OwedEffect {
  readonly effect: string;
  /** The resources that were written again already. */
  readonly done: ReadonlySet<Address>;
}

/** How much of the tenant Git declares. Of kinds that no list tells only what is ours was read, so that they do not count. */
export interface GitCoverage {
  /** Of `objects`. */
  readonly declared: number;
  /** In the tenant, of the kinds that were read. */
  readonly objects: number;
  /** 0 to 100, one decimal, rounded down: 100 means all. Null where there are no objects. */
  readonly percent: number | null;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly unchanged: number;
  readonly unmanaged: number;
  readonly gitCoverage: GitCoverage;
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
  /** SHA-256 over what the Tenant says of where the plan goes, no secret among it. */
  readonly tenantDigest: string;
  /** The addresses that the plan was limited to; absent where it was not. */
  readonly targets?: readonly Address[];
  readonly summary: PlanSummary;
  readonly changes: readonly Change[];
  /** Ids of the unchanged objects that changes refer to. */
  readonly bindings: { readonly [address: Address]: string };
  /** What changes set off beyond their objects. */
  readonly effects: readonly Effect[];
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
