import { type Address, kindIn } from '../../core/address.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { Prior } from '../../core/resource.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';

/** Whether an object that Git declares no more stays in the tenant all the same (interface §3, prune; plan/prune). */
export function staysInTenant(
  kinds: KindTable,
  { prune }: Pick<TenantSpec, 'prune'>,
  priors: ReadonlyMap<Address, Prior>,
  address: Address,
): boolean {
  const prior = priors.get(address);
  const kind = kinds.find(kindIn(address));
  const isRemovable = kind?.role === 'object' && kind.wire.removal !== 'none';
  if (!prune || !prior || !isRemovable) return true;
  return prior.protect || prior.facets.some(({ protect }) => protect);
}
