import { isAbsent } from './field-model.ts';
import { type JsonObject, ownMember } from './json.ts';
import type { Facet, Prior, Resource } from './resource.ts';

/** The member of a host's spec that a facet sets. */
const memberOf = ({ path }: Facet) => path.slice(1);

/**
 * The facets that the ledger knows in an object and that nothing in Git sets any more: neither a facet nor the manifest itself says
 * anything of that part, and the tenant still has it. A part that is left to the UI is nobody's.
 */
export function looseFacets(
  { spec, ignore }: Pick<Resource, 'spec' | 'ignore'>,
  prior: Prior | undefined,
  live: JsonObject,
): Facet[] {
  return (prior?.facets ?? []).filter(
    (facet) =>
      !Object.hasOwn(spec, memberOf(facet)) &&
      !isAbsent(ownMember(live, memberOf(facet))) &&
      !ignore.some(({ path }) => path === facet.path || path.startsWith(`${facet.path}/`)),
  );
}

/** A spec that clears the parts of these facets. */
export function withoutFacets(spec: JsonObject, facets: readonly Facet[]): JsonObject {
  return { ...spec, ...Object.fromEntries(facets.map((facet) => [memberOf(facet), null])) };
}
