import { type Address, byCodePoint } from '../core/address.ts';
import { type FieldModel, isAbsent } from '../core/field-model.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { Forgotten, Observed } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Path } from '../core/path.ts';
import type { Plan } from '../core/plan.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { keyPath, specAt } from '../core/spec-at.ts';
import { stableSpec, stableValue } from '../core/stable.ts';
import type { Fact } from './journal.ts';

/**
 * What reading the tenant taught that the ledger does not say yet: objects that are as declared (an adoption is one), and objects
 * known as ours that have gone or that another manifest has now.
 */
export function observations(
  kinds: KindTable,
  plan: Plan,
  live: Live,
  priors: ReadonlyMap<Address, Prior>,
): Fact<Observed | Forgotten>[] {
  const changing = new Set(plan.changes.map(({ address }) => address));
  const seen = live.desired
    .filter(({ address }) => !changing.has(address))
    .flatMap((resource) => {
      const object = live.byAddress.get(resource.address);
      if (!object) return [];
      const prior = priors.get(resource.address);
      const { fields: model } = kinds.get(resource.kind);
      const paths = Object.keys(prior?.cleared ?? {});
      const cleared = shownWhereCleared(model, resource.spec, object.spec, paths);
      const observed = observedFact(resource, object.id, stableSpec(model, resource.spec), cleared);
      return isNews(observed, prior) ? [observed] : [];
    });
  return [...seen, ...forgotten(plan, live, priors)];
}

/** The record that an object is ours with these managed fields. */
export function observedFact(
  { address, protect }: Pick<Resource, 'address' | 'protect'>,
  id: string,
  applied: JsonObject,
  cleared: JsonObject,
): Fact<Observed> {
  return { type: 'observed', address, id, protect, values: { applied, cleared } };
}

/**
 * What the tenant shows where cxform cleared a field, by path: `null` holds there as long as it shows just that
 * (interface §1). `paths` are those ever cleared; one that is shown as absent, or no longer declared null, needs no memory.
 */
export function shownWhereCleared(
  model: FieldModel,
  desired: JsonObject,
  shown: JsonObject,
  paths: readonly Path[],
): JsonObject {
  const kept = paths.flatMap((path) => {
    const { value, pattern } = specAt(model, shown, keyPath(model, desired, path));
    const remembered = !isAbsent(value) && specAt(model, desired, path).value === null;
    return remembered ? [[path, stableValue(model, pattern, value)] as const] : [];
  });
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
    ...plan.orphaned.flatMap(({ address, id }) => (id === undefined ? [] : [address])),
  ]);
  return [...priors.values()]
    .filter(({ address }) => !kept.has(address))
    .map(({ address, id }) => ({ type: 'forgotten' as const, address, id }))
    .sort((a, b) => byCodePoint(a.address, b.address));
}
