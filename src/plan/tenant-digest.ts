import { digest } from '../core/fingerprint.ts';
import type { Json } from '../core/json.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/**
 * The digest of what a Tenant says of where plans go and of what they hold. A checkout in another folder has the same; secrets are no
 * part of it, nor are the guard and what is advised, which change no plan.
 */
export function tenantDigest(tenant: TenantSpec): string {
  const {
    name,
    subdomain = null,
    endpoints,
    manifests,
    overlays,
    pins,
    prune,
    reassign,
    ledger,
    sandbox,
  } = tenant;
  const inFolder = (path: string) =>
    path.startsWith(tenant.folder) ? path.slice(tenant.folder.length) : path;
  return digest({
    name,
    subdomain,
    endpoints: placesIn(endpoints),
    manifests: manifests.map(inFolder),
    overlays: overlays.map(inFolder),
    pins: Object.fromEntries(pins),
    prune,
    reassign,
    ledger: inFolder(ledger.file),
    sandbox: sandbox ? inFolder(sandbox.state) : null,
  });
}

/** Where services are; how fast and how patiently they are asked is no matter. */
function placesIn(endpoints: TenantSpec['endpoints']): Json {
  return Object.fromEntries(
    Object.entries(endpoints).map(([service, { baseUrl = null, tokenUrl = null }]) => [
      service,
      { baseUrl: baseUrl as Json, tokenUrl: tokenUrl as Json },
    ]),
  );
}
