import { compile } from '../compile/compile.ts';
import { type Address, address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Lookups } from '../core/kind.ts';
import type { ManifestsDigest } from '../core/plan.ts';
import type { Resource } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { loadManifests } from '../manifest/load.ts';
import type { World } from './world.ts';

/** What Git declares for a tenant. */
export interface Declared {
  /** Documents that could be read. */
  readonly manifests: number;
  readonly digest: ManifestsDigest;
  readonly resources: readonly Resource[];
  /** Of all manifests. */
  readonly addresses: readonly Address[];
  /** Those, what they were formerly named, and what overlays take away: no other manifest can have these. */
  readonly reserved: readonly Address[];
  readonly lookups: Lookups;
  readonly diagnostics: readonly Diagnostic[];
}

/** Files → resources, offline: every diagnostic of every file at once. */
export async function compileTenant(world: World, tenant: TenantSpec): Promise<Declared> {
  const loaded = await loadManifests({ files: world.files, tenant, kinds: world.kinds.declarable });
  const compiled = compile({
    tenant,
    kinds: world.kinds,
    manifests: loaded.manifests,
    broken: loaded.broken,
  });
  return {
    manifests: loaded.manifests.length,
    digest: loaded.digest,
    resources: compiled.resources,
    addresses: loaded.manifests.map(({ kind, name }) => address(kind, name)),
    reserved: loaded.manifests
      .flatMap(({ kind, name, formerly }) =>
        [name, ...formerly.map((one) => one.name)].map((one) => address(kind, one)),
      )
      .concat(loaded.excluded),
    lookups: compiled.lookups,
    diagnostics: [...loaded.diagnostics, ...compiled.diagnostics],
  };
}
