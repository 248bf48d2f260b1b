import { type Address, kindIn, nameIn } from '../core/address.ts';
import type { Identified, ToReference } from '../core/kind.ts';

/**
 * How an id in a live object is written in a manifest: the name of what Git declares; else its id, with its name in the tenant
 * as `label` where it still exists there. `declared` are the ids of declared addresses.
 */
export function referenceNames(
  objects: readonly (Identified & { readonly kind: string })[],
  declared: ReadonlyMap<Address, string>,
): ToReference {
  const keyOf = (kind: string, id: string) => `${kind}\u0000${id}`;
  const names = new Map([...declared].map(([at, id]) => [keyOf(kindIn(at), id), nameIn(at)]));
  const labels = new Map(objects.map((object) => [keyOf(object.kind, object.id), object.name]));
  return (kind, id) => {
    const name = names.get(keyOf(kind, id));
    if (name !== undefined) return name;
    const label = labels.get(keyOf(kind, id));
    return label === undefined ? { id } : { id, label };
  };
}
