import type { Diagnostic } from '../core/diagnostic.ts';
import type { ConflictList } from '../core/open-conflict.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { openConflicts } from '../ledger/open-conflicts.ts';
import { ledgerResult } from './ledger-result.ts';
import type { World } from './world.ts';

/** The reconciliation queue, or why it cannot be told. */
export type ConflictsResult =
  | { readonly list: ConflictList; readonly diagnostics?: never }
  | { readonly list?: never; readonly diagnostics: readonly Diagnostic[] };

/** What two people wanted at once, and nobody has decided yet. Asks nothing of the tenant. */
export async function conflicts(world: Pick<World, 'ledger'>, tenant: TenantSpec): Promise<ConflictsResult> {
  const read = await ledgerResult(() => world.ledger(tenant).read());
  if ('diagnostic' in read) return { diagnostics: [read.diagnostic] };
  const open = openConflicts(read.value.entries);
  return { list: { formatVersion: 1, tenant: tenant.name, conflicts: open, diagnostics: [] } };
}
