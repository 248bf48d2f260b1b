import { isDeepStrictEqual } from 'node:util';
import type { Source } from '../../core/diagnostic.ts';
import { manifestFields } from '../../core/manifest-fields.ts';
import { isWithinPlace, type Path } from '../../core/path.ts';
import { sourceOf } from '../../core/source-of.ts';
import { specAt } from '../../core/spec-at.ts';
import type { AcceptContext } from './context.ts';
import type { ManifestDocument } from './documents.ts';

/**
 * Where an overlay sets, or takes away, what stands at a place of a manifest's spec; undefined where none does. What it sets beside the
 * place, such as another element of the same list, is nothing to it.
 */
export function overlaidAt(
  { tenant, references }: AcceptContext,
  { kind, manifest, spec, file }: ManifestDocument,
  at: Path,
): Source | undefined {
  if (tenant.overlays.length === 0) return undefined;
  const model = manifestFields(kind);
  const overlaid = specAt(model, references.bound(model, manifest.spec), at);
  const around = sourceOf(manifest, overlaid.indexPath);
  // Where nothing stands, nothing stands within.
  const within = () =>
    [...manifest.sources].find(
      ([place, source]) =>
        overlaid.value !== undefined && source.file !== file && isWithinPlace(place, overlaid.indexPath),
    )?.[1];
  const set = around.file === file ? within() : around;
  if (set) return set;
  const own = specAt(model, references.bound(model, spec), at);
  return isDeepStrictEqual(own.value, overlaid.value) ? undefined : sourceOf(tenant, '/overlays');
}
