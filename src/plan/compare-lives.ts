import { byCodeUnit } from '../core/address.ts';
import { diff } from '../core/diff.ts';
import { groupBy } from '../core/group-by.ts';
import { isObject, type Json, type JsonObject, ownMember } from '../core/json.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import { asReference, type Reference } from '../core/reference.ts';
import { mapReferences } from '../core/references-in.ts';
import type { LiveObject } from '../core/resource.ts';
import type { NamedObject, TenantComparison } from '../core/tenant-comparison.ts';

type Compared = Omit<TenantComparison, 'formatVersion' | 'tenants' | 'diagnostics'>;

/** How the objects of two tenants differ: matched by name, references compared by the names behind them. */
export function compareLives(kinds: KindTable, left: Live, right: Live): Compared {
  const [ours, theirs] = [byName(kinds, left), byName(kinds, right)];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort(byCodeUnit);
  const onlyLeft: NamedObject[] = [];
  const onlyRight: NamedObject[] = [];
  const ambiguous: NamedObject[] = [];
  const different: TenantComparison['different'][number][] = [];
  let same = 0;
  for (const key of names) {
    const [one, ...ones] = ours.get(key) ?? [];
    const [other, ...others] = theirs.get(key) ?? [];
    const named = nameOf(one ?? other);
    if (ones.length > 0 || others.length > 0) ambiguous.push(named);
    else if (!other) onlyLeft.push(named);
    else if (!one) onlyRight.push(named);
    else {
      const { fields: model } = kinds.get(one.object.kind);
      const fields = diff(model, one.spec, withNulls(one.spec, other.spec));
      if (fields.length > 0) different.push({ ...named, fields });
      else same++;
    }
  }
  const summary = {
    same,
    different: different.length,
    onlyLeft: onlyLeft.length,
    onlyRight: onlyRight.length,
    ambiguous: ambiguous.length,
  };
  return { onlyLeft, onlyRight, different, ambiguous, summary };
}

interface Named {
  readonly name: string;
  readonly object: LiveObject;
  /** With references by name. */
  readonly spec: JsonObject;
}

function byName(kinds: KindTable, { objects }: Live): ReadonlyMap<string, readonly Named[]> {
  const named = objects.map((object): Named => {
    const { fields, identity } = kinds.get(object.kind);
    const spec = mapReferences(fields, object.spec, referenceByName);
    const whose = asReference(ownMember(object.spec, identity.path.slice(1)));
    if (identity.by === 'name' || !whose) return { name: object.name ?? object.id, object, spec };
    return { name: shownName(whose), object, spec: withoutOwnId(spec, object.id) };
  });
  return groupBy(named, ({ name, object }) => keyInKind(object.kind, name));
}

/** What is somebody's may bear that person's id within other text. */
function withoutOwnId(spec: JsonObject, id: string): JsonObject {
  const members = Object.entries(spec).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replaceAll(id, '{id}') : value,
  ]);
  return Object.fromEntries(members);
}

const referenceByName = (reference: Reference): Reference => ({ external: shownName(reference) });

function shownName(reference: Reference): string {
  if (typeof reference === 'string') return reference;
  if ('external' in reference) return reference.external;
  return reference.gone ? '(gone)' : (reference.label ?? `id ${reference.id}`);
}

function nameOf(named: Named | undefined): NamedObject {
  return { kind: named?.object.kind ?? '', name: named?.name ?? '' };
}

/** What only the first has is null in the second, so that a diff finds it. */
function withNulls(first: JsonObject, second: JsonObject): JsonObject {
  const members = [...new Set([...Object.keys(first), ...Object.keys(second)])].map((key): [string, Json] => {
    const [before, after] = [ownMember(first, key) ?? null, ownMember(second, key) ?? null];
    const nested = isObject(before) && isObject(after) && !asReference(after);
    return [key, nested ? withNulls(before, after) : after];
  });
  return Object.fromEntries(members);
}
