import { type Address, address, byCodeUnit, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import { digest } from '../core/fingerprint.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { ManifestsDigest, Plan } from '../core/plan.ts';
import { referencesIn } from '../core/references-in.ts';
import type { Prior } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { budgetOf } from './budget.ts';
import { deleteChange, writeChange } from './change-of.ts';
import { compareAll } from './compare.ts';
import { orderChanges } from './dependencies.ts';
import { guardDeletes } from './guard.ts';
import { findOrphans, listUnmanaged } from './ownership.ts';
import { pruneOrphans } from './prune.ts';

export interface PlanInput {
  readonly tenant: TenantSpec;
  readonly kinds: KindTable;
  /** RFC 3339 in UTC. */
  readonly createdAt: string;
  readonly manifests: ManifestsDigest;
  readonly live: Live;
  readonly priors: ReadonlyMap<Address, Prior>;
  /** Requests that reading the tenant took. */
  readonly reads: number;
  requestsPerMinute(service: string): number;
  /** What earlier stages found. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Desired, live and prior → the plan. Pure: the same input gives the same plan, to the byte. */
export function buildPlan(input: PlanInput): Plan {
  const { tenant, kinds, live, priors } = input;
  const comparisons = compareAll(kinds, live, priors);
  const orphans = findOrphans(live, priors);
  const pruned = pruneOrphans(kinds, tenant.prune, orphans, priors);
  const writes = comparisons
    .filter(({ object, fields }) => !object || fields.length > 0)
    .map((comparison) => writeChange(kinds.get(comparison.resource.kind).fields, comparison));
  const deletes = pruned.deletable.flatMap(({ address }) => {
    const object = live.byAddress.get(address);
    return object ? [deleteChange(kinds.get(object.kind).fields, address, object)] : [];
  });
  const ordered = orderChanges(kinds, [...writes, ...deletes].sort(byAddress), live);
  const unmanaged = listUnmanaged(live);
  const plan: Omit<Plan, 'createdAt' | 'digest'> = {
    formatVersion: 1,
    tenant: tenant.name,
    manifests: input.manifests,
    summary: {
      ...countActions(ordered.changes),
      unchanged: comparisons.length - writes.length,
      unmanaged: unmanaged.length,
      ...budgetOf(kinds, ordered.changes, input.reads, input.requestsPerMinute),
    },
    changes: ordered.changes,
    bindings: boundIds(kinds, ordered.changes, live),
    effects: [],
    unmanaged,
    orphaned: pruned.left,
    adopted: comparisons.flatMap(({ resource: { address }, object, prior }) =>
      object && prior?.id !== object.id ? [{ address, id: object.id }] : [],
    ),
    views: [],
    diagnostics: sortDiagnostics([
      ...input.diagnostics,
      ...live.diagnostics,
      ...pruned.diagnostics,
      ...ordered.diagnostics,
      ...guardDeletes(ordered.changes, priors.keys(), tenant.guard),
    ]),
  };
  return { ...plan, createdAt: input.createdAt, digest: digest(plan) };
}

const byAddress = (a: Change, b: Change) => byCodeUnit(a.address, b.address);

function countActions(changes: readonly Change[]): { create: number; update: number; delete: number } {
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  return { create: count('create'), update: count('update'), delete: count('delete') };
}

/** The ids of existing objects that the changes' references name. */
function boundIds(kinds: KindTable, changes: readonly Change[], { bindings }: Live): Plan['bindings'] {
  const named = changes.flatMap((change) =>
    referencesIn(kinds.get(kindIn(change.address)).fields, change.desired).flatMap(({ reference, field }) =>
      typeof reference === 'string' ? [address(field.kind, reference)] : [],
    ),
  );
  const bound = [...new Set(named)].sort(byCodeUnit).flatMap((target) => {
    const id = bindings.idOf(target);
    return id === undefined ? [] : [[target, id] as const];
  });
  return Object.fromEntries(bound);
}
