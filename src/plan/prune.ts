import { type Address, kindIn } from '../core/address.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Orphan } from '../core/plan.ts';
import type { Prior } from '../core/resource.ts';

interface Pruned {
  readonly deletable: readonly Orphan[];
  readonly left: readonly Orphan[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Which orphans go: all where the Tenant says `prune`, but for protected ones and those of a kind that cannot be removed. The ledger remembers `protect`, so that deleting the manifest does not lift it (interface §1).
 */
export function pruneOrphans(
  kinds: KindTable,
  prune: boolean,
  orphans: readonly Orphan[],
  priors: ReadonlyMap<Address, Prior>,
): Pruned {
  if (!prune) return { deletable: [], left: orphans, diagnostics: [] };
  const isProtected = ({ address }: Orphan) => priors.get(address)?.protect ?? false;
  const isRemovable = ({ address }: Orphan) => kinds.get(kindIn(address)).wire.removal !== 'none';
  const goes = (orphan: Orphan) => !isProtected(orphan) && isRemovable(orphan);
  return {
    deletable: orphans.filter(goes),
    left: orphans.filter((orphan) => !goes(orphan)),
    diagnostics: orphans.filter(isProtected).map(({ address }) =>
      warning({
        code: 'PROTECTED',
        summary: `${address} is no longer in Git and stays: it is protected`,
        hint: 'Restore its manifest with protect: false and apply, then remove it again',
        address,
      }),
    ),
  };
}
