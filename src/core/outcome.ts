import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { Source } from './diagnostic.ts';
import type { Json } from './json.ts';

/**
 * How a change ended. `blocked`: not sent, since what it depends on was not applied. `conflict`: somebody else changed the same
 * field. `unknown`: it was sent and the answer was lost.
 */
export type OutcomeKind = 'applied' | 'failed' | 'blocked' | 'conflict' | 'unknown';

/** A field that two people wanted: the value the plan was made from, the tenant's now, and Git's. */
export interface FieldConflict {
  readonly path: string;
  readonly base: Json;
  readonly theirs: Json;
  readonly ours: Json;
}

export interface OutcomeError {
  readonly code: string;
  readonly status?: number;
  readonly message: string;
  /** What a person can do about it. */
  readonly hint?: string;
}

export interface Outcome {
  readonly address: Address;
  readonly action: Action;
  readonly outcome: OutcomeKind;
  /** Writes begun; what the connection repeats by itself does not count. */
  readonly attempts: number;
  readonly id?: string;
  readonly version?: string | number;
  readonly error?: OutcomeError;
  readonly conflicts?: readonly FieldConflict[];
  /** Of a conflict: who has edited the object in the tenant, and when (RFC 3339), where the tenant tells. */
  readonly edited?: { readonly by?: string; readonly at?: string };
  /** The manifest that asked for it. */
  readonly source?: Source;
}
