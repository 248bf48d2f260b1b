import { digest } from '../core/fingerprint.ts';
import type { Connection } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/**
 * The digest of where a Tenant's plans go, as its environment says, and of what they hold. A checkout in another folder has the same;
 * secrets are no part of it, nor are the guard and what is advised, which change no plan.
 */
export function tenantDigest(tenant: TenantSpec, places: Connection['places']): string {
  const { name, subdomain = null, manifests, overlays, pins, prune, reassign, ledger, sandbox } = tenant;
  const inFolder = (path: string) =>
    path.startsWith(tenant.folder) ? path.slice(tenant.folder.length) : path;
  return digest({
    name,
    subdomain,
    places: { ...places },
    manifests: manifests.map(inFolder),
    overlays: overlays.map(inFolder),
    pins: Object.fromEntries(pins),
    prune,
    reassign,
    ledger: inFolder(ledger.file),
    sandbox: sandbox ? inFolder(sandbox.state) : null,
  });
}
