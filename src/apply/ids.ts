import { address } from '../core/address.ts';
import type { Bindings } from '../core/bindings.ts';
import { invariant } from '../core/invariant.ts';
import type { ToId } from '../core/wire.ts';

/** Turns references into ids while applying: `bindings` grow as objects are created. */
export function toIdFrom(bindings: Bindings): ToId {
  return (kind, reference) => {
    const id = typeof reference === 'string' ? bindings.idOf(address(kind, reference)) : reference.id;
    invariant(id !== undefined, `reference to ${kind} ${JSON.stringify(reference)} is not bound`);
    return id;
  };
}
