import { type Address, address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { ownMember } from '../core/json.ts';
import type { FacetKind } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import { LazyMap } from '../core/lazy-map.ts';
import type { Manifest } from '../core/manifest.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';

/**
 * Puts what facets declare into the specs of their hosts, with the places that it was written at. A part that a host has from two
 * places is `FACET_TWICE`. One whose host does not exist is left out: its reference dangles, and that is said elsewhere.
 */
export function foldFacets(
  kinds: KindTable,
  manifests: readonly Manifest[],
  resources: readonly Resource[],
): { readonly resources: readonly Resource[]; readonly diagnostics: readonly Diagnostic[] } {
  const hosts = new Map(resources.map((resource) => [resource.address, resource]));
  const diagnostics: Diagnostic[] = [];
  for (const manifest of manifests) {
    const kind = kinds.find(manifest.kind);
    if (kind?.role !== 'facet') continue;
    const host = hosts.get(hostOf(kind, manifest));
    if (!host) continue;
    const path = `/${kind.fold.at}`;
    if (Object.hasOwn(host.spec, kind.fold.at)) diagnostics.push(twice(manifest, host, path));
    else hosts.set(host.address, withFacet(kind, host, manifest));
  }
  return { resources: resources.map((resource) => hosts.get(resource.address) ?? resource), diagnostics };
}

function hostOf({ fold }: FacetKind, { spec }: Manifest): Address {
  return address(fold.host, String(ownMember(spec, fold.by)));
}

function withFacet({ fold }: FacetKind, host: Resource, manifest: Manifest): Resource {
  const { [fold.by]: _, ...part } = manifest.spec;
  const path = `/${fold.at}`;
  const ofFacet = () => Array.from(manifest.sources, ([at, source]) => [path + at, source] as const);
  const { kind, name, protect, ignore } = manifest;
  return {
    ...host,
    spec: { ...host.spec, [fold.at]: part },
    sources: new LazyMap(() => new Map([...host.sources, ...ofFacet()])),
    ignore: [...host.ignore, ...ignore.map((one) => ({ ...one, path: path + one.path }))],
    facets: [...host.facets, { address: address(kind, name), path, protect }],
  };
}

function twice(manifest: Manifest, host: Resource, path: string): Diagnostic {
  const other = sourceOf(host, path);
  return error({
    code: 'FACET_TWICE',
    summary: `${host.address} has its ${path.slice(1)} from two places`,
    detail: `The other one is at ${other.file}:${other.line}`,
    hint: `Keep one of them: the ${path.slice(1)} of the manifest, or one ${manifest.kind}`,
    address: address(manifest.kind, manifest.name),
    source: sourceOf(manifest, ''),
  });
}
