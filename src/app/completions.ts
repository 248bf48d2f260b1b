import { address, byCodeUnit } from '../core/address.ts';
import { hasErrors } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Files } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { loadManifests } from '../manifest/load.ts';
import { explain, explainKinds } from './explain.ts';
import { openTenants, type TenantChoice } from './open-tenant.ts';
import type { World } from './world.ts';

/** What somebody may want to write. */
export interface Completion {
  readonly value: string;
  readonly description: string;
}

/** Names of the Tenants of the file; none where anything is wrong with it. */
export async function completeTenants(files: Files, choice: TenantChoice): Promise<readonly Completion[]> {
  const { tenants } = await openTenants(files, { ...choice, name: 'all' });
  return tenants.map(({ name, subdomain }) => ({ value: name, description: subdomain ?? '' }));
}

/** Larger projects take longer to read than anybody waits for a key. In bytes. */
const manifestBytesMax = 1_000_000;

/** The addresses that manifests of the Tenant declare: of what has objects, and of its facets. */
export async function completeAddresses(
  { files, kinds }: Pick<World, 'files' | 'kinds'>,
  choice: TenantChoice,
): Promise<readonly Completion[]> {
  const { tenants, diagnostics } = await openTenants(files, choice);
  const [tenant] = tenants;
  if (!tenant || hasErrors(diagnostics) || (await bytesOf(files, tenant)) > manifestBytesMax) return [];
  const { manifests } = await loadManifests({ files, tenant, kinds: kinds.declarable });
  const lookups = new Set(kinds.lookups.map(({ kind }) => kind));
  return manifests
    .filter(({ kind }) => !lookups.has(kind))
    .map(({ kind, name, spec }) => ({
      value: address(kind, name),
      description: typeof spec.displayName === 'string' ? spec.displayName : '',
    }))
    .sort((a, b) => byCodeUnit(a.value, b.value));
}

async function bytesOf(files: Files, { manifests }: TenantSpec): Promise<number> {
  const found = await Promise.all(manifests.map((folder) => files.find(folder, ['.yaml', '.yml'])));
  const sizes = await Promise.all(found.flatMap((some) => some ?? []).map(({ path }) => files.size(path)));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/** Kinds, or the fields of the place before the last dot. */
export function completePlaces(kinds: KindTable, begun: string): readonly Completion[] {
  const dot = begun.lastIndexOf('.');
  if (dot === -1) {
    return explainKinds(kinds).kinds.map(({ kind, description }) => ({ value: kind, description }));
  }
  const place = begun.slice(0, dot);
  const fields = explain(kinds, place).explanation?.fields ?? [];
  return fields.map(({ name, description }) => ({ value: `${place}.${name}`, description }));
}
