import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { FieldConflict } from './outcome.ts';

/**
 * A conflict in the reconciliation queue: since it was met no run has applied the object, or seen it as Git has it, and nobody has decided.
 */
export interface OpenConflict {
  /** That the ledger knows its object by now. */
  readonly address: Address;
  readonly action: Action;
  readonly id?: string;
  readonly run: string;
  /** When it was met: RFC 3339 in UTC. */
  readonly at: string;
  /** What happened, for people. */
  readonly message: string;
  /** The fields that two people wanted; none where it is the object as a whole. */
  readonly fields: readonly FieldConflict[];
  /** Who has edited the object in the tenant, and when, where the tenant tells. */
  readonly by?: string;
  readonly editedAt?: string;
  /** Of a deletion: it would not be done any more, since the Tenant says `prune: false` or the object is protected. */
  readonly stays?: true;
}

/** The reconciliation queue as one value, sorted by address. */
export interface ConflictList {
  readonly formatVersion: 1;
  readonly tenant: string;
  readonly conflicts: readonly OpenConflict[];
  readonly diagnostics: readonly Diagnostic[];
}
