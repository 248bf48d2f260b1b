import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { Json, JsonObject } from './json.ts';
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
  /** Whose lease it is: the process that writes. */
  readonly holder?: { readonly pid: number; readonly host: string };
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
  /** The manifest says that the object is never deleted. */
  readonly protect?: true;
  /** The parts that manifests of their own declare; none where absent. */
  readonly facets?: readonly Facet[];
  /** How long after it went out it can still take effect, or its effect stay hidden, in milliseconds. */
  readonly windowMs?: number;
  /** All managed fields as they shall be, not only those that the write sets; for a create those that it sends; empty for a delete. */
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
  /** Of a conflict: the fields that two people wanted, and who is known to have edited them. */
  readonly values?: { readonly conflict?: JournaledConflict };
}

/** A conflict as the journal keeps it. */
export type JournaledConflict = JsonObject & {
  readonly message: string;
  readonly fields: readonly (JsonObject & { path: string; base: Json; theirs: Json; ours: Json })[];
  readonly by?: string;
  readonly editedAt?: string;
};

/** A later run found out what became of a write whose end was not known. */
export interface Settled extends RecordBase {
  readonly type: 'settled';
  readonly address: Address;
  readonly action: Action;
  readonly step: string;
  /** The run that sent it, or was about to. */
  readonly of: string;
  /** `unclear`: what is there now may be its work or somebody else's. */
  readonly effect: 'applied' | 'none' | 'unclear';
  readonly id?: string;
}

/** A conflict is decided. */
export interface Resolved extends RecordBase {
  readonly type: 'resolved';
  readonly address: Address;
  /** The side that somebody chose; `agreed`: a run saw that both say the same by now, and had nothing to write. */
  readonly take: 'git' | 'live' | 'agreed';
}

/** The lease went from a run that let its time pass, or died, to this one. */
export interface TakenOver extends RecordBase {
  readonly type: 'taken-over';
  readonly from: string;
  readonly pid: number;
  readonly host: string;
  /** RFC 3339 in UTC: when the time of that run was over. */
  readonly expiresAt: string;
}

/** Somebody took the lease away from a run. */
export interface Unlocked extends RecordBase {
  readonly type: 'unlocked';
  readonly from: string;
  readonly pid: number;
  readonly host: string;
  /** RFC 3339 in UTC: when the time of that run would have been over. */
  readonly expiresAt: string;
}

/** Values of an address are not kept any more. */
export interface Erased extends RecordBase {
  readonly type: 'erased';
  readonly address: Address;
  /** Of the values. */
  readonly digests: readonly string[];
}

/** The journal begins anew here, with the entries of the one before that are still needed. Always its first entry. */
export interface Compacted extends RecordBase {
  readonly type: 'compacted';
  /** How many entries the journal had, all those that were left out before included. */
  readonly entries: number;
  /** Where that one ended. */
  readonly head: string;
}

/** The object is no longer known as ours under this address: cxform deleted it, found it gone, or knows it under another one. */
export interface Forgotten extends RecordBase {
  readonly type: 'forgotten';
  readonly address: Address;
  readonly id: string;
  /** Where the object, or the manifest that had this name, is recorded from now on. An open conflict goes with it. */
  readonly now?: Address;
}

export interface RunEnded extends RecordBase {
  readonly type: 'run-ended';
  readonly summary: JsonObject;
  /** Somebody asked it to stop: what it had set off and not come to is still owed. */
  readonly stopped?: true;
}

/**
 * One fact for the journal. State is a fold of these (ledger/fold). Later versions add to them, types as well as members and values;
 * what every entry of a type has today stays, and what is added is optional.
 */
export type JournalRecord =
  | RunStarted
  | Observed
  | Intent
  | OutcomeRecorded
  | Settled
  | Forgotten
  | Resolved
  | RunEnded
  | TakenOver
  | Unlocked
  | Erased
  | Compacted;

/** What a record says, without the run that says it and the moment. */
export type Fact<Type extends JournalRecord = JournalRecord> = Type extends JournalRecord
  ? Omit<Type, 'at' | 'run'>
  : never;

/** A record with its place in the chain. */
export type JournalEntry = JournalRecord & {
  /** From 1. */
  readonly seq: number;
  /** SHA-256 of the entry in canonical JSON without this member, which covers `prev`. */
  readonly hash: string;
  /** Names of values that were erased since; they read as `{}`. */
  readonly erased?: readonly string[];
};
