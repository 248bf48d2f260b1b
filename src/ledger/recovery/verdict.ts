import type { Address } from '../../core/address.ts';
import type { Fact, Settled } from '../../core/journal.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ObjectKind } from '../../core/kind.ts';
import type { Live } from '../../core/live.ts';
import type { Prior } from '../../core/resource.ts';

/** What a verdict on one open write stands on. */
export interface Found {
  readonly kind: ObjectKind;
  readonly live: Live;
  readonly priors: ReadonlyMap<Address, Prior>;
  /** What does not show now never will. */
  readonly isOver: boolean;
  /** What the write was to make of its object, its references spelt as they are now. */
  readonly desired: JsonObject;
}

/** What became of an open write, or why that cannot be told: not yet, or never, since several objects could be the one that it created. */
export type Verdict =
  | {
      readonly effect: Settled['effect'];
      readonly id?: string;
      readonly facts?: readonly Fact[];
      /** A later look may have another verdict; never where absent. */
      readonly isFinal?: boolean;
    }
  | { readonly waits: true }
  | { readonly candidates: readonly string[] };
