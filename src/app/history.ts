import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { History } from '../core/history.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { historyOf } from '../ledger/history.ts';
import { recordedAddresses, whyNotRecorded } from './ledger/recorded-addresses.ts';
import { ledgerResult } from './ledger-result.ts';
import type { World } from './world.ts';

/** What the ledger tells, or why it cannot. */
export type HistoryResult =
  | { readonly history: History; readonly diagnostics?: never }
  | { readonly history?: never; readonly diagnostics: readonly Diagnostic[] };

/** What the journal tells of all runs, or of one address. Asks nothing of the tenant. */
export async function history(
  world: Pick<World, 'ledger'>,
  tenant: TenantSpec,
  address?: Address,
): Promise<HistoryResult> {
  const read = await ledgerResult(() => world.ledger(tenant).read());
  if ('diagnostic' in read) return { diagnostics: [read.diagnostic] };
  const { entries } = read.value;
  const refusal = address === undefined ? undefined : whyNotRecorded(address, recordedAddresses(entries));
  if (refusal) return { diagnostics: [refusal] };
  const { runs, events } = historyOf(entries, address);
  const of = address === undefined ? {} : { address };
  return { history: { formatVersion: 1, tenant: tenant.name, ...of, runs, events, diagnostics: [] } };
}
