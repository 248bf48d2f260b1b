import { type Address, address } from './address.ts';
import type { JsonObject } from './json.ts';
import type { KindTable } from './kind-table.ts';
import type { Live } from './live.ts';
import type { Reference } from './reference.ts';
import { mapReferences } from './references-in.ts';
import type { Prior } from './resource.ts';

/**
 * Spells the references of a journaled spec as Git and the tenant spell them now: an object that Git has begun or ceased to manage
 * since, or whose manifest has a new name, is the same one.
 */
export function respelling(
  kinds: KindTable,
  { desired, bindings }: Pick<Live, 'desired' | 'bindings'>,
  priors: ReadonlyMap<Address, Prior>,
): (kind: string, spec: JsonObject) => JsonObject {
  const declared = new Set(desired.map((resource) => resource.address));
  const recorded = new Map(Array.from(priors.values(), (prior) => [prior.address, prior.id]));
  const respell = (reference: Reference, kind: string): Reference => {
    if (typeof reference === 'string' && declared.has(address(kind, reference))) return reference;
    const id = typeof reference === 'string' ? recorded.get(address(kind, reference)) : reference.id;
    return id === undefined ? reference : bindings.referenceTo(kind, id);
  };
  return (kind, spec) =>
    mapReferences(kinds.get(kind).fields, spec, (reference, field) => respell(reference, field.kind));
}
