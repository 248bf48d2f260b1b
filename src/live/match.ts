import { type Address, kindIn } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import type { IdentifiedObject } from './identify.ts';

export interface Matched {
  readonly byAddress: ReadonlyMap<Address, IdentifiedObject>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the object of each declared resource: by its pin, else by what the ledger recorded, else by name. Each of the three is asked
 * for all resources before the next, so that no object goes to a weaker claim first. A pin to what the ledger knows as another
 * declared resource's is an error. What the ledger knows and Git no longer declares keeps its object unless a declared resource has it.
 */
export function matchObjects(
  desired: readonly Resource[],
  priors: ReadonlyMap<Address, Prior>,
  objects: readonly IdentifiedObject[],
): Matched {
  const claims = new Claims(objects);
  const diagnostics: Diagnostic[] = [];
  const pinnedTo = new Map<string, Address>();
  for (const resource of desired) {
    const { address, kind, pin } = resource;
    if (pin === undefined) continue;
    pinnedTo.set(keyInKind(kind, pin), address);
    if (!claims.claim(address, pin)) diagnostics.push(pinNotFound(resource, pin));
  }
  const unpinned = desired.filter(({ pin }) => pin === undefined);
  for (const resource of unpinned) {
    const prior = priors.get(resource.address);
    if (!prior || claims.claim(resource.address, prior.id)) continue;
    const holder = pinnedTo.get(keyInKind(resource.kind, prior.id));
    if (holder) diagnostics.push(takenByPin(resource, holder, prior.id));
  }
  const free = groupBy(claims.unclaimed(), ({ kind, name }) => keyInKind(kind, name ?? ''));
  for (const resource of unpinned.filter(({ address }) => !claims.byAddress.has(address))) {
    const named = free.get(keyInKind(resource.kind, String(resource.spec.displayName))) ?? [];
    const [object, ...others] = named;
    if (others.length > 0) diagnostics.push(ambiguous(resource, named));
    else if (object) claims.claim(resource.address, object.id);
  }
  const declared = new Set(desired.map(({ address }) => address));
  for (const { address, id } of priors.values()) {
    if (!declared.has(address)) claims.claim(address, id);
  }
  return { byAddress: claims.byAddress, diagnostics };
}

/** Which object has gone to which address; each goes to one. */
class Claims {
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

function takenByPin(resource: Resource, holder: Address, id: string): Diagnostic {
  return error({
    code: 'IDENTITY_SHARED',
    summary: `${holder} is pinned to ${id}, which the ledger knows as ${resource.address}`,
    hint: `Correct the pin; or pin ${resource.address} to another object, or remove its manifest`,
    address: resource.address,
    source: sourceOf(resource, ''),
  });
}

function pinNotFound(resource: Resource, pin: string): Diagnostic {
  return error({
    code: 'PIN_NOT_FOUND',
    summary: `${resource.address} is pinned to ${pin}, which the tenant does not have`,
    hint: 'Correct the id under pins in the Tenant, or remove the pin to match by name',
    address: resource.address,
    source: sourceOf(resource, ''),
  });
}

function ambiguous(resource: Resource, objects: readonly IdentifiedObject[]): Diagnostic {
  return error({
    code: 'LIVE_AMBIGUOUS',
    summary: `${objects.length} objects in the tenant are named ${resource.spec.displayName}`,
    detail: `Their ids: ${objects.map((object) => object.id).join(', ')}`,
    hint: `Pin the one that is meant: pins: {${resource.address}: ${objects[0]?.id}} in the Tenant`,
    address: resource.address,
    source: sourceOf(resource, '/displayName'),
  });
}
