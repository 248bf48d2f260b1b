import { type Address, byCodeUnit, kindIn } from '../core/address.ts';
import { appliedSoFar } from '../core/applied-so-far.ts';
import { declaredNull } from '../core/clears.ts';
import { diff } from '../core/diff.ts';
import { appliedParts, heldFacets, looseFacets } from '../core/facets.ts';
import { comparedPart } from '../core/field-model.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { Fact, Forgotten, Observed, Resolved } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Plan } from '../core/plan.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { isTarget, isTargeted } from '../core/targets.ts';
import { observedFact } from './observed.ts';

/**
 * What reading the tenant taught that the ledger does not say yet: which objects are ours (also those that this run will change, since
 * a change can fail), how far they are as declared, which of ours have gone or belong to another manifest now, and which conflicts are
 * none any more. `now` are the priors as far as they speak of the objects that the declared resources have (core/prior-now), `conflicted` the
 * addresses in the reconciliation queue.
 */
export function observations(
  kinds: KindTable,
  plan: Plan,
  live: Live,
  priors: ReadonlyMap<Address, Prior>,
  now: ReadonlyMap<Address, Prior>,
  conflicted: ReadonlySet<Address>,
): Fact<Observed | Forgotten | Resolved>[] {
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
    return isNews(observed, priors.get(address)) ? [observed] : [];
  });
  const left = forgotten(plan, live, priors);
  const queued = new Set([...conflicted, ...movedTo(left, conflicted)]);
  const agreed = meant
    .filter(({ address }) => queued.has(address) && !changing.has(address))
    .filter((resource) => isAsDeclared(kinds, live, resource, now.get(resource.address)))
    .map(({ address }) => ({ type: 'resolved' as const, address, take: 'agreed' as const }));
  return [...seen, ...left, ...agreed];
}

/** Where conflicts are from now on whose objects have another address. */
function movedTo(left: readonly Fact<Forgotten>[], conflicted: ReadonlySet<Address>): Address[] {
  return left.flatMap(({ address, now }) => (now && conflicted.has(address) ? [now] : []));
}

/** That a plan does not change an object is not enough: one that was kept may know less than the queue. */
function isAsDeclared(
  kinds: KindTable,
  { byAddress }: Live,
  { address, kind, spec }: Resource,
  prior: Prior | undefined,
): boolean {
  const object = byAddress.get(address);
  return object !== undefined && diff(kinds.get(kind).fields, object.spec, spec, prior?.cleared).length === 0;
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
 * recorded under its present one, which is told. A run that is limited to targets forgets nothing else.
 */
function forgotten(plan: Plan, live: Live, priors: ReadonlyMap<Address, Prior>): Fact<Forgotten>[] {
  const declared = new Map(live.desired.map((resource) => [resource.address, resource]));
  const isOver = ([key, { address }]: [Address, Prior]) => {
    const resource = declared.get(key);
    if (resource) return address !== key && isTargeted(plan.targets, resource) && live.byAddress.has(key);
    return isTarget(plan.targets, key) && !live.byAddress.has(key);
  };
  const holders = new Map(Array.from(live.byAddress, ([at, { kind, id }]) => [keyInKind(kind, id), at]));
  const left = [...priors].filter(isOver).map(([key, { address, id }]): Fact<Forgotten> => {
    const now = declared.has(key) ? key : holders.get(keyInKind(kindIn(key), id));
    return { type: 'forgotten', address, id, ...(now !== undefined && { now }) };
  });
  // As core/carry-priors does it: a name is left before another manifest takes it.
  return left.sort((a, b) => byCodeUnit(a.now ?? a.address, b.now ?? b.address));
}
