import type { Address } from './address.ts';
import type { Diagnostic, Source } from './diagnostic.ts';
import type { Json } from './json.ts';
import type { GitCoverage, Orphan, Unmanaged } from './plan.ts';

/** A field that was changed by hand: live is neither what cxform applied nor what Git declares. */
export interface DriftedField {
  readonly path: string;
  readonly declared: Json;
  readonly applied: Json;
  readonly live: Json;
  /** Where Git declares it. */
  readonly source: Source;
}

/** What was changed in the tenant behind Git's back, as one value (interface §5). Lists are sorted by address. */
export interface Drift {
  readonly formatVersion: 1;
  readonly tenant: string;
  readonly drifted: readonly { readonly address: Address; readonly fields: readonly DriftedField[] }[];
  /** Recorded in the ledger, declared, and gone from the tenant. */
  readonly missing: readonly { readonly address: Address; readonly id: string }[];
  /** Declared and not applied yet. */
  readonly pending: readonly { readonly address: Address; readonly action: 'create' | 'update' }[];
  readonly unmanaged: readonly Unmanaged[];
  readonly orphaned: readonly Orphan[];
  readonly summary: {
    readonly inSync: number;
    readonly drifted: number;
    readonly missing: number;
    readonly pending: number;
    readonly unmanaged: number;
    readonly gitCoverage: GitCoverage;
  };
  readonly diagnostics: readonly Diagnostic[];
}
