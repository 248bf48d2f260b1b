import type { Address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import { childPath } from '../core/path.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/**
 * `PIN_WITHOUT_MANIFEST`: the Tenant pins an address that nothing declares. `PIN_IMPOSSIBLE`: it pins what is the object of somebody whom
 * the manifest names.
 */
export function checkPins(tenant: TenantSpec, resources: readonly Resource[]): Diagnostic[] {
  if (tenant.pins.size === 0) return [];
  const declared = new Map<Address, Resource>(resources.map((resource) => [resource.address, resource]));
  const nearest = didYouMeanAmong([...declared.keys()]);
  return [...tenant.pins.keys()].flatMap((pinned) => {
    const place = { address: pinned, source: sourceOf(tenant, childPath('/pins', pinned)) };
    const resource = declared.get(pinned);
    if (!resource) {
      const summary = `The Tenant pins ${pinned}, which no manifest declares`;
      const hint = 'Remove the pin, or correct its address';
      return [error({ code: 'PIN_WITHOUT_MANIFEST', summary, hint, ...nearest(pinned), ...place })];
    }
    if (resource.identity.by === 'name') return [];
    const summary = `${pinned} has the id that its ${resource.identity.path.slice(1)} has, and cannot be pinned`;
    return [error({ code: 'PIN_IMPOSSIBLE', summary, hint: 'Remove the pin', ...place })];
  });
}
