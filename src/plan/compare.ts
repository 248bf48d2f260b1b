import type { Address } from '../core/address.ts';
import type { FieldChange, FieldDifference, Origin } from '../core/change.ts';
import { diff } from '../core/diff.ts';
import type { FieldModel } from '../core/field-model.ts';
import type { JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { LiveObject, Prior, Resource } from '../core/resource.ts';
import { keyPath, specAt } from '../core/spec-at.ts';
import { sameValue } from '../core/stable.ts';

/** One declared resource beside what the tenant has and what cxform last applied. */
export interface Comparison {
  readonly resource: Resource;
  /** Undefined where the tenant has no such object. */
  readonly object: LiveObject | undefined;
  /** What the ledger knows of this very object, or of the one that has gone. */
  readonly prior: Prior | undefined;
  readonly fields: readonly FieldChange[];
}

/**
 * Compares every declared resource: what plan, apply and drift all stand on. `now` is what the ledger knows of the objects that they
 * have (core/prior-now).
 */
export function compareAll(
  kinds: KindTable,
  live: Pick<Live, 'desired' | 'byAddress'>,
  now: ReadonlyMap<Address, Prior>,
): Comparison[] {
  return live.desired.map((resource) => {
    const { fields: model } = kinds.get(resource.kind);
    const object = live.byAddress.get(resource.address);
    const prior = now.get(resource.address);
    const differences = diff(model, object?.spec ?? {}, resource.spec, prior?.cleared);
    const fields = differences.map((difference) => ({
      ...difference,
      origin: originOf(model, prior, resource.spec, difference),
    }));
    return { resource, object, prior, fields };
  });
}

/** Who moved: with nothing recorded of the field, only Git is known to have. What our own clear left is nobody's edit. */
function originOf(
  model: FieldModel,
  prior: Prior | undefined,
  desired: JsonObject,
  difference: FieldDifference,
): Origin {
  if (!prior) return 'manifest';
  const { known, value, pattern } = specAt(model, prior.applied, keyPath(model, desired, difference.path));
  if (!known) return 'manifest';
  const { path, before } = difference;
  const shown = value === null && Object.hasOwn(prior.cleared, path) ? prior.cleared[path] : value;
  const liveMoved = !sameValue(model, pattern, before, shown);
  const gitMoved = !sameValue(model, pattern, difference.after, value);
  return liveMoved ? (gitMoved ? 'both' : 'drift') : 'manifest';
}
