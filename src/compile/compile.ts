import { address, byCodeUnit } from '../core/address.ts';
import { weighAdvice } from '../core/advice.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import { duplicateKeys } from '../core/duplicate-keys.ts';
import { groupBy } from '../core/group-by.ts';
import type { Check, Lookups } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Manifest } from '../core/manifest.ts';
import { manifestFields } from '../core/manifest-fields.ts';
import type { Resource } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { canonicalSpec } from './canonical.ts';
import { checkCodes } from './check-codes.ts';
import { expandManifests } from './expand.ts';
import { foldFacets } from './fold.ts';
import { checkFormerNames } from './former-names.ts';
import { checkIdentities } from './identity.ts';
import { checkIgnores } from './ignores.ts';
import { resolveLookups } from './lookups.ts';
import { checkPins } from './pins.ts';
import { checkReferences } from './references.ts';

export interface CompileInput {
  readonly tenant: TenantSpec;
  readonly kinds: KindTable;
  readonly manifests: readonly Manifest[];
  /** Manifests with which something is wrong already. References to them do not dangle, and their own are checked. */
  readonly broken: readonly Manifest[];
}

export interface Compiled {
  /** Sorted by address. None where anything is wrong; advice that a Tenant takes for errors leaves them. */
  readonly resources: readonly Resource[];
  readonly lookups: Lookups;
  readonly diagnostics: readonly Diagnostic[];
}

/** Manifests → desired resources: lookups → expand → fold → checks, with everything that can be found wrong without the tenant. */
export function compile({ tenant, kinds, manifests, broken }: CompileInput): Compiled {
  const canonical = (manifest: Manifest) => withCanonicalSpec(kinds, manifest);
  const sound = manifests.map(canonical);
  const all = [...sound, ...broken.map(canonical)];
  const { lookups, diagnostics: looking } = resolveLookups(kinds, all, tenant.name);
  const expand = (some: readonly Manifest[]) => expandManifests(kinds, some, lookups, tenant.pins);
  const [expanded, expandedBroken] = [expand(sound), expand(all.slice(sound.length))];
  const folded = foldFacets(kinds, all, [...expanded.resources, ...expandedBroken.resources]);
  const resources = [...folded.resources].sort((a, b) => byCodeUnit(a.address, b.address));
  const wrong = [
    ...looking,
    ...expanded.diagnostics,
    ...expandedBroken.diagnostics,
    ...folded.diagnostics,
    ...checkReferences(kinds, all),
    ...checkFormerNames(all),
    ...checkIdentities(folded.resources.slice(0, expanded.resources.length)),
    ...checkPins(tenant, resources),
    ...checkCodes(kinds, tenant),
    ...checkIgnores(kinds, resources),
    ...all.flatMap((manifest) => duplicatesIn(kinds, manifest)),
    ...runChecks(kinds, resources, ({ checks }) => checks),
  ];
  if (broken.length > 0 || hasErrors(wrong)) return { resources: [], lookups, diagnostics: wrong };
  const advice = weighAdvice(
    tenant.checks,
    runChecks(kinds, resources, (kind) => kind.advice.map(({ find }) => find)),
  );
  return { resources, lookups, diagnostics: [...wrong, ...advice] };
}

function withCanonicalSpec(kinds: KindTable, manifest: Manifest): Manifest {
  const kind = kinds.find(manifest.kind);
  if (!kind || kind.role === 'outside') return manifest;
  return { ...manifest, spec: canonicalSpec(manifestFields(kind), manifest.spec) };
}

function duplicatesIn(kinds: KindTable, manifest: Manifest): Diagnostic[] {
  const kind = kinds.find(manifest.kind);
  if (!kind || kind.role === 'outside') return [];
  const { spec, sources } = manifest;
  return duplicateKeys(manifestFields(kind), {
    spec,
    sources,
    address: address(manifest.kind, manifest.name),
  });
}

function runChecks(
  kinds: KindTable,
  resources: readonly Resource[],
  checksOf: (kind: KindTable['objects'][number]) => readonly Check[],
): Diagnostic[] {
  const ofKind = groupBy(resources, ({ kind }) => kind);
  return kinds.objects.flatMap((kind) => {
    const own = ofKind.get(kind.kind) ?? [];
    return checksOf(kind).flatMap((check) => check(own, resources));
  });
}
