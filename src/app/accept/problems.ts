import { type Diagnostic, error, type Source } from '../../core/diagnostic.ts';
import type { Path } from '../../core/path.ts';
import type { Resource } from '../../core/resource.ts';
import { sourceOf } from '../../core/source-of.ts';
import { placeText } from '../../manifest/locate.ts';
import type { ManifestDocument } from './documents.ts';
import type { LiveSide } from './live-side.ts';

/** `ACCEPT_OVERLAID`: an overlay says it, for this tenant and maybe for others. */
export function overlaid({ address }: Resource, path: Path, source: Source): Diagnostic {
  return error({
    code: 'ACCEPT_OVERLAID',
    summary: `${address}: an overlay decides about ${path.slice(1)}`,
    hint: `Change it by hand: ${placeText(source)}`,
    address,
    source,
  });
}

/** `ACCEPT_EXPANDED`: the manifest says it for other resources too. */
export function expanded(resource: Resource, path: Path): Diagnostic {
  const { address, manifest } = resource;
  const source = sourceOf(resource, '');
  return error({
    code: 'ACCEPT_EXPANDED',
    summary: `${address}: ${path.slice(1)} comes from ${manifest}, which says it for all that it expands to`,
    hint: `Change it by hand: ${placeText(source)}; or give ${address} a manifest of its own`,
    address,
    source,
  });
}

/** `ACCEPT_UNFIT`: no manifest can say what the tenant has. */
export function unfit({ resource, placeOf }: LiveSide, path: Path, why: string): Diagnostic {
  return error({
    code: 'ACCEPT_UNFIT',
    summary: `${resource.address}: no manifest can say what the tenant has as ${path.slice(1)}`,
    detail: why,
    hint: 'Change it in CXone, or apply so that the tenant has what Git declares',
    address: resource.address,
    source: placeOf(path),
  });
}

/** `ACCEPT_UNFIT`: the tenant has nothing of what a whole manifest declares. */
export function facetGone(resource: Resource, { address, manifest }: ManifestDocument): Diagnostic {
  const source = sourceOf(manifest, '');
  return error({
    code: 'ACCEPT_UNFIT',
    summary: `${resource.address}: the tenant has nothing of what ${address} declares`,
    hint: `Remove ${address} by hand: ${placeText(source)}`,
    address: resource.address,
    source,
  });
}

/** `ACCEPT_UNFIT`: there is no object to take anything from. */
export function missing(resource: Resource): Diagnostic {
  return error({
    code: 'ACCEPT_UNFIT',
    summary: `${resource.address}: the tenant has no object whose values could be written into Git`,
    hint: 'Remove its manifest, or apply to create the object',
    address: resource.address,
    source: sourceOf(resource, ''),
  });
}
