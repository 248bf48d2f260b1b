import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Json, JsonObject } from './json.ts';

/** One run as the journal tells of it. */
export interface HistoricRun {
  readonly run: string;
  readonly startedAt: string;
  /** Undefined where it was killed, or is still at work. */
  readonly endedAt?: string;
  readonly holder?: { readonly pid: number; readonly host: string };
  /** Digests. */
  readonly manifests: string;
  readonly plan: string;
  /** Changes that ended in each way; undefined where it did not come to an end. */
  readonly summary?: JsonObject;
  /** Writes that it began, and of which nobody knows how they ended. */
  readonly open: number;
}

/** One thing that happened, as the journal tells it. */
export interface HistoricEvent {
  readonly at: string;
  readonly run: string;
  /** The type of the journal's entry. */
  readonly type: string;
  readonly address?: Address;
  readonly action?: Action;
  readonly step?: string;
  readonly outcome?: string;
  readonly id?: string;
  readonly version?: string | number;
  readonly error?: string;
  /** Where a forgotten address's object is recorded from then on. */
  readonly now?: Address;
  /** By name; undefined where the entry has none. What was erased is null. */
  readonly values?: { readonly [name: string]: Json };
}

/** What the journal tells of all runs, or of one address. Both in the order of the journal. */
export interface History {
  readonly formatVersion: 1;
  readonly tenant: string;
  readonly address?: Address;
  readonly runs: readonly HistoricRun[];
  /** Of the address; what no run did (an unlock, an erasure) where none is given. */
  readonly events: readonly HistoricEvent[];
  readonly diagnostics: readonly Diagnostic[];
}
