import type { Diagnostic } from './diagnostic.ts';

/** What looking at every line of a ledger found. */
export interface LedgerCheck {
  readonly entries: number;
  /** The hash of the last entry; empty where there is none. */
  readonly head: string;
  /** Values that the chain names, without those that were erased. */
  readonly values: number;
  readonly erased: number;
  /** Errors are damage. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a compaction came to, in entries. */
export interface Compaction {
  readonly before: number;
  readonly after: number;
  /** Where the journal before stands now; undefined where nothing was left out, and nothing was written. */
  readonly archive?: string;
}
