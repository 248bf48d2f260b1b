import { type Address, kindIn } from './address.ts';
import { keyInKind } from './key-in-kind.ts';
import type { KindTable } from './kind-table.ts';
import type { Live } from './live.ts';
import type { Prior } from './resource.ts';
import { respelling } from './respelling.ts';

/**
 * What the ledger knows of the declared resources and of orphans, as far as it speaks of the objects that they have now: what was applied
 * to another object says nothing of this one, and what was applied to this one under an address that Git no longer declares does. References are
 * spelt as Git and the tenant spell them now: an object that Git has begun or ceased to manage since, or whose manifest has a new
 * name, is the same one, and nobody has changed it by hand.
 */
export function priorsNow(
  kinds: KindTable,
  { desired, byAddress, bindings }: Pick<Live, 'desired' | 'byAddress' | 'bindings'>,
  priors: ReadonlyMap<Address, Prior>,
): ReadonlyMap<Address, Prior> {
  const declared = new Set(desired.map((resource) => resource.address));
  const left = new Map(
    [...priors].flatMap(([at, prior]) =>
      declared.has(at) ? [] : [[keyInKind(kindIn(at), prior.id), prior] as const],
    ),
  );
  const respell = respelling(kinds, { desired, bindings }, priors);
  const respelt = (kind: string, prior: Prior): Prior => ({
    ...prior,
    applied: respell(kind, prior.applied),
  });
  const now = new Map<Address, Prior>();
  for (const { address: at, kind } of desired) {
    const object = byAddress.get(at);
    const own = priors.get(at);
    const speaks = own && (!object || object.id === own.id);
    const prior = speaks ? own : object && left.get(keyInKind(kind, object.id));
    if (prior) now.set(at, respelt(kind, prior));
  }
  for (const [at, prior] of priors) {
    if (!declared.has(at) && byAddress.has(at)) now.set(at, respelt(kindIn(at), prior));
  }
  return now;
}
