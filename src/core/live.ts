import type { Address } from './address.ts';
import type { Bindings } from './bindings.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { LiveObject, Resource } from './resource.ts';

/** The tenant as it was read, and what Git declares seen through it. */
export interface Live {
  /** Every object of the kinds that were read; without those of others that cannot be decoded. */
  readonly objects: readonly LiveObject[];
  /** The object of each address that has one: declared ones, and orphans that are ours by the ledger. */
  readonly byAddress: ReadonlyMap<Address, LiveObject>;
  /** The declared resources with their references outside Git bound to ids. */
  readonly desired: readonly Resource[];
  /** Which of them each declared address has, and how an id is referred to. */
  readonly bindings: Bindings;
  readonly diagnostics: readonly Diagnostic[];
}
