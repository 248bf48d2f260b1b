import { type Address, address, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { findCycle } from '../core/graph.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import { referencesIn } from '../core/references-in.ts';
import type { LiveObject } from '../core/resource.ts';
import { applyDifferences } from '../core/spec-at.ts';

/**
 * Orders changes by what they refer to: a referrer after what it needs created, a deleted object after whatever still points at
 * it. What no order can satisfy is a diagnostic.
 */
export function orderChanges(
  kinds: KindTable,
  changes: readonly Change[],
  live: Live,
): { readonly changes: readonly Change[]; readonly diagnostics: readonly Diagnostic[] } {
  const created = new Set(changes.filter(({ action }) => action === 'create').map(({ address }) => address));
  const referrers = liveReferrers(kinds, changes, live);
  const diagnostics: Diagnostic[] = [];
  const ordered = changes.map((change) => {
    if (change.action !== 'delete') {
      return { ...change, dependsOn: neededBy(kinds, change).filter((needed) => created.has(needed)) };
    }
    const { dependsOn, remaining } = referrersOf(kinds, change, changes, referrers);
    diagnostics.push(...remaining.map((referrer) => stillReferenced(change, referrer)));
    return { ...change, dependsOn };
  });
  return { changes: ordered, diagnostics: [...diagnostics, ...cycleIn(ordered)] };
}

function neededBy(kinds: KindTable, change: Change): Address[] {
  const found = referencesIn(kinds.get(kindIn(change.address)).fields, change.desired);
  const needed = found.flatMap(({ reference, field }) =>
    typeof reference === 'string' ? [address(field.kind, reference)] : [],
  );
  return [...new Set(needed)].filter((one) => one !== change.address).sort();
}

interface Referrer {
  readonly object: LiveObject;
  readonly address: Address | undefined;
}

const idKey = (kind: string, id: string) => `${kind}\u0000${id}`;

/** Which live objects point at each object that a change deletes. */
function liveReferrers(
  kinds: KindTable,
  changes: readonly Change[],
  live: Live,
): ReadonlyMap<string, readonly Referrer[]> {
  const referrers = new Map<string, Referrer[]>();
  for (const change of changes) {
    if (change.action === 'delete') referrers.set(idKey(kindIn(change.address), change.id ?? ''), []);
  }
  if (referrers.size === 0) return referrers;
  const addressOf = new Map([...live.byAddress].map(([at, object]) => [object, at]));
  for (const object of live.objects) {
    for (const target of outsideTargets(kinds, object.kind, object.spec)) {
      referrers.get(target)?.push({ object, address: addressOf.get(object) });
    }
  }
  return referrers;
}

/** What Git no longer declares is decoded as an id, so that only such references can point at something to delete. */
function outsideTargets(kinds: KindTable, kind: string, spec: LiveObject['spec']): Set<string> {
  const found = referencesIn(kinds.get(kind).fields, spec);
  return new Set(
    found.flatMap(({ reference, field }) =>
      typeof reference !== 'string' && reference.id !== undefined ? [idKey(field.kind, reference.id)] : [],
    ),
  );
}

function referrersOf(
  kinds: KindTable,
  change: Change,
  changes: readonly Change[],
  referrers: ReadonlyMap<string, readonly Referrer[]>,
): { readonly dependsOn: Address[]; readonly remaining: readonly Referrer[] } {
  const key = idKey(kindIn(change.address), change.id ?? '');
  const others = (referrers.get(key) ?? []).filter(({ object }) => object.id !== change.id);
  const letsGo = ({ object, address }: Referrer) => {
    const own = changes.find((other) => other.address === address);
    if (!own || own.action === 'delete') return own !== undefined;
    const after = applyDifferences(kinds.get(object.kind).fields, object.spec, own.desired, own.fields);
    return !outsideTargets(kinds, object.kind, after).has(key);
  };
  const dependsOn = others.filter(letsGo).flatMap(({ address }) => address ?? []);
  return { dependsOn: dependsOn.sort(), remaining: others.filter((referrer) => !letsGo(referrer)) };
}

function stillReferenced(change: Change, { object, address }: Referrer): Diagnostic {
  return error({
    code: 'DELETE_REFERENCED',
    summary: `${change.address} cannot be deleted: ${address ?? `${object.kind} ${object.name ?? object.id}`} refers to it`,
    detail: `The referring object's id: ${object.id}`,
    hint: 'Let it go there first, or keep the manifest. A field that a manifest leaves out stays: write null to clear it',
    address: change.address,
  });
}

function cycleIn(changes: readonly Change[]): Diagnostic[] {
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  const cycle = findCycle(byAddress.keys(), (at) => byAddress.get(at)?.dependsOn ?? []);
  if (!cycle) return [];
  const [first = '' as Address] = cycle;
  const source = byAddress.get(first)?.sources[''];
  return [
    error({
      code: 'REFERENCE_CYCLE',
      summary: `These need each other to be there first: ${cycle.join(' → ')}`,
      hint: 'Apply once with one of the references left out, then add it',
      address: first,
      ...(source && { source }),
    }),
  ];
}
