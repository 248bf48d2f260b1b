import type { Address } from '../core/address.ts';
import { isLeftToUi, looseFacets, withoutFacets } from '../core/facets.ts';
import type { Live } from '../core/live.ts';
import type { Orphan } from '../core/plan.ts';
import type { Facet, Prior, Resource } from '../core/resource.ts';

/** A facet that Git no longer has, in a host that it still declares. */
export interface LooseFacet {
  readonly host: Address;
  readonly facet: Facet;
}

/** All facets that the ledger knows and nothing in Git sets any more, but for what is left to the UI. `now` are the priors of the objects as they are (core/prior-now). */
export function findLooseFacets(
  { desired, byAddress }: Pick<Live, 'desired' | 'byAddress'>,
  now: ReadonlyMap<Address, Prior>,
): LooseFacet[] {
  return desired.flatMap((resource) => {
    const host = resource.address;
    const loose = looseFacets(resource, now.get(host), byAddress.get(host)?.spec ?? {});
    return loose.filter((facet) => !isLeftToUi(resource, facet)).map((facet) => ({ host, facet }));
  });
}

/** A loose facet as what is ours and no longer in Git. */
export function facetOrphan({ host, facet }: LooseFacet): Orphan {
  return { address: facet.address, path: facet.path, host };
}

/** The resources as they shall be when these facets are gone from their hosts. */
export function clearFacets(desired: readonly Resource[], going: readonly LooseFacet[]): readonly Resource[] {
  if (going.length === 0) return desired;
  const facetsOf = new Map<Address, Facet[]>();
  for (const { host, facet } of going) facetsOf.set(host, [...(facetsOf.get(host) ?? []), facet]);
  return desired.map((resource) => {
    const facets = facetsOf.get(resource.address);
    return facets ? { ...resource, spec: withoutFacets(resource.spec, facets) } : resource;
  });
}
