import { type Address, byCodeUnit } from '../core/address.ts';
import { declaredNull } from '../core/clears.ts';
import { looseFacets } from '../core/facets.ts';
import { comparedPart } from '../core/field-model.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { Forgotten, Observed } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Plan } from '../core/plan.ts';
import type { Prior } from '../core/resource.ts';
import { isTargeted } from '../core/targets.ts';
import type { Fact } from './journal.ts';
import { appliedSoFar, observedFact } from './observed.ts';

/**
 * What reading the tenant taught that the ledger does not say yet: which objects are ours (also those that this run will change, since
 * a change can fail), how far they are as declared, and which of ours have gone or belong to another manifest now. `now` are the
 * priors as far as they speak of the objects that the declared resources have (core/prior-now).
 */
export function observations(
  kinds: KindTable,
  plan: Plan,
  live: Live,
  priors: ReadonlyMap<Address, Prior>,
  now: ReadonlyMap<Address, Prior>,
): Fact<Observed | Forgotten>[] {
  const changing = new Set(plan.changes.map(({ address }) => address));
  const meant = live.desired.filter((resource) => isTargeted(plan.targets, resource));
  const seen = meant.flatMap((resource) => {
    const { address, kind, spec } = resource;
    const object = live.byAddress.get(address);
    if (!object) return [];
    const prior = now.get(address);
    const { fields } = kinds.get(kind);
    const compared = comparedPart(fields, spec);
    const applied = appliedSoFar(fields, prior?.applied ?? {}, compared, object.spec);
    // A change decides itself what it leaves cleared; it can still fail.
    const cleared = prior?.cleared ?? {};
    const kept = changing.has(address) ? cleared : whereDeclaredNull(spec, cleared);
    const facets = [...resource.facets, ...looseFacets(resource, prior, object.spec)];
    const observed = observedFact(resource, facets, object.id, applied, kept);
    return isNews(observed, priors.get(address)) ? [observed] : [];
  });
  return [...seen, ...forgotten(plan, live, priors)];
}

/** What the tenant showed after our clears, of the fields that are still to be clear. */
function whereDeclaredNull(spec: JsonObject, cleared: JsonObject): JsonObject {
  const paths = new Set(declaredNull(spec));
  return Object.fromEntries(Object.entries(cleared).filter(([path]) => paths.has(path)));
}

function isNews(
  { address, id, protect, facets = [], values }: Fact<Observed>,
  prior: Prior | undefined,
): boolean {
  if (!prior || prior.address !== address) return true;
  const { applied, cleared } = values;
  const known = [prior.id, prior.protect, prior.facets, prior.applied, prior.cleared];
  return canonicalJson([id, protect, facets, applied, cleared]) !== canonicalJson(known);
}

function forgotten(plan: Plan, live: Live, priors: ReadonlyMap<Address, Prior>): Fact<Forgotten>[] {
  const kept = new Set<Address>([
    ...live.desired.map(({ address }) => address),
    ...plan.changes.map(({ address }) => address),
    ...plan.orphaned.map(({ address }) => address),
  ]);
  return [...priors.values()]
    .filter(({ address }) => !kept.has(address))
    .map(({ address, id }) => ({ type: 'forgotten' as const, address, id }))
    .sort((a, b) => byCodeUnit(a.address, b.address));
}
