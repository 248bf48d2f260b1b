import type { Address } from '../core/address.ts';
import { byCodePoint } from '../core/address.ts';
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
  /** `Kind/name` of manifests that were written but are broken: references to them do not dangle. */
  readonly broken: ReadonlySet<Address>;
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
    .sort((a, b) => byCodePoint(a.address, b.address));
  const addresses = new Set<Address>(resources.map((resource) => resource.address));
  const diagnostics = [
    ...checkReferences(kinds, resources, broken),
    ...checkIdentities(resources),
    ...checkPins(tenant, addresses, broken),
    ...resources.flatMap((resource) => duplicateKeys(kinds.get(resource.kind).fields, resource)),
    ...kinds.all.flatMap((kind) => {
      const own = resources.filter((resource) => resource.kind === kind.kind);
      return kind.checks.flatMap((check) => check(own));
    }),
  ];
  return { resources: hasErrors(diagnostics) ? [] : resources, diagnostics };
}
