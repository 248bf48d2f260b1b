import type { JsonObject } from '../../../src/core/json.ts';
import type { AdminActKind } from './faults/admin-acts.ts';
import type { DiskActKind, DiskFaultKind } from './faults/disk-faults.ts';
import type { NetworkFaultKind } from './faults/network-faults.ts';
import type { Turn } from './world/life.ts';

/** Everything that a run of the swarm was drawn to be, as a value of JSON: whoever drops an element of it has a smaller run. */
export interface RunPlan {
  /** Decides what is left to chance: ids, how long messages take, what of a torn write is on the disk. */
  readonly seed: number;
  /** Elements of one page of a list. */
  readonly pageSize: number;
  /** The tenant has no versions that anybody could see. */
  readonly unversioned?: true;
  readonly objects: readonly PlannedObject[];
  readonly appliers: readonly PlannedApplier[];
  readonly strikes: readonly Strike[];
  readonly acts: readonly PlannedAct[];
}

/** What Git and the tenant have of one name. */
export interface PlannedObject {
  readonly kind: 'Skill' | 'Queue';
  readonly name: string;
  /** In Git when the last apply before the faults ran; absent where it was not. */
  readonly before?: JsonObject;
  /** In Git from then on; absent where it is not. */
  readonly after?: JsonObject;
  /** Made by hand before anybody ran cxform, as the tenant has it; absent where nobody did. */
  readonly byHand?: JsonObject;
}

/** A process that applies while things go wrong. */
export interface PlannedApplier {
  /** Begins so many milliseconds after the one before it began, or, where this is undefined, when that one is at its end. */
  readonly afterMs?: number;
  /** On another machine, with the same ledger on a shared disk. */
  readonly elsewhere?: true;
  readonly parallelism: number;
  readonly lockTimeoutMs: number;
  readonly turns: readonly Turn[];
  /** What befalls the ledger's folder before it begins. */
  readonly finds?: DiskActKind;
  /** The wall clock is set ahead as it begins. */
  readonly clockAheadMs?: number;
  /** Somebody approves after so long; at once where absent. */
  readonly approvalMs?: number;
  /** It keeps a plan, and applies it so much later. */
  readonly savedPlanMs?: number;
  /** The kept plan was made from manifests that are others by then. */
  readonly gitGoesOn?: true;
}

/** Where a strike or an act meets an applier: its requests to the tenant by sort, and its changes to the disk. */
export type Site = 'token' | 'list' | 'get' | 'write' | 'append' | 'replace';

/** Something that goes wrong at the nth time, counted from 0, that an applier (by its place) does something of a sort. */
export interface Strike {
  readonly applier: number;
  readonly site: Site;
  readonly nth: number;
  readonly kind: NetworkFaultKind | DiskFaultKind;
  /** How much or how long, where a kind has that: a share of what is possible, 0 to 1. */
  readonly share: number;
}

/** An administrator's act right before the tenant sees a request of an applier, or right after. */
export interface PlannedAct {
  readonly applier: number;
  readonly site: 'list' | 'get' | 'write';
  readonly nth: number;
  readonly when: 'before' | 'after';
  readonly kind: AdminActKind;
  /** Of the object. */
  readonly name: string;
  /** Which of the fields or elements that it could be about: 0 to 1. */
  readonly share: number;
}
