import type { Address } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import type { Live } from '../core/live.ts';
import type { Orphan } from '../core/plan.ts';
import { isTarget, isTargeted } from '../core/targets.ts';

/**
 * The changes that the targets ask for, and those that they cannot do without. Without targets all. `TARGET_NOT_FOUND`: a target that
 * nothing declares and the ledger does not know.
 */
export function limitToTargets(
  targets: readonly Address[] | undefined,
  changes: readonly Change[],
  { desired }: Pick<Live, 'desired'>,
  orphans: readonly Orphan[],
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
  const known = [
    ...desired.flatMap(({ address, manifest, facets }) => [
      address,
      manifest,
      ...facets.map((one) => one.address),
    ]),
    ...orphans.map(({ address }) => address),
  ];
  return {
    changes: changes.filter(({ address }) => wanted.has(address)),
    diagnostics: unknownTargets(targets, known),
  };
}

function unknownTargets(targets: readonly Address[], known: readonly Address[]): Diagnostic[] {
  const declared = new Set(known);
  const nearest = didYouMeanAmong([...declared]);
  return targets
    .filter((target) => !declared.has(target))
    .map((target) =>
      error({
        code: 'TARGET_NOT_FOUND',
        summary: `There is no ${target} in Git, and the ledger does not know it`,
        ...nearest(target),
      }),
    );
}
