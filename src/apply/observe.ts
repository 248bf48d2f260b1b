import { type Address, byCodeUnit } from '../core/address.ts';
import { appliedSoFar } from '../core/applied-so-far.ts';
import { declaredNull } from '../core/clears.ts';
import { appliedParts, heldFacets, looseFacets } from '../core/facets.ts';
import { comparedPart } from '../core/field-model.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { Fact, Forgotten, Observed } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Plan } from '../core/plan.ts';
import type { Prior } from '../core/resource.ts';
import { isTarget, isTargeted } from '../core/targets.ts';
import { observedFact } from './observed.ts';

/**
 * What reading the tenant taught that the ledger does not say yet: which objects are ours (also those that this run will change, since
 * a change can fail), how far they are as declared, and which of ours have gone or belong to another manifest now. `now` are the
 * priors as far as they speak of the objects that the declared resources have (core/prior-now), `conflicted` the addresses in the reconciliation
 * queue.
 */
export function observations(
  kinds: KindTable,
  plan: Plan,
  live: Live,
  priors: ReadonlyMap<Address, Prior>,
  now: ReadonlyMap<Address, Prior>,
  conflicted: ReadonlySet<Address>,
): Fact<Observed | Forgotten>[] {
  const changing = new Map(plan.changes.map(({ address, fields }) => [address, fields]));
  const meant = live.desired.filter((resource) => isTargeted(plan.targets, resource));
  const seen = meant.flatMap((resource) => {
    const { address, kind, spec } = resource;
    const object = live.byAddress.get(address);
    if (!object) return [];
    const prior = now.get(address);
    const { fields } = kinds.get(kind);
    const compared = comparedPart(fields, spec);
    const loose = looseFacets(resource, prior, object.spec);
    const applied = {
      ...appliedParts(loose, prior),
      ...appliedSoFar(fields, prior?.applied ?? {}, compared, object.spec),
    };
    // A change decides itself what it leaves cleared; it can still fail.
    const cleared = prior?.cleared ?? {};
    const kept = changing.has(address) ? cleared : whereDeclaredNull(spec, cleared);
    const moving = (changing.get(address) ?? []).map(({ path }) => path);
    const facets = [...heldFacets(resource, prior, moving), ...loose];
    const observed = observedFact(resource, facets, object.id, applied, kept);
    // That there is nothing left to write decides a conflict.
    const isDecided = conflicted.has(address) && !changing.has(address);
    return isDecided || isNews(observed, priors.get(address)) ? [observed] : [];
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

/**
 * Addresses that the ledger need not know any more: of what has gone, of what another manifest has now, and former ones of what is
 * recorded under its present one. A run that is limited to targets forgets nothing else.
 */
function forgotten(plan: Plan, live: Live, priors: ReadonlyMap<Address, Prior>): Fact<Forgotten>[] {
  const declared = new Map(live.desired.map((resource) => [resource.address, resource]));
  const isOver = ([key, { address }]: [Address, Prior]) => {
    const resource = declared.get(key);
    if (resource) return address !== key && isTargeted(plan.targets, resource) && live.byAddress.has(key);
    return isTarget(plan.targets, key) && !live.byAddress.has(key);
  };
  return [...priors]
    .filter(isOver)
    .map(([, { address, id }]) => ({ type: 'forgotten' as const, address, id }))
    .sort((a, b) => byCodeUnit(a.address, b.address));
}
