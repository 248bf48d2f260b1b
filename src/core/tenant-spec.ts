import type { Address } from './address.ts';
import type { Source } from './diagnostic.ts';

/** A value that stands in the environment or in a file instead of the manifest. */
export type Indirect = { readonly env: string } | { readonly file: string };

/** A value written out, or taken from elsewhere. Secrets are always Indirect. */
export type TextOrIndirect = string | Indirect;

export interface CredentialsSpec {
  readonly clientId?: TextOrIndirect;
  readonly clientSecret?: Indirect;
}

/** How one service is reached; every part has a default (contract §1). */
export interface EndpointSpec {
  readonly baseUrl?: TextOrIndirect;
  readonly tokenUrl?: TextOrIndirect;
  readonly tokenBody?: 'json' | 'form';
  readonly scopes?: readonly string[];
  readonly credentials?: CredentialsSpec;
  readonly timeoutMs?: number;
  readonly requestsPerMinute?: number;
  readonly retry?: { readonly attempts?: number; readonly baseDelayMs?: number };
}

export type CheckSeverity = 'off' | 'warning' | 'error';

/** More deletions than this, and apply refuses. Counted per kind over the objects known as ours. */
export interface GuardSpec {
  readonly maxDeletes: number;
  readonly maxDeletePercent: number;
}

/** A Tenant manifest, checked, with its defaults (interface §3). Paths are absolute. */
export interface TenantSpec {
  readonly name: string;
  /** The folder of the Tenant's file: what file names in diagnostics and manifests are relative to. */
  readonly folder: string;
  readonly source: Source;
  /** Where each part of its spec was written, by JSON pointer; `''` is `source`. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly subdomain?: string;
  readonly credentials: CredentialsSpec;
  readonly endpoints: { readonly [service: string]: EndpointSpec };
  readonly manifests: readonly string[];
  /** Files of overlays, in the order in which they apply. */
  readonly overlays: readonly string[];
  readonly pins: ReadonlyMap<Address, string>;
  readonly prune: boolean;
  /** Write routing profiles again after a queue of theirs was updated (contract §2). */
  readonly reassign: boolean;
  /** What becomes of advice, by the code of its diagnostics. */
  readonly checks: ReadonlyMap<string, CheckSeverity>;
  readonly guard: GuardSpec;
  readonly ledger: { readonly file: string };
  /** A sandbox tenant inside the process instead of endpoints. */
  readonly sandbox?: { readonly state: string; readonly log?: string };
}
