import { type Address, address, kindIn, nameIn } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';
import { type FoundReference, referencesIn } from '../core/references-in.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import { suggest } from '../core/suggest.ts';

/** `REFERENCE_NOT_FOUND`: a name that no manifest of the wanted kind bears. */
export function checkReferences(
  kinds: KindTable,
  resources: readonly Resource[],
  declared: ReadonlySet<Address>,
): Diagnostic[] {
  const namesOf = groupBy(declared, kindIn);
  return resources.flatMap((resource) =>
    referencesIn(kinds.get(resource.kind).fields, resource.spec)
      .filter(({ reference }) => typeof reference === 'string')
      .filter(({ reference, field }) => !declared.has(address(field.kind, reference as string)))
      .map((dangling) => notFound(resource, dangling, namesOf.get(dangling.field.kind) ?? [])),
  );
}

function notFound(
  resource: Resource,
  { field, reference, indexPath }: FoundReference,
  targets: readonly Address[],
): Diagnostic {
  const near = suggest(reference as string, targets.map(nameIn));
  return error({
    code: 'REFERENCE_NOT_FOUND',
    summary: `No ${field.kind} manifest is named ${reference}`,
    hint: near
      ? `Did you mean ${near}?`
      : `Write {external: "…"} or {id: "…"} for a ${field.kind} that Git does not manage`,
    address: resource.address,
    source: sourceOf(resource, indexPath),
  });
}
