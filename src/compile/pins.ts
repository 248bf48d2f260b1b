import type { Address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import { childPath } from '../core/path.ts';
import { sourceOf } from '../core/source-of.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/** `PIN_WITHOUT_MANIFEST`: the Tenant pins an address that nothing declares. */
export function checkPins(tenant: TenantSpec, addresses: ReadonlySet<Address>): Diagnostic[] {
  const unused = [...tenant.pins.keys()].filter((pinned) => !addresses.has(pinned));
  const nearest = didYouMeanAmong([...addresses]);
  return unused.map((pinned) =>
    error({
      code: 'PIN_WITHOUT_MANIFEST',
      summary: `The Tenant pins ${pinned}, which no manifest declares`,
      ...nearest(pinned),
      address: pinned,
      source: sourceOf(tenant, childPath('/pins', pinned)),
    }),
  );
}
