import { memberOf } from '../../core/facets.ts';
import { type FieldModel, isAbsent } from '../../core/field-model.ts';
import { type JsonObject, ownMember } from '../../core/json.ts';
import type { Facet } from '../../core/resource.ts';
import { sameValue } from '../../core/stable.ts';

interface Written {
  readonly desired: JsonObject;
  readonly facets: readonly Facet[];
}

/**
 * The facets in an object after a write of which nobody knows how it ended: those whose part is as it was written, and those from before
 * that it left alone. What it has cleared is nobody's.
 */
export function facetsAfter(
  model: FieldModel,
  before: readonly Facet[],
  { desired, facets }: Written,
  live: JsonObject,
): readonly Facet[] {
  const isWritten = (facet: Facet) => {
    const member = memberOf(facet);
    const wanted = ownMember(desired, member);
    return wanted !== undefined && sameValue(model, `/${member}`, wanted, ownMember(live, member));
  };
  const now = facets.filter(isWritten);
  const isOver = (facet: Facet) =>
    now.some(({ path }) => path === facet.path) ||
    (isWritten(facet) && isAbsent(ownMember(live, memberOf(facet))));
  return [...before.filter((facet) => !isOver(facet)), ...now];
}
