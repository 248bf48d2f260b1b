import type { ObjectKind } from '../core/kind.ts';
import type { Service } from '../core/ports.ts';
import type { LiveObject, Prior, Resource } from '../core/resource.ts';
import type { ToId } from '../core/wire.ts';
import type { Intended, Journal } from './journal.ts';

/** What executing one change needs of its surroundings. */
export interface ChangeContext {
  readonly kind: ObjectKind;
  readonly service: Service;
  /** What Git declares; undefined for a delete. */
  readonly resource: Resource | undefined;
  /** As read by this run; undefined for a create. */
  readonly object: LiveObject | undefined;
  readonly prior: Prior | undefined;
  readonly toId: ToId;
  readonly journal: Journal;
  /** For the intent of each write. */
  readonly intended: Intended;
  /** Aborts when nothing more shall be begun. */
  readonly stopped: AbortSignal;
  reread(id: string): Promise<LiveObject | undefined>;
  /** The objects of the kind as they are now. */
  relist(): Promise<readonly LiveObject[]>;
  /** Whether the object was there when the tenant was read, or was created by this run. */
  isKnown(id: string): boolean;
  /** Lets pass what a write whose answer was lost may take to show; false where the run was stopped meanwhile. */
  outwaitWindow(): Promise<boolean>;
  /** Makes a new object's id known to the changes that refer to it. */
  bind(id: string): void;
}
