import type { Address } from '../../core/address.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { Live } from '../../core/live.ts';
import type { Resource } from '../../core/resource.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import type { Documents } from './documents.ts';
import type { References } from './references.ts';

/** What Git declares and the tenant has, for whoever writes the one into the other. */
export interface AcceptContext {
  readonly kinds: KindTable;
  readonly tenant: TenantSpec;
  readonly live: Live;
  /** What is declared, with its references bound. */
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly references: References;
  readonly documents: Documents;
}
