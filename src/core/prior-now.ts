import { type Address, address } from './address.ts';
import type { KindTable } from './kind-table.ts';
import type { Live } from './live.ts';
import type { Reference } from './reference.ts';
import { mapReferences } from './references-in.ts';
import type { Prior } from './resource.ts';

/**
 * What the ledger knows of the declared resources, as far as it speaks of the objects that they have now: what was applied to another
 * object says nothing of this one. References are spelt as Git and the tenant spell them now: an object that Git has begun or
 * ceased to manage since, or whose manifest has a new name, is the same one, and nobody has changed it by hand.
 */
export function priorsNow(
  kinds: KindTable,
  { desired, byAddress, bindings }: Pick<Live, 'desired' | 'byAddress' | 'bindings'>,
  priors: ReadonlyMap<Address, Prior>,
): ReadonlyMap<Address, Prior> {
  const declared = new Set(desired.map((resource) => resource.address));
  const respell = (reference: Reference, kind: string): Reference => {
    if (typeof reference === 'string' && declared.has(address(kind, reference))) return reference;
    const id = typeof reference === 'string' ? priors.get(address(kind, reference))?.id : reference.id;
    return id === undefined ? reference : bindings.referenceTo(kind, id);
  };
  const now = new Map<Address, Prior>();
  for (const { address, kind } of desired) {
    const prior = priors.get(address);
    const object = byAddress.get(address);
    if (!prior || (object && object.id !== prior.id)) continue;
    const { fields } = kinds.get(kind);
    const applied = mapReferences(fields, prior.applied, (reference, field) =>
      respell(reference, field.kind),
    );
    now.set(address, { ...prior, applied });
  }
  return now;
}
