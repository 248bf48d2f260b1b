import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Compaction } from '../../core/ledger-check.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import type { World } from '../world.ts';
import { withLease } from './with-lease.ts';

/** What a compaction came to, or why there was none. */
export type CompactResult =
  | { readonly compaction: Compaction; readonly diagnostics?: never }
  | { readonly compaction?: never; readonly diagnostics: readonly Diagnostic[] };

/** Begins the journal anew with what is still needed of it. */
export async function compactLedger(
  world: World,
  tenant: TenantSpec,
  lockTimeoutMs: number,
): Promise<CompactResult> {
  return withLease<CompactResult>(world, tenant, lockTimeoutMs, async ({ ledger, run }) => ({
    compaction: await ledger.compact(run),
  }));
}
