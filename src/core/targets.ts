import type { Address } from './address.ts';
import { isWithinPlace } from './path.ts';
import type { Resource } from './resource.ts';

/** Whether an address is one of the targets, or one of several that a target expands to. Without targets all are. */
export function isTarget(targets: readonly Address[] | undefined, address: Address): boolean {
  return !targets || targets.some((target) => isWithinPlace(address, target));
}

/** Whether a resource is meant by the targets: itself, its manifest, or a facet that is folded into it. */
export function isTargeted(
  targets: readonly Address[] | undefined,
  { address, facets }: Pick<Resource, 'address' | 'facets'>,
): boolean {
  return isTarget(targets, address) || facets.some((facet) => isTarget(targets, facet.address));
}
