import type { Address } from '../core/address.ts';
import { byCodeUnit } from '../core/address.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import { duplicateKeys } from '../core/duplicate-keys.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Manifest } from '../core/manifest.ts';
import type { Resource } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { checkIdentities } from './identity.ts';
import { checkPins } from './pins.ts';
import { checkReferences } from './references.ts';
import { toResource } from './to-resource.ts';

export interface CompileInput {
  readonly tenant: TenantSpec;
  readonly kinds: KindTable;
  readonly manifests: readonly Manifest[];
  /** Manifests with which something is wrong already. References to them do not dangle, and their own are checked. */
  readonly broken: readonly Manifest[];
}

export interface Compiled {
  /** Sorted by address. */
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Manifests → desired resources, with everything that can be found wrong without the tenant. */
export function compile({ tenant, kinds, manifests, broken }: CompileInput): Compiled {
  const resources = manifests
    .map((manifest) => toResource(kinds.get(manifest.kind), manifest, tenant.pins))
    .sort((a, b) => byCodeUnit(a.address, b.address));
  const brokenOnes = broken.map((manifest) => toResource(kinds.get(manifest.kind), manifest, tenant.pins));
  const all = [...resources, ...brokenOnes];
  const addresses = new Set<Address>(all.map((resource) => resource.address));
  const diagnostics = [
    ...checkReferences(kinds, all, addresses),
    ...checkIdentities(resources),
    ...checkPins(tenant, addresses),
    ...all.flatMap((resource) => duplicateKeys(kinds.get(resource.kind).fields, resource)),
    ...kinds.all.flatMap((kind) => {
      const own = all.filter((resource) => resource.kind === kind.kind);
      return kind.checks.flatMap((check) => check(own));
    }),
  ];
  return { resources: hasErrors(diagnostics) ? [] : resources, diagnostics };
}
