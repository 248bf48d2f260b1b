import { type Address, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import type { ReferenceField } from '../core/field-model.ts';
import { groupBy } from '../core/group-by.ts';
import type { JsonObject } from '../core/json.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import { referencesIn } from '../core/references-in.ts';
import type { LiveObject } from '../core/resource.ts';
import { applyDifferences } from '../core/spec-at.ts';

/** Who points at an object that a change deletes. */
export interface Referrers {
  /** Changes of this plan that let it go, with the references by which they hold it: they come first. */
  readonly lettingGo: { readonly address: Address; readonly references: readonly ReferenceField[] }[];
  /** What would still point at it when this plan was carried out: an address, or an object outside Git with its id. */
  readonly remaining: { readonly name: string; readonly id?: string }[];
}

/** The referrers of every object that the changes delete, as the tenant is and as it will be. */
export function referrersOfDeletes(
  kinds: KindTable,
  changes: readonly Change[],
  live: Live,
): ReadonlyMap<Address, Referrers> {
  const doomed = new Map<string, Referrers>();
  const byAddress = new Map<Address, Referrers>();
  for (const { action, address, id } of changes) {
    if (action !== 'delete' || id === undefined) continue;
    const referrers: Referrers = { lettingGo: [], remaining: [] };
    doomed.set(keyInKind(kindIn(address), id), referrers);
    byAddress.set(address, referrers);
  }
  if (doomed.size === 0) return byAddress;

  const changeAt = new Map(changes.map((change) => [change.address, change]));
  const addressOf = new Map([...live.byAddress].map(([address, object]) => [object, address]));
  for (const object of live.objects) {
    const address = addressOf.get(object);
    const change = address === undefined ? undefined : changeAt.get(address);
    const before = targets(kinds, object.kind, object.spec);
    const after = targets(kinds, object.kind, specAfter(kinds, object, change));
    const name = address ?? `${object.kind} ${object.name ?? object.id}`;
    for (const target of after.keys()) doomed.get(target)?.remaining.push({ name, id: object.id });
    for (const [target, references] of before) {
      if (change && !after.has(target))
        doomed.get(target)?.lettingGo.push({ address: change.address, references });
    }
  }
  for (const { action, address, desired } of changes) {
    if (action !== 'create') continue;
    for (const target of targets(kinds, kindIn(address), desired).keys()) {
      doomed.get(target)?.remaining.push({ name: address });
    }
  }
  return byAddress;
}

function specAfter(kinds: KindTable, { kind, spec }: LiveObject, change: Change | undefined): JsonObject {
  if (!change) return spec;
  if (change.action === 'delete') return {};
  return applyDifferences(kinds.get(kind).fields, spec, change.desired, change.fields);
}

/**
 * What a spec points at, with the references that do. What Git no longer declares is referred to by id, so that only such references
 * can point at something to delete.
 */
function targets(
  kinds: KindTable,
  kind: string,
  spec: JsonObject,
): ReadonlyMap<string, readonly ReferenceField[]> {
  const found = referencesIn(kinds.get(kind).fields, spec).flatMap(({ reference, field }) =>
    typeof reference !== 'string' && reference.id !== undefined
      ? [{ target: keyInKind(field.kind, reference.id), field }]
      : [],
  );
  const grouped = groupBy(found, ({ target }) => target);
  return new Map(Array.from(grouped, ([target, ones]) => [target, ones.map(({ field }) => field)] as const));
}
