import type { Address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import type { IdentifiedObject } from './identify.ts';

/** `IDENTITY_SHARED`: two declared resources that turn out to mean one object. */
export function sharedObject(resource: Resource, holder: Resource, id: string): Diagnostic {
  const place = sourceOf(holder, holder.identity.path);
  return error({
    code: 'IDENTITY_SHARED',
    summary: `${resource.address} and ${holder.address} are both the ${resource.kind} of ${id}`,
    detail: `The other one is at ${place.file}:${place.line}`,
    hint: 'Leave it to one of them',
    address: resource.address,
    source: sourceOf(resource, resource.identity.path),
  });
}

/** `IDENTITY_SHARED`: a pin to what the ledger knows as another declared resource's. */
export function takenByPin(resource: Resource, holder: Address, id: string): Diagnostic {
  return error({
    code: 'IDENTITY_SHARED',
    summary: `${holder} is pinned to ${id}, which the ledger knows as ${resource.address}`,
    hint: `Correct the pin; or pin ${resource.address} to another object, or remove its manifest`,
    address: resource.address,
    source: sourceOf(resource, ''),
  });
}

/** `PIN_NOT_FOUND`: a pin to what the tenant does not have. */
export function pinNotFound(resource: Resource, pin: string): Diagnostic {
  return error({
    code: 'PIN_NOT_FOUND',
    summary: `${resource.address} is pinned to ${pin}, which the tenant does not have`,
    hint: 'Correct the id under pins in the Tenant, or remove the pin to match by name',
    address: resource.address,
    source: sourceOf(resource, ''),
  });
}

/** `LIVE_AMBIGUOUS`: several objects of the name that a resource goes by. */
export function ambiguous(
  resource: Resource,
  name: string,
  objects: readonly IdentifiedObject[],
): Diagnostic {
  return error({
    code: 'LIVE_AMBIGUOUS',
    summary: `${objects.length} objects in the tenant are named ${name}`,
    detail: `Their ids: ${objects.map((object) => object.id).join(', ')}`,
    hint: `Pin the one that is meant: pins: {${resource.address}: ${objects[0]?.id}} in the Tenant`,
    address: resource.address,
    source: sourceOf(resource, resource.identity.path),
  });
}
