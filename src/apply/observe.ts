import { type Address, byCodeUnit } from '../core/address.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { Forgotten, Observed } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Plan } from '../core/plan.ts';
import type { Prior } from '../core/resource.ts';
import type { Fact } from './journal.ts';
import { appliedSoFar, observedFact, shownWhereCleared } from './observed.ts';

/**
 * What reading the tenant taught that the ledger does not say yet: which objects are ours (also those that this run will change, since
 * a change can fail), how far they are as declared, and which of ours have gone or belong to another manifest now.
 */
export function observations(
  kinds: KindTable,
  plan: Plan,
  live: Live,
  priors: ReadonlyMap<Address, Prior>,
): Fact<Observed | Forgotten>[] {
  const seen = live.desired.flatMap((resource) => {
    const object = live.byAddress.get(resource.address);
    if (!object) return [];
    const prior = priors.get(resource.address);
    const { fields: model } = kinds.get(resource.kind);
    const applied = appliedSoFar(model, prior?.applied ?? {}, resource.spec, object.spec);
    const cleared = stillShown(prior?.cleared ?? {}, shownWhereCleared(model, resource.spec, object.spec));
    const observed = observedFact(resource, object.id, applied, cleared);
    return isNews(observed, prior) ? [observed] : [];
  });
  return [...seen, ...forgotten(plan, live, priors)];
}

/** What is shown where cxform cleared a field, as long as it is what was shown right then: any other value is somebody's. */
function stillShown(cleared: JsonObject, shown: JsonObject): JsonObject {
  const kept = Object.entries(cleared).filter(
    ([path, value]) => canonicalJson(shown[path] ?? null) === canonicalJson(value),
  );
  return Object.fromEntries(kept);
}

function isNews({ id, protect, values }: Fact<Observed>, prior: Prior | undefined): boolean {
  if (!prior || prior.id !== id || prior.protect !== protect) return true;
  return canonicalJson([values.applied, values.cleared]) !== canonicalJson([prior.applied, prior.cleared]);
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
