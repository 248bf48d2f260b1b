import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { JsonObject } from './json.ts';
import type { OutcomeKind } from './outcome.ts';
import type { Facet } from './resource.ts';

interface RecordBase {
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** The run that wrote it. */
  readonly run: string;
}

/** An effect of a plan, as far as it must be known to finish it after a crash. */
export interface StartedEffect {
  readonly effect: string;
  /** Of the manifest. */
  readonly address: Address;
  /** The changes that set it off; none where it was owed from before. */
  readonly after: readonly Address[];
}

/** An apply began to write. */
export interface RunStarted extends RecordBase {
  readonly type: 'run-started';
  readonly tenant: string;
  /** Digest of the manifests. */
  readonly manifests: string;
  /** Digest of the plan. */
  readonly plan: string;
  /** What the plan sets off; nothing where absent. */
  readonly effects?: readonly StartedEffect[];
}

/** What is known of an object that is ours: written when a run saw or made something new of it. */
export interface Observed extends RecordBase {
  readonly type: 'observed';
  readonly address: Address;
  readonly id: string;
  readonly protect: boolean;
  /** The parts that manifests of their own declare; none where absent. */
  readonly facets?: readonly Facet[];
  /** Kept beside the journal, by digest. `cleared` maps paths to what the tenant showed after our clear. */
  readonly values: { readonly applied: JsonObject; readonly cleared: JsonObject };
}

/** A write is about to go out. Durable before it does. */
export interface Intent extends RecordBase {
  readonly type: 'intent';
  readonly address: Address;
  readonly action: Action;
  readonly step: string;
  readonly id?: string;
  readonly version?: string | number;
  /** Digest of the managed fields that the change was planned from. */
  readonly fingerprint?: string;
  /** All managed fields as they shall be, not only those that the write sets; empty for a delete. */
  readonly values: { readonly desired: JsonObject };
}

/** How a change ended. */
export interface OutcomeRecorded extends RecordBase {
  readonly type: 'outcome';
  readonly address: Address;
  readonly action: Action;
  /** The step that it ended with. */
  readonly step?: string;
  readonly outcome: OutcomeKind;
  readonly attempts: number;
  readonly id?: string;
  readonly version?: string | number;
  /** The code of what went wrong. */
  readonly error?: string;
}

/** The object is no longer known as ours: cxform deleted it, or found it gone. */
export interface Forgotten extends RecordBase {
  readonly type: 'forgotten';
  readonly address: Address;
  readonly id: string;
}

export interface RunEnded extends RecordBase {
  readonly type: 'run-ended';
  readonly summary: JsonObject;
}

/**
 * One fact for the journal. State is a fold of these (ledger/fold). Later versions add to them, types as well as members and values;
 * what every entry of a type has today stays, and what is added is optional.
 */
export type JournalRecord = RunStarted | Observed | Intent | OutcomeRecorded | Forgotten | RunEnded;

/** A record with its place in the chain. */
export type JournalEntry = JournalRecord & {
  /** From 1. */
  readonly seq: number;
  /** SHA-256 of the entry in canonical JSON without this member, which covers `prev`. */
  readonly hash: string;
  /** Names of values that were erased since; they read as `{}`. */
  readonly erased?: readonly string[];
};
