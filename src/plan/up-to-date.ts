import { type Address, kindIn, parseAddress } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { canonicalJson, digest } from '../core/fingerprint.ts';
import type { Json } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Plan } from '../core/plan.ts';
import { rebase } from '../core/rebase.ts';
import type { LiveObject, Resource } from '../core/resource.ts';
import { stableSpec } from '../core/stable.ts';

/** A plan as it can be carried out now, or what has moved since it was made. */
export type UpToDate =
  | { readonly plan: Plan; readonly diagnostics?: never }
  | { readonly plan?: never; readonly diagnostics: readonly Diagnostic[] };

/**
 * Brings a plan to the tenant as it is now. Whatever else was edited since stays as it is; where something that the plan itself changes
 * or stands on has moved, there is no plan: `PLAN_STALE` for each (design §2, Saved plan).
 */
export function bringUpToDate(kinds: KindTable, plan: Plan, live: Live): UpToDate {
  const declared = new Map(live.desired.map((resource) => [resource.address, resource]));
  const moved: Diagnostic[] = movedBindings(plan, live);
  const changes = plan.changes.map((change) => {
    const now = currentChange(kinds, change, live, declared.get(change.address));
    if ('moved' in now) {
      moved.push(...now.moved.map((what) => stale(what, change)));
      return change;
    }
    return now.change;
  });
  return moved.length > 0 ? { diagnostics: moved } : { plan: { ...plan, changes } };
}

type Current = { readonly change: Change } | { readonly moved: readonly string[] };

function currentChange(
  kinds: KindTable,
  change: Change,
  live: Live,
  resource: Resource | undefined,
): Current {
  if (kinds.find(kindIn(change.address))?.role !== 'object') {
    return { moved: ['it is of a kind that this cxform does not know'] };
  }
  const object = live.byAddress.get(change.address);
  if (change.action === 'delete') return currentDelete(kinds, change, object, resource);
  if (!resource || !saysTheSame(kinds, resource, change)) {
    return { moved: ['the manifests do not say the same of it any more'] };
  }
  if (change.action === 'create') {
    return object ? { moved: [`it was to be created, and is there by now (${object.id})`] } : { change };
  }
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

function currentDelete(
  kinds: KindTable,
  change: Change,
  object: LiveObject | undefined,
  resource: Resource | undefined,
): Current {
  if (resource) return { moved: ['a manifest declares it again'] };
  if (!object || object.id !== change.id) return { moved: ['it is gone'] };
  const { fields: model } = kinds.get(object.kind);
  return digest(stableSpec(model, object.spec)) === change.fingerprint
    ? { change: atVersionOf(change, object) }
    : { moved: ['somebody has changed it, and it would be deleted'] };
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
