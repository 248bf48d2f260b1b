import type { Diagnostic } from '../../core/diagnostic.ts';
import type { LedgerCheck } from '../../core/ledger-check.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { ledgerResult } from '../ledger-result.ts';
import type { World } from '../world.ts';

/** What looking at the ledger found, or why nobody can look at it. */
export type VerifyResult =
  | { readonly check: LedgerCheck; readonly diagnostics?: never }
  | { readonly check?: never; readonly diagnostics: readonly Diagnostic[] };

/** Looks at every line of a ledger. Changes nothing. */
export async function verifyLedger(world: Pick<World, 'ledger'>, tenant: TenantSpec): Promise<VerifyResult> {
  const checked = await ledgerResult(() => world.ledger(tenant).check());
  return 'diagnostic' in checked ? { diagnostics: [checked.diagnostic] } : { check: checked.value };
}
