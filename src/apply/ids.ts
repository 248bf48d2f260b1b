import { type Address, address } from '../core/address.ts';
import { invariant } from '../core/invariant.ts';
import type { ToId } from '../core/kind.ts';

/** Binds references to ids while applying: `ids` grows as objects are created. */
export function toIdFrom(ids: ReadonlyMap<Address, string>): ToId {
  return (kind, reference) => {
    const id = typeof reference === 'string' ? ids.get(address(kind, reference)) : reference.id;
    invariant(id !== undefined, `reference to ${kind} ${JSON.stringify(reference)} is not bound`);
    return id;
  };
}
