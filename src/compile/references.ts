import { address, nameIn } from '../core/address.ts';
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
  broken: ReadonlySet<string>,
): Diagnostic[] {
  const targetsOf = groupBy(resources, (resource) => resource.kind);
  const declared = new Set<string>([...broken, ...resources.map((resource) => resource.address)]);
  return resources.flatMap((resource) => {
    return referencesIn(kinds.get(resource.kind).fields, resource.spec)
      .filter(({ reference }) => typeof reference === 'string')
      .filter(({ reference, field }) => !declared.has(address(field.kind, reference as string)))
      .map((dangling) => notFound(resource, dangling, targetsOf.get(dangling.field.kind) ?? []));
  });
}

function notFound(
  resource: Resource,
  { field, reference, indexPath }: FoundReference,
  targets: readonly Resource[],
): Diagnostic {
  const names = targets.map(({ address }) => nameIn(address));
  const near = suggest(reference as string, names);
  return error({
    code: 'REFERENCE_NOT_FOUND',
    summary: `no ${field.kind} manifest is named ${reference}`,
    hint: near
      ? `did you mean ${near}?`
      : `write {external: "…"} or {id: "…"} for a ${field.kind} that Git does not manage`,
    address: resource.address,
    source: sourceOf(resource, indexPath),
  });
}
