import { isAbsent } from './field-model.ts';
import { type JsonObject, ownMember } from './json.ts';
import { isWithinPlace, type Path } from './path.ts';
import type { Facet, Prior, Resource } from './resource.ts';

/** The member of a host's spec that a facet sets. */
export const memberOf = ({ path }: Facet) => path.slice(1);

/**
 * The facets that the ledger knows in an object and that nothing in Git sets any more: neither a facet nor the manifest itself says
 * anything of that part, and the tenant still has it.
 */
export function looseFacets(
  { spec, facets }: Pick<Resource, 'spec' | 'facets'>,
  prior: Prior | undefined,
  live: JsonObject,
): Facet[] {
  const declared = new Set(facets.map(({ path }) => path));
  return (prior?.facets ?? []).filter(
    (facet) =>
      !declared.has(facet.path) &&
      !Object.hasOwn(spec, memberOf(facet)) &&
      !isAbsent(ownMember(live, memberOf(facet))),
  );
}

/** Whether any of a facet's part is left to the UI today: then it is not for cxform to clear. */
export function isLeftToUi({ ignore }: Pick<Resource, 'ignore'>, { path }: Facet): boolean {
  return ignore.some((one) => isWithinPlace(one.path, path));
}

/**
 * The facets in an object before a change that moves the fields at `moving`: those whose part is as Git has it, and where it is not, the
 * one that set it before. What was never written is nobody's yet.
 */
export function heldFacets(
  { facets }: Pick<Resource, 'facets'>,
  prior: Prior | undefined,
  moving: readonly Path[],
): Facet[] {
  return facets.flatMap((facet) => {
    const moves = moving.some((path) => isWithinPlace(path, facet.path));
    return moves ? (prior?.facets ?? []).filter(({ path }) => path === facet.path) : [facet];
  });
}

/** What was applied of the parts of these facets. */
export function appliedParts(facets: readonly Facet[], prior: Prior | undefined): JsonObject {
  const members = facets.map(memberOf);
  return Object.fromEntries(Object.entries(prior?.applied ?? {}).filter(([key]) => members.includes(key)));
}

/** A spec that clears the parts of these facets. */
export function withoutFacets(spec: JsonObject, facets: readonly Facet[]): JsonObject {
  return { ...spec, ...Object.fromEntries(facets.map((facet) => [memberOf(facet), null])) };
}
