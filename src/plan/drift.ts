import type { Address } from '../core/address.ts';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import type { Drift, DriftedField } from '../core/drift.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import { priorsNow } from '../core/prior-now.ts';
import type { Prior } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import { keyPath, specAt } from '../core/spec-at.ts';
import { type Comparison, compareAll } from './compare.ts';
import { facetOrphan, findLooseFacets } from './facets.ts';
import { byOrphan, findOrphans, gitCoverage, listUnmanaged } from './ownership.ts';

export interface DriftInput {
  readonly tenant: string;
  readonly kinds: KindTable;
  readonly live: Live;
  readonly priors: ReadonlyMap<Address, Prior>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What was changed by hand: fields where live is neither applied nor declared. The rest that differs is pending: it waits for an
 * apply (interface §5).
 */
export function buildDrift({ tenant, kinds, live, priors, diagnostics }: DriftInput): Drift {
  const now = priorsNow(kinds, live, priors);
  const comparisons = compareAll(kinds, live, now);
  const drifted = comparisons
    .map((comparison) => ({ address: comparison.resource.address, fields: driftedFields(kinds, comparison) }))
    .filter(({ fields }) => fields.length > 0);
  const missing = comparisons.flatMap(({ resource: { address }, object, prior }) =>
    !object && prior ? [{ address, id: prior.id }] : [],
  );
  const pending = comparisons.filter(isPending).map(({ resource: { address }, object }) => ({
    address,
    action: object ? ('update' as const) : ('create' as const),
  }));
  const unmanaged = listUnmanaged(live);
  const different = new Set([...drifted, ...missing, ...pending].map(({ address }) => address));
  return {
    formatVersion: 1,
    tenant,
    drifted,
    missing,
    pending,
    unmanaged,
    orphaned: [...findOrphans(live, priors), ...findLooseFacets(live, now).map(facetOrphan)].sort(byOrphan),
    summary: {
      inSync: comparisons.length - different.size,
      drifted: drifted.length,
      missing: missing.length,
      pending: pending.length,
      unmanaged: unmanaged.length,
      gitCoverage: gitCoverage(kinds, live),
    },
    diagnostics: sortDiagnostics([...diagnostics, ...live.diagnostics]),
  };
}

function driftedFields(kinds: KindTable, { resource, object, prior, fields }: Comparison): DriftedField[] {
  if (!object || !prior) return [];
  const { fields: model } = kinds.get(resource.kind);
  return fields
    .filter(({ origin }) => origin !== 'manifest')
    .map(({ path, before, after }) => ({
      path,
      declared: after,
      applied: specAt(model, prior.applied, keyPath(model, resource.spec, path)).value ?? null,
      live: before,
      source: sourceOf(resource, specAt(model, resource.spec, path).indexPath),
    }));
}

/** Not created yet, or with a field that only Git has moved. */
function isPending({ object, prior, fields }: Comparison): boolean {
  if (!object) return !prior;
  return fields.some(({ origin }) => origin === 'manifest');
}
