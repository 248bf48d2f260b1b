import { type Address, address, kindIn, nameIn } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';
import { type FoundReference, referencesIn } from '../core/references-in.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';

/** `REFERENCE_NOT_FOUND`: a name that no manifest of the wanted kind bears. */
export function checkReferences(
  kinds: KindTable,
  resources: readonly Resource[],
  declared: ReadonlySet<Address>,
): Diagnostic[] {
  const hints = new Map(
    [...groupBy(declared, kindIn)].map(([kind, targets]) => [kind, didYouMeanAmong(targets.map(nameIn))]),
  );
  return resources.flatMap((resource) =>
    referencesIn(kinds.get(resource.kind).fields, resource.spec)
      .filter(({ reference }) => typeof reference === 'string')
      .filter(({ reference, field }) => !declared.has(address(field.kind, reference as string)))
      .map((dangling) =>
        notFound(resource, dangling, hints.get(dangling.field.kind)?.(dangling.reference as string)),
      ),
  );
}

function notFound(
  resource: Resource,
  { field, reference, indexPath }: FoundReference,
  nearest: { readonly hint?: string } | undefined,
): Diagnostic {
  return error({
    code: 'REFERENCE_NOT_FOUND',
    summary: `No ${field.kind} manifest is named ${reference}`,
    hint: `Write {external: "…"} or {id: "…"} for a ${field.kind} that Git does not manage`,
    ...nearest,
    address: resource.address,
    source: sourceOf(resource, indexPath),
  });
}
