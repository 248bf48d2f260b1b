import { declaredNull } from '../core/clears.ts';
import { appliedParts, looseFacets, memberOf } from '../core/facets.ts';
import { comparedPart, type FieldModel, isAbsent } from '../core/field-model.ts';
import { invariant } from '../core/invariant.ts';
import type { Fact, Observed } from '../core/journal.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Path } from '../core/path.ts';
import type { Facet, Resource } from '../core/resource.ts';
import { specAt } from '../core/spec-at.ts';
import { stableSpec, stableValue } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';

/** The record that an object is ours with these managed fields. */
export function observedFact(
  { address, protect }: Pick<Resource, 'address' | 'protect'>,
  facets: readonly Facet[],
  id: string,
  applied: JsonObject,
  cleared: JsonObject,
): Fact<Observed> {
  return {
    type: 'observed',
    address,
    id,
    protect,
    ...(facets.length > 0 && { facets }),
    values: { applied, cleared },
  };
}

/** The record of an object after a write: `desired` is what it now holds, as far as it is managed. */
export function observedAfter(
  { kind, resource, object, prior }: ChangeContext,
  desired: JsonObject,
  id: string,
  cleared: JsonObject,
): Fact<Observed> {
  invariant(resource, `${kind.kind} ${id} was written and is not declared`);
  const loose = looseFacets({ spec: desired, facets: resource.facets }, prior, object?.spec ?? {});
  // A part that is linked later is not there yet.
  const own = resource.facets.filter((facet) => Object.hasOwn(desired, memberOf(facet)));
  // What was cleared for facets that have gone is nobody's from now on.
  const declared = Object.entries(desired).filter(([key]) => Object.hasOwn(resource.spec, key));
  const written = stableSpec(kind.fields, comparedPart(kind.fields, Object.fromEntries(declared)));
  const applied = { ...appliedParts(loose, prior), ...written };
  const kept = Object.entries(cleared).filter(([path]) => declaredNull(resource.spec).includes(path));
  return observedFact(resource, [...own, ...loose], id, applied, Object.fromEntries(kept));
}

/**
 * What the tenant shows where fields are declared null, by path: `null` holds there as long as it shows just that (interface §1).
 * What it shows as absent needs no memory.
 */
export function shownWhereCleared(
  model: FieldModel,
  desired: JsonObject,
  shown: JsonObject,
): Record<Path, Json> {
  const paths = declaredNull(desired).map((path) => [path, specAt(model, shown, path)] as const);
  return Object.fromEntries(
    paths.flatMap(([path, { value, pattern }]) =>
      isAbsent(value) ? [] : [[path, stableValue(model, pattern, value)]],
    ),
  );
}
