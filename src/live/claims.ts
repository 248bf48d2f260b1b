import { type Address, kindIn } from '../core/address.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { IdentifiedObject } from './identify.ts';

/** Which object has gone to which address; each goes to one. */
export class Claims {
  readonly byAddress = new Map<Address, IdentifiedObject>();
  readonly #free: Map<string, IdentifiedObject>;

  constructor(objects: readonly IdentifiedObject[]) {
    this.#free = new Map(objects.map((object) => [keyInKind(object.kind, object.id), object]));
  }

  /** False where the tenant has no such object, or another address has it already. */
  claim(address: Address, id: string): boolean {
    const key = keyInKind(kindIn(address), id);
    const object = this.#free.get(key);
    if (!object) return false;
    this.byAddress.set(address, object);
    return this.#free.delete(key);
  }

  unclaimed(): Iterable<IdentifiedObject> {
    return this.#free.values();
  }
}
