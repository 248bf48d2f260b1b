import type { Address } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import type { Live } from '../core/live.ts';
import { isTarget, isTargeted } from '../core/targets.ts';

/**
 * The changes that the targets ask for, and those that they cannot do without. Without targets all. `TARGET_NOT_FOUND`: a target that
 * nothing declares and the ledger does not know.
 */
export function limitToTargets(
  targets: readonly Address[] | undefined,
  changes: readonly Change[],
  { desired }: Pick<Live, 'desired'>,
  known: readonly Address[],
): { readonly changes: readonly Change[]; readonly diagnostics: readonly Diagnostic[] } {
  if (!targets) return { changes, diagnostics: [] };
  const facetsOf = new Map(desired.map(({ address, facets }) => [address, facets]));
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  const wanted = new Set<Address>(
    changes
      .filter(({ address, clears = [] }) => {
        const meant = isTargeted(targets, { address, facets: facetsOf.get(address) ?? [] });
        return meant || clears.some((facet) => isTarget(targets, facet));
      })
      .map(({ address }) => address),
  );
  // A set's iteration reaches what is added on the way.
  for (const address of wanted) {
    const { dependsOn = [], stepDependsOn = [] } = byAddress.get(address) ?? {};
    for (const needed of [...dependsOn, ...stepDependsOn.map((one) => one.address)]) wanted.add(needed);
  }
  const declared = [
    ...desired.flatMap(({ address, facets }) => [address, ...facets.map((one) => one.address)]),
  ];
  return {
    changes: changes.filter(({ address }) => wanted.has(address)),
    diagnostics: unknownTargets(targets, [...declared, ...known]),
  };
}

function unknownTargets(targets: readonly Address[], known: readonly Address[]): Diagnostic[] {
  const nearest = didYouMeanAmong([...new Set(known)]);
  return targets
    .filter((target) => !known.some((address) => isTarget([target], address)))
    .map((target) =>
      error({
        code: 'TARGET_NOT_FOUND',
        summary: `There is no ${target} in Git, and the ledger does not know it`,
        hint: 'Name an address that a manifest declares',
        ...nearest(target),
      }),
    );
}
