import { type Address, address } from '../core/address.ts';
import type { Bindings } from '../core/bindings.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { diff } from '../core/diff.ts';
import { type FieldModel, isAbsent } from '../core/field-model.ts';
import { type Json, type JsonObject, ownMember } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import { pathSegments } from '../core/path.ts';
import { referencesIn } from '../core/references-in.ts';
import type { Prior } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import type { Comparison } from './compare.ts';

/** `PRUNE_EDITED`: objects to delete that somebody has changed by hand since cxform last applied them: perhaps they are wanted. */
export function editedSince(
  kinds: KindTable,
  deletes: readonly Change[],
  { byAddress, bindings }: Pick<Live, 'byAddress' | 'bindings'>,
  now: ReadonlyMap<Address, Prior>,
): Diagnostic[] {
  return deletes.flatMap(({ address: at }) => {
    const [object, prior] = [byAddress.get(at), now.get(at)];
    if (!object || !prior) return [];
    const { fields } = kinds.get(object.kind);
    const applied = comparable(fields, prior.applied, object.spec, bindings);
    const paths = diff(fields, object.spec, applied, prior.cleared).map(({ path }) => path.slice(1));
    if (paths.length === 0) return [];
    return [
      warning({
        code: 'PRUNE_EDITED',
        summary: `${at} is deleted, and somebody has changed it by hand since: ${paths.join(', ')}`,
        hint: 'Make sure that nobody needs it any more; restore its manifest to keep it',
        address: at,
      }),
    ];
  });
}

/**
 * What was applied, without the fields that tell of nobody's edit: those that cxform itself clears before a delete, perhaps in a run that
 * did not come to it, and those that refer to what the ledger has forgotten since.
 */
function comparable(
  model: FieldModel,
  applied: JsonObject,
  live: JsonObject,
  bindings: Bindings,
): JsonObject {
  const cleared = model.references.flatMap(({ deferrable }) => deferrable?.slice(1) ?? []);
  const forgotten = referencesIn(model, applied).flatMap(({ reference, field, indexPath }) =>
    typeof reference === 'string' && bindings.idOf(address(field.kind, reference)) === undefined
      ? [pathSegments(indexPath)[0]]
      : [],
  );
  const tells = ([key]: [string, Json]) =>
    !forgotten.includes(key) && !(cleared.includes(key) && isAbsent(ownMember(live, key)));
  return Object.fromEntries(Object.entries(applied).filter(tells));
}

/** `PROTECTION_LIFTED`: objects that were protected, and whose manifests do not say so any more. */
export function liftedProtections(comparisons: readonly Comparison[]): Diagnostic[] {
  return comparisons
    .filter(({ resource, prior }) => prior?.protect && !resource.protect)
    .map(({ resource: { address, sources }, prior }) =>
      warning({
        code: 'PROTECTION_LIFTED',
        summary: `${address} is no longer protected${prior?.address === address ? '' : `, as ${prior?.address} was`}`,
        hint: 'Write protect: true into its metadata to keep it so',
        address,
        source: sourceOf({ sources }, ''),
      }),
    );
}
