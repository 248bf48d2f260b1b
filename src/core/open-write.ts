import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { JsonObject } from './json.ts';
import type { Facet } from './resource.ts';

/** A write that was about to go out, and of which the journal does not tell how it ended. */
export interface OpenWrite {
  readonly address: Address;
  readonly action: Action;
  readonly step: string;
  readonly run: string;
  /** When it was about to: RFC 3339 in UTC. */
  readonly at: string;
  /** The latest moment at which it can have gone out, in milliseconds since 1970; undefined where its run may still be at work. */
  readonly sentBefore: number | undefined;
  /** Unknown for a create. */
  readonly id?: string;
  /** That it was computed from. */
  readonly version?: string | number;
  /** All managed fields as they were to be; empty for a delete. */
  readonly desired: JsonObject;
  readonly protect?: true;
  readonly facets: readonly Facet[];
  /** How long after it went out it can still take effect, or its effect stay hidden, in milliseconds; undefined where it was not told. */
  readonly windowMs?: number;
}
