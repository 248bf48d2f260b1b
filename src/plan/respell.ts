import { type Address, address } from '../core/address.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Reference } from '../core/reference.ts';
import { mapReferences } from '../core/references-in.ts';
import type { Prior } from '../core/resource.ts';

/**
 * What was applied to one resource, its references as Git and the tenant spell them now: an object that Git has begun or ceased to
 * manage since, or whose manifest has a new name, is the same one, and nobody has changed it by hand.
 */
export function respellPrior(
  kinds: KindTable,
  { desired, bindings }: Pick<Live, 'desired' | 'bindings'>,
  priors: ReadonlyMap<Address, Prior>,
): (kind: string, prior: Prior) => Prior {
  const declared = new Set(desired.map((resource) => resource.address));
  const respell = (reference: Reference, kind: string): Reference => {
    if (typeof reference === 'string' && declared.has(address(kind, reference))) return reference;
    const id = typeof reference === 'string' ? priors.get(address(kind, reference))?.id : reference.id;
    return id === undefined ? reference : bindings.referenceTo(kind, id);
  };
  return (kind, prior) => {
    const { fields } = kinds.get(kind);
    const applied = mapReferences(fields, prior.applied, (reference, field) =>
      respell(reference, field.kind),
    );
    return { ...prior, applied };
  };
}
