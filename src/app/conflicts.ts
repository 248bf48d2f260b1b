import type { Diagnostic } from '../core/diagnostic.ts';
import type { ConflictList, OpenConflict } from '../core/open-conflict.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { priorOf } from '../ledger/fold.ts';
import { openConflicts } from '../ledger/open-conflicts.ts';
import { staysInTenant } from './ledger/stays-in-tenant.ts';
import { ledgerResult } from './ledger-result.ts';
import type { World } from './world.ts';

/** The reconciliation queue, or why it cannot be told. */
export type ConflictsResult =
  | { readonly list: ConflictList; readonly diagnostics?: never }
  | { readonly list?: never; readonly diagnostics: readonly Diagnostic[] };

/** What two people wanted at once, and nobody has decided yet. Asks nothing of the tenant. */
export async function conflicts(
  world: Pick<World, 'ledger' | 'kinds'>,
  tenant: TenantSpec,
): Promise<ConflictsResult> {
  const read = await ledgerResult(() => world.ledger(tenant).read());
  if ('diagnostic' in read) return { diagnostics: [read.diagnostic] };
  const { entries } = read.value;
  const priors = priorOf(entries);
  const open = openConflicts(entries).map((conflict): OpenConflict => {
    const { action, address } = conflict;
    const stays = action === 'delete' && staysInTenant(world.kinds, tenant, priors, address);
    return { ...conflict, ...(stays && { stays }) };
  });
  return { list: { formatVersion: 1, tenant: tenant.name, conflicts: open, diagnostics: [] } };
}
