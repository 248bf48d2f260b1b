import { type Address, address, byCodeUnit, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { ManifestsDigest, OwedEffect, Plan } from '../core/plan.ts';
import type { Connection } from '../core/ports.ts';
import { priorsNow } from '../core/prior-now.ts';
import { referencesIn } from '../core/references-in.ts';
import type { Prior } from '../core/resource.ts';
import { isTargeted } from '../core/targets.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { budgetOf } from './budget.ts';
import { deleteChange, writeChange } from './change-of.ts';
import { type Comparison, compareAll } from './compare.ts';
import { orderChanges } from './dependencies.ts';
import { effectsOf } from './effects.ts';
import { clearFacets, findLooseFacets } from './facets.ts';
import { guardDeletes, stillOurs } from './guard.ts';
import { editedSince, liftedProtections } from './notices.ts';
import { byOrphan, findOrphans, gitCoverage, listUnmanaged } from './ownership.ts';
import { planDigest } from './plan-digest.ts';
import { pruneOrphans } from './prune.ts';
import { limitToTargets } from './target.ts';
import { tenantDigest } from './tenant-digest.ts';

export interface PlanInput {
  readonly tenant: TenantSpec;
  readonly kinds: KindTable;
  /** RFC 3339 in UTC. */
  readonly createdAt: string;
  readonly manifests: ManifestsDigest;
  readonly live: Live;
  readonly priors: ReadonlyMap<Address, Prior>;
  /** By manifest. */
  readonly owed: ReadonlyMap<Address, OwedEffect>;
  /** Limit the plan to these addresses and what they need. */
  readonly targets?: readonly Address[];
  /** Requests that reading the tenant took. */
  readonly reads: number;
  requestsPerMinute(service: string): number;
  /** Where the tenant's services are. */
  readonly places: Connection['places'];
  /** What earlier stages found. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Desired, live and prior → the plan. Pure: the same input gives the same plan, to the byte. */
export function buildPlan(input: PlanInput): Plan {
  const { tenant, kinds, live, priors, targets } = input;
  const compared = compareWithLive(input);
  const { comparisons, pruned } = compared;
  const ordered = orderChanges(kinds, compared.changes, live);
  const limited = limitToTargets(targets, ordered.changes, live, compared.known);
  const { changes } = limited;
  const meant = comparisons.filter(({ resource }) => isTargeted(targets, resource));
  const changing = new Set(changes.map((change) => change.address));
  const unmanaged = listUnmanaged(live);
  const effects = effectsOf(kinds, tenant, changes, live, targets ? new Map() : input.owed);
  const plan: Omit<Plan, 'createdAt' | 'digest'> = {
    formatVersion: 1,
    tenant: tenant.name,
    manifests: input.manifests,
    tenantDigest: tenantDigest(tenant, input.places),
    ...(targets && { targets }),
    summary: {
      ...countActions(changes),
      unchanged: meant.filter(({ resource }) => !changing.has(resource.address)).length,
      unmanaged: unmanaged.length,
      gitCoverage: gitCoverage(kinds, live),
      ...budgetOf(kinds, { changes, effects, reads: input.reads }, input.requestsPerMinute),
    },
    changes,
    bindings: boundIds(kinds, changes, live),
    effects,
    unmanaged,
    orphaned: [...pruned.left].sort(byOrphan),
    adopted: meant.flatMap(({ resource: { address }, object, prior }) =>
      object && prior?.id !== object.id ? [{ address, id: object.id }] : [],
    ),
    views: [],
    diagnostics: sortDiagnostics([
      ...input.diagnostics,
      ...live.diagnostics,
      ...compared.diagnostics,
      ...ordered.diagnostics.filter(({ address }) => !targets || (address && changing.has(address))),
      ...limited.diagnostics,
      ...guardDeletes(changes, stillOurs(priors, live), tenant.guard),
    ]),
  };
  return { ...plan, createdAt: input.createdAt, digest: planDigest(plan) };
}

/** Every difference as a change, in the order of addresses; they depend on nothing yet. */
function compareWithLive({ tenant, kinds, live, priors }: PlanInput) {
  const now = priorsNow(kinds, live, priors);
  const orphans = findOrphans(live, priors);
  const loose = findLooseFacets(live, now);
  const pruned = pruneOrphans(kinds, tenant.prune, orphans, loose, priors);
  const known = [...orphans.map(({ address }) => address), ...loose.map(({ facet }) => facet.address)];
  const desired = clearFacets(live.desired, pruned.clearable);
  const comparisons = compareAll(kinds, { ...live, desired }, now);
  const clears = groupBy(pruned.clearable, ({ host }) => host);
  const toChange = (comparison: Comparison) =>
    writeChange(
      kinds.get(comparison.resource.kind).fields,
      comparison,
      clears.get(comparison.resource.address) ?? [],
    );
  const writes = comparisons.filter(({ object, fields }) => !object || fields.length > 0).map(toChange);
  const deletes = pruned.deletable.flatMap(({ address }) => {
    const object = live.byAddress.get(address);
    return object ? [deleteChange(kinds.get(object.kind).fields, address, object)] : [];
  });
  const diagnostics = [
    ...pruned.diagnostics,
    ...editedSince(kinds, deletes, live, now),
    ...liftedProtections(comparisons),
  ];
  return { comparisons, known, pruned, diagnostics, changes: [...writes, ...deletes].sort(byAddress) };
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
