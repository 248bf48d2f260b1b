import type { Address } from './address.ts';
import type { Source } from './diagnostic.ts';
import type { Json, JsonObject } from './json.ts';
import type { Path } from './path.ts';

export type Action = 'create' | 'update' | 'delete';

/** One field that differs: absent values are null. */
export interface FieldDifference {
  /** Core/path: keyed list elements by their key, `/skills/billing/level`. */
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

/** Who caused a difference: Git moved (`manifest`), the tenant was changed by hand (`drift`), or both. */
export type Origin = 'manifest' | 'drift' | 'both';

export interface FieldChange extends FieldDifference {
  readonly origin: Origin;
}

/**
 * What a change does, in order; each is journaled. Where changes need each other, `write` leaves a field of a new object out and `link`
 * adds it once its target is there; `unlink` clears a field of an object that `write` then deletes.
 */
export type Step = 'write' | 'link' | 'unlink';

/** A step that waits for a step of another change. */
export interface StepDependency {
  readonly step: Step;
  readonly address: Address;
  readonly until: Step;
}

/** One object that apply will write. */
export interface Change {
  readonly address: Address;
  readonly action: Action;
  /** Of the live object; absent for a create. */
  readonly id?: string;
  readonly version?: string | number;
  /** No version guards the write, so that what somebody does between our last look and it would not show. */
  readonly weak?: true;
  /** Digest of the live object when the plan was made: of its managed fields, for a delete of its whole spec. */
  readonly fingerprint?: string;
  readonly fields: readonly FieldChange[];
  /** The managed fields as they shall be; empty for a delete. */
  readonly desired: JsonObject;
  readonly steps: readonly Step[];
  /** The facets that parts of the object come from, by path. */
  readonly facets?: { readonly [path: Path]: Address };
  /** Facets whose part of the object goes, since Git no longer has them. */
  readonly clears?: readonly Address[];
  /** Changes of this plan whose `write` must have been applied before this one's. */
  readonly dependsOn: readonly Address[];
  /** The fields of `link` or `unlink`. */
  readonly deferred?: readonly Path[];
  /** What steps wait for besides, where changes need each other. */
  readonly stepDependsOn?: readonly StepDependency[];
  /** Where the change was written: `''` is the manifest, other keys are paths of `fields`. */
  readonly sources: { readonly [path: string]: Source };
}
