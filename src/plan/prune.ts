import { type Address, kindIn } from '../core/address.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Orphan } from '../core/plan.ts';
import type { Prior } from '../core/resource.ts';
import { facetOrphan, type LooseFacet } from './facets.ts';

interface Pruned {
  /** Objects to delete. */
  readonly deletable: readonly Orphan[];
  /** Facets to clear in their hosts. */
  readonly clearable: readonly LooseFacet[];
  readonly left: readonly Orphan[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Which of what Git no longer has goes: all where the Tenant says `prune`, but for what is protected and objects of a kind that cannot
 * be removed. An object stays with a facet of it that is protected. The ledger remembers `protect`, so that deleting the manifest does not lift it (interface §1).
 */
export function pruneOrphans(
  kinds: KindTable,
  prune: boolean,
  orphans: readonly Orphan[],
  loose: readonly LooseFacet[],
  priors: ReadonlyMap<Address, Prior>,
): Pruned {
  if (!prune) {
    return { deletable: [], clearable: [], left: [...orphans, ...loose.map(facetOrphan)], diagnostics: [] };
  }
  const isProtected = ({ address }: Orphan) => {
    const prior = priors.get(address);
    return prior !== undefined && (prior.protect || prior.facets.some(({ protect }) => protect));
  };
  const isRemovable = ({ address }: Orphan) => kinds.get(kindIn(address)).wire.removal !== 'none';
  const goes = (orphan: Orphan) => !isProtected(orphan) && isRemovable(orphan);
  const kept = [...orphans.filter(isProtected), ...loose.filter(isProtectedFacet).map(facetOrphan)];
  return {
    deletable: orphans.filter(goes),
    clearable: loose.filter((one) => !isProtectedFacet(one)),
    left: [...orphans.filter((orphan) => !goes(orphan)), ...loose.filter(isProtectedFacet).map(facetOrphan)],
    diagnostics: kept.map(({ address }) =>
      warning({
        code: 'PROTECTED',
        summary: `${address} is no longer in Git and stays: it is protected`,
        hint: 'Restore its manifest with protect: false and apply, then remove it again',
        address,
      }),
    ),
  };
}

const isProtectedFacet = ({ facet }: LooseFacet) => facet.protect;
