import type { Address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { childPath } from '../core/path.ts';
import { sourceOf } from '../core/source-of.ts';
import { suggest } from '../core/suggest.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/** `PIN_WITHOUT_MANIFEST`: the Tenant pins an address that nothing declares. */
export function checkPins(tenant: TenantSpec, addresses: ReadonlySet<Address>): Diagnostic[] {
  const unused = [...tenant.pins.keys()].filter((pinned) => !addresses.has(pinned));
  return unused.map((pinned) => {
    const near = suggest(pinned, [...addresses]);
    return error({
      code: 'PIN_WITHOUT_MANIFEST',
      summary: `The Tenant pins ${pinned}, which no manifest declares`,
      ...(near !== undefined && { hint: `Did you mean ${near}?` }),
      address: pinned,
      source: sourceOf(tenant, childPath('/pins', pinned)),
    });
  });
}
