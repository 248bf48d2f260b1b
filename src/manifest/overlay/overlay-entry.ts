import type { Address } from '../../core/address.ts';
import type { Source } from '../../core/diagnostic.ts';
import type { LocatedNode } from './located-tree.ts';
import type { PatchOperation } from './patch.ts';

/** One entry of an Overlay. */
export interface OverlayEntry {
  /** Of the Overlay. */
  readonly overlay: Address;
  readonly target: OverlayTarget;
  /** Undefined where something is wrong with the Overlay: then the entry only looks for its target. */
  readonly change?: OverlayChange;
}

/** Which manifests an entry changes: all of the kind that have the name, if one is given, and the labels. */
export interface OverlayTarget {
  readonly kind: string;
  readonly name?: string;
  readonly labels: { readonly [label: string]: string };
  readonly places: {
    readonly target: Source;
    readonly kind: Source;
    readonly name: Source;
    readonly labels: Source;
  };
}

export type OverlayChange =
  | { readonly type: 'merge'; readonly spec?: LocatedNode; readonly metadata?: LocatedNode }
  | { readonly type: 'patch'; readonly operations: readonly PatchOperation[] }
  | { readonly type: 'exclude' };
