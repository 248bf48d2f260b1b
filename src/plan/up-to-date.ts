import { type Address, kindIn, parseAddress } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { deleteFingerprint } from '../core/delete-fingerprint.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { Json } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Plan } from '../core/plan.ts';
import { rebase } from '../core/rebase.ts';
import type { LiveObject, Prior, Resource } from '../core/resource.ts';
import { stableSpec } from '../core/stable.ts';
import { orderChanges } from './dependencies.ts';
import { referrersOfDeletes } from './referrers.ts';

/** A plan as it can be carried out now, or what has moved since it was made. */
export type UpToDate =
  | { readonly plan: Plan; readonly diagnostics?: never }
  | { readonly plan?: never; readonly diagnostics: readonly Diagnostic[] };

/**
 * Brings a plan to the tenant as it is now. Whatever else was edited since stays as it is; where something that the plan itself changes
 * or stands on has moved, there is no plan: `PLAN_STALE` for each (design §2, Saved plan).
 */
export function bringUpToDate({ kinds, live, priors }: Now, plan: Plan): UpToDate {
  const declared = new Map(live.desired.map((resource) => [resource.address, resource]));
  const moved: Diagnostic[] = movedBindings(plan, live);
  const changes = plan.changes.map((change) => {
    const what = nowProtected(change, priors);
    const { address } = change;
    const [object, resource] = [live.byAddress.get(address), declared.get(address)];
    const now = currentChange(kinds, change, { object, resource, isKnown: priors.has(address) });
    const moves = [...what, ...('moved' in now ? now.moved : [])];
    moved.push(...moves.map((one) => stale(one, change)));
    return 'change' in now ? now.change : change;
  });
  if (moved.length > 0) return { diagnostics: moved };
  const held = heldNow(kinds, changes, live);
  if (held.length > 0) return { diagnostics: held };
  const ordered = orderChanges(kinds, changes.map(unordered), live);
  return ordered.diagnostics.length > 0
    ? { diagnostics: ordered.diagnostics }
    : { plan: { ...plan, changes: ordered.changes } };
}

/** The order follows from the changes and the tenant as they are now. */
function unordered({ deferred: _, stepDependsOn: __, ...change }: Change): Change {
  return { ...change, steps: ['write'], dependsOn: [] };
}

interface Now {
  readonly kinds: KindTable;
  readonly live: Live;
  /** What the ledger knows. */
  readonly priors: ReadonlyMap<Address, Prior>;
}

/** What the plan takes away and the ledger has known as protected since. */
function nowProtected({ address, action, clears = [] }: Change, priors: Now['priors']): readonly string[] {
  const { protect = false, facets = [] } = priors.get(address) ?? {};
  const guarded = facets.filter((facet) => facet.protect);
  if (action === 'delete')
    return protect || guarded.length > 0 ? ['it is protected, and would be deleted'] : [];
  return guarded
    .filter((facet) => clears.includes(facet.address))
    .map((facet) => `${facet.address} is protected, and would be cleared`);
}

/** What would be deleted, and something has come to refer to since. */
function heldNow(kinds: KindTable, changes: readonly Change[], live: Live): Diagnostic[] {
  const referrers = referrersOfDeletes(kinds, changes, live);
  return changes.flatMap((change) =>
    (referrers.get(change.address)?.remaining ?? []).map(({ name }) =>
      stale(`${name} refers to it by now, and it would be deleted`, change),
    ),
  );
}

/** What there is now at a change's address. */
interface Seen {
  readonly object: LiveObject | undefined;
  readonly resource: Resource | undefined;
  /** The ledger knows it as ours. */
  readonly isKnown: boolean;
}

type Current = { readonly change: Change } | { readonly moved: readonly string[] };

function currentChange(kinds: KindTable, change: Change, seen: Seen): Current {
  const { object, resource } = seen;
  if (kinds.find(kindIn(change.address))?.role !== 'object') {
    return { moved: ['it is of a kind that this cxform does not know'] };
  }
  if (change.action === 'delete') return currentDelete(kinds, change, seen);
  if (change.action === 'create' && object) {
    return { moved: [`it was to be created, and is there by now (${object.id})`] };
  }
  if (!resource || !saysTheSame(kinds, resource, change)) {
    return { moved: ['what the manifests say of it means something else in the tenant now'] };
  }
  if (change.action === 'create') return { change };
  return currentUpdate(kinds, change, object);
}

/** But for what the change clears itself, since Git has it no longer. */
function saysTheSame(kinds: KindTable, { kind, spec }: Resource, { desired, clears = [] }: Change): boolean {
  const { fields: model } = kinds.get(kind);
  const kept = Object.entries(desired).filter(
    ([key, value]) => value !== null || clears.length === 0 || Object.hasOwn(spec, key),
  );
  return (
    canonicalJson(stableSpec(model, spec)) === canonicalJson(stableSpec(model, Object.fromEntries(kept)))
  );
}

function currentUpdate(kinds: KindTable, change: Change, object: LiveObject | undefined): Current {
  if (!object) return { moved: ['it is gone'] };
  if (object.id !== change.id) return { moved: [`it is another object now (${object.id})`] };
  const { fields: model } = kinds.get(object.kind);
  const { fields, conflicts } = rebase(model, change.desired, change.fields, object.spec);
  if (conflicts.length > 0) {
    return {
      moved: conflicts.map(
        ({ path, base, theirs }) =>
          `${path} was ${shown(base)} when it was planned and is ${shown(theirs)} now`,
      ),
    };
  }
  return { change: atVersionOf({ ...change, fields }, object) };
}

/** Of what is deleted no edit survives, not even of what nobody manages. */
function currentDelete(kinds: KindTable, change: Change, { object, resource, isKnown }: Seen): Current {
  if (resource) return { moved: ['a manifest declares it again'] };
  if (!isKnown) return { moved: ['the ledger does not know it as ours any more'] };
  if (!object || object.id !== change.id) return { moved: ['it is gone'] };
  return deleteFingerprint(kinds.get(object.kind).fields, object) === change.fingerprint &&
    object.version === change.version
    ? { change }
    : { moved: ['somebody has edited it, and it would be deleted'] };
}

/** Versions move with every edit of anyone, also of what the plan does not touch. */
function atVersionOf(change: Change, { version }: LiveObject): Change {
  const { version: _, ...others } = change;
  return version === undefined ? others : { ...others, version };
}

function movedBindings({ bindings }: Plan, live: Live): Diagnostic[] {
  return Object.entries(bindings).flatMap(([at, id]) => {
    const address = parseAddress(at);
    const now = address && live.bindings.idOf(address);
    if (now === id) return [];
    return [
      stale(now === undefined ? 'it is gone' : `it is another object now (${now})`, {
        address: at as Address,
      }),
    ];
  });
}

function stale(what: string, { address, sources }: Pick<Change, 'address'> & Partial<Change>): Diagnostic {
  const source = sources?.[''];
  return error({
    code: 'PLAN_STALE',
    summary: `${address} has moved since the plan was made: ${what}; nothing was written`,
    hint: 'Plan again, and have that plan looked at',
    address,
    ...(source && { source }),
  });
}

const shown = (value: Json) => (value === null ? 'not set' : JSON.stringify(value));
