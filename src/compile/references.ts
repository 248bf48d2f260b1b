import { type Address, address, kindIn, nameIn } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Manifest } from '../core/manifest.ts';
import { manifestFields } from '../core/manifest-fields.ts';
import { type FoundReference, referencesIn } from '../core/references-in.ts';
import { sourceOf } from '../core/source-of.ts';

/** `REFERENCE_NOT_FOUND`: a name that no manifest of the wanted kind bears. */
export function checkReferences(kinds: KindTable, manifests: readonly Manifest[]): Diagnostic[] {
  const declared = new Set(manifests.map(({ kind, name }) => address(kind, name)));
  const renamed = new Map(
    manifests.flatMap(({ kind, name, formerly }) =>
      formerly.map((former) => [address(kind, former.name), name] as const),
    ),
  );
  const nearest = new Map(
    [...groupBy(declared, kindIn)].map(([kind, targets]) => [kind, didYouMeanAmong(targets.map(nameIn))]),
  );
  const hintFor = (target: Address) => {
    const name = renamed.get(target);
    return name === undefined
      ? nearest.get(kindIn(target))?.(nameIn(target))
      : { hint: `It is named ${name} now` };
  };
  return manifests.flatMap((manifest) => {
    const kind = kinds.find(manifest.kind);
    if (!kind || kind.role === 'outside') return [];
    return referencesIn(manifestFields(kind), manifest.spec).flatMap((found) => {
      if (typeof found.reference !== 'string') return [];
      const target = address(found.field.kind, found.reference);
      return declared.has(target) ? [] : [notFound(manifest, found, hintFor(target))];
    });
  });
}

function notFound(
  manifest: Manifest,
  { field, reference, indexPath }: FoundReference,
  nearest: { readonly hint?: string } | undefined,
): Diagnostic {
  return error({
    code: 'REFERENCE_NOT_FOUND',
    summary: `No ${field.kind} manifest is named ${reference}`,
    hint: `Write {external: "…"} or {id: "…"} for a ${field.kind} that Git does not manage`,
    ...nearest,
    address: address(manifest.kind, manifest.name),
    source: sourceOf(manifest, indexPath),
  });
}
