import { type Address, kindIn } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import type { IdentifiedObject } from './identify.ts';

export interface Matched {
  readonly byAddress: ReadonlyMap<Address, IdentifiedObject>;
  readonly diagnostics: readonly Diagnostic[];
}

const idKey = (kind: string, id: string) => `${kind}\u0000${id}`;

/**
 * Finds the object of each declared resource: by its pin, else by what the ledger recorded, else by name.
 * What the ledger knows and Git no longer declares keeps its object unless a declared resource has it.
 */
export function matchObjects(
  desired: readonly Resource[],
  priors: ReadonlyMap<Address, Prior>,
  objects: readonly IdentifiedObject[],
): Matched {
  const byId = new Map(objects.map((object) => [idKey(object.kind, object.id), object]));
  const byAddress = new Map<Address, IdentifiedObject>();
  const claimed = new Set<IdentifiedObject>();
  const diagnostics: Diagnostic[] = [];
  const claim = (address: Address, object: IdentifiedObject) => {
    byAddress.set(address, object);
    claimed.add(object);
  };

  for (const resource of desired) {
    const id = resource.pin ?? priors.get(resource.address)?.id;
    const object = id === undefined ? undefined : byId.get(idKey(resource.kind, id));
    if (object && !claimed.has(object)) claim(resource.address, object);
    else if (resource.pin !== undefined) diagnostics.push(pinNotFound(resource, resource.pin));
  }
  const byName = groupBy(
    objects.filter((object) => !claimed.has(object)),
    (object) => idKey(object.kind, object.name ?? ''),
  );
  for (const resource of desired.filter(({ address, pin }) => pin === undefined && !byAddress.has(address))) {
    const [object, ...others] = byName.get(idKey(resource.kind, String(resource.spec.displayName))) ?? [];
    if (object && others.length === 0) claim(resource.address, object);
    else if (object) diagnostics.push(ambiguous(resource, [object, ...others]));
  }
  for (const { address, kind, id } of orphans(desired, priors)) {
    const object = byId.get(idKey(kind, id));
    if (object && !claimed.has(object)) claim(address, object);
  }
  return { byAddress, diagnostics };
}

function orphans(desired: readonly Resource[], priors: ReadonlyMap<Address, Prior>) {
  const declared = new Set(desired.map((resource) => resource.address));
  return [...priors.values()]
    .filter(({ address }) => !declared.has(address))
    .map(({ address, id }) => ({ address, id, kind: kindIn(address) }));
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
