import type { TenantSpec } from '../../src/core/tenant-spec.ts';

const source = { file: 'cxform.yaml', line: 1, column: 1 };

/** A Tenant as it is read, with defaults for what a test does not care about. */
export function tenantSpec(overrides: Partial<TenantSpec> = {}): TenantSpec {
  return {
    name: 'prod',
    folder: '/centre',
    source,
    sources: new Map([['', source]]),
    credentials: {},
    endpoints: {},
    manifests: [],
    overlays: [],
    pins: new Map(),
    prune: false,
    reassign: false,
    checks: new Map(),
    guard: { maxDeletes: 10, maxDeletePercent: 30 },
    ledger: { file: '/centre/.cxform/prod' },
    ...overrides,
  };
}
