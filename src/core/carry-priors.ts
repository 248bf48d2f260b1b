import type { Address } from './address.ts';
import type { Prior, Resource } from './resource.ts';

/**
 * What the ledger knows, by the addresses that Git has now: a manifest that was renamed (`formerly`) takes over what is known of its
 * former name. What the ledger knows under the present name comes first.
 */
export function carryPriors(
  priors: ReadonlyMap<Address, Prior>,
  resources: readonly Resource[],
): ReadonlyMap<Address, Prior> {
  const carried = new Map(priors);
  for (const { address, formerly } of resources) {
    const former = formerly.find((one) => carried.has(one));
    const prior = former && carried.get(former);
    if (former === undefined || !prior || carried.has(address)) continue;
    carried.delete(former);
    carried.set(address, prior);
  }
  return carried;
}
