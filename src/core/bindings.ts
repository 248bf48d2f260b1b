import { type Address, kindIn, nameIn } from './address.ts';
import { keyInKind } from './key-in-kind.ts';
import type { Reference } from './reference.ts';

/** An object of the tenant, as far as a reference needs to know it. */
export interface BindableObject {
  readonly kind: string;
  readonly id: string;
  readonly name?: string;
}

/** Which object of the tenant each declared address has, and what other objects there are. */
export class Bindings {
  readonly #objects: ReadonlyMap<string, BindableObject>;
  readonly #idByAddress: Map<Address, string>;
  readonly #nameByObject = new Map<string, string>();

  /** `objects` are all that the tenant has of the kinds that were read, `declared` the ids of declared addresses. */
  constructor(objects: Iterable<BindableObject>, declared: Iterable<readonly [Address, string]>) {
    this.#objects = new Map(
      Array.from(objects, (object) => [keyInKind(object.kind, object.id), object] as const),
    );
    this.#idByAddress = new Map();
    for (const [address, id] of declared) this.bind(address, id);
  }

  /** Gives a declared address its object. */
  bind(address: Address, id: string): void {
    this.#idByAddress.set(address, id);
    this.#nameByObject.set(keyInKind(kindIn(address), id), nameIn(address));
  }

  /** Bindings of their own that begin with what these know: a run adds what it creates. */
  copy(): Bindings {
    return new Bindings(this.#objects.values(), this.#idByAddress);
  }

  /** The id that a declared address has in the tenant; undefined where it has no object yet. */
  idOf(address: Address): string | undefined {
    return this.#idByAddress.get(address);
  }

  /** How manifests refer to an object that Git declares; undefined for any other. */
  nameOf(kind: string, id: string): string | undefined {
    return this.#nameByObject.get(keyInKind(kind, id));
  }

  /** Whether the tenant had the object when it was read. */
  exists(kind: string, id: string): boolean {
    return this.#objects.has(keyInKind(kind, id));
  }

  /** An id as a manifest writes it: the name of what Git declares, else the id with its name in the tenant or as gone. */
  referenceTo(kind: string, id: string): Reference {
    const name = this.nameOf(kind, id);
    if (name !== undefined) return name;
    const object = this.#objects.get(keyInKind(kind, id));
    if (!object) return { id, gone: true };
    return object.name === undefined ? { id } : { id, label: object.name };
  }
}
