import { type Address, address } from '../../src/core/address.ts';
import type { Source } from '../../src/core/diagnostic.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import type { Manifest } from '../../src/core/manifest.ts';
import { childPath, type Path } from '../../src/core/path.ts';
import type { Resource } from '../../src/core/resource.ts';

/** A manifest in a file of its own: each place of its spec stands on another line. `files` by the place that names them. */
export function manifest(
  kind: string,
  name: string,
  spec: JsonObject,
  files: { readonly [path: Path]: string } = {},
): Manifest {
  const named = Object.entries(files).map(([path, text]) => [path, { file: `${name}.csv`, text }] as const);
  return {
    kind,
    name,
    labels: {},
    protect: false,
    ignore: [],
    formerly: [],
    spec,
    sources: sourcesOf(`${name}.yaml`, spec),
    files: new Map(named),
  };
}

/** The resource of a manifest, as if compiled. */
export function resource(kind: string, name: string, spec: JsonObject): Resource {
  const at: Address = address(kind, name);
  return {
    address: at,
    kind,
    manifest: at,
    spec: { displayName: name, ...spec },
    sources: sourcesOf(`${name}.yaml`, spec),
    identity: { by: 'name', path: '/displayName', isDefault: true },
    protect: false,
    formerly: [],
    ignore: [],
    facets: [],
  };
}

function sourcesOf(file: string, spec: JsonObject): Map<Path, Source> {
  const sources = new Map<Path, Source>();
  const visit = (value: Json, path: Path): void => {
    sources.set(path, { file, line: sources.size + 1, column: 1 });
    const members = isArray(value) || isObject(value) ? Object.entries(value) : [];
    for (const [key, member] of members) visit(member, childPath(path, key));
  };
  visit(spec, '');
  return sources;
}
