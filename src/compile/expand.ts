import { type Address, address } from '../core/address.ts';
import type { Diagnostic, Source } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { Lookups, ObjectKind } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Manifest } from '../core/manifest.ts';
import { pathSegments } from '../core/path.ts';
import type { Identity, Resource } from '../core/resource.ts';

/** The resources that manifests of objects declare: one each, or as many as its kind makes of it. */
export function expandManifests(
  kinds: KindTable,
  manifests: readonly Manifest[],
  lookups: Lookups,
  pins: ReadonlyMap<Address, string>,
): { readonly resources: readonly Resource[]; readonly diagnostics: readonly Diagnostic[] } {
  const resources: Resource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const manifest of manifests) {
    const kind = kinds.find(manifest.kind);
    if (kind?.role !== 'object') continue;
    const { members, found } = membersOf(kind, manifest, lookups);
    for (const member of members) resources.push(toResource(kind, manifest, member, pins));
    for (const one of found) diagnostics.push(one);
  }
  return { resources, diagnostics };
}

interface Part {
  /** Undefined where the manifest is one resource. */
  readonly name: string | undefined;
  readonly spec: JsonObject;
  readonly sources: ReadonlyMap<string, Source>;
}

function membersOf(
  { expand }: ObjectKind,
  manifest: Manifest,
  lookups: Lookups,
): { readonly members: readonly Part[]; readonly found: readonly Diagnostic[] } {
  const { spec, sources } = manifest;
  if (!expand) return { members: [{ name: undefined, spec, sources }], found: [] };
  const { members, diagnostics } = expand.members(manifest, lookups);
  const at = address(manifest.kind, manifest.name);
  return { members, found: diagnostics.map((one) => ({ address: at, ...one })) };
}

function toResource(
  kind: ObjectKind,
  manifest: Manifest,
  { name, spec, sources }: Part,
  pins: ReadonlyMap<Address, string>,
): Resource {
  const at = address(manifest.kind, manifest.name, name);
  const pin = pins.get(at);
  const [member = ''] = pathSegments(kind.identity.path);
  const isDefault = kind.identity.by === 'name' && !Object.hasOwn(spec, member);
  const identity: Identity =
    kind.identity.by === 'name'
      ? { by: 'name', path: kind.identity.path, isDefault }
      : { by: 'reference', path: kind.identity.path };
  return {
    address: at,
    kind: manifest.kind,
    manifest: address(manifest.kind, manifest.name),
    spec: isDefault ? { [member]: manifest.name, ...spec } : spec,
    sources,
    identity,
    protect: manifest.protect,
    ...(pin !== undefined && { pin }),
    formerly: manifest.formerly.map((former) => address(manifest.kind, former.name, name)),
    ignore: manifest.ignore,
    facets: [],
  };
}
