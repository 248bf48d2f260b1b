import { type Address, byCodeUnit } from '../../core/address.ts';
import { openConflicts } from '../../ledger/open-conflicts.ts';
import type { Completion } from '../completions.ts';
import { openTenants, type TenantChoice } from '../open-tenant.ts';
import type { World } from '../world.ts';
import { recordedAddresses } from './recorded-addresses.ts';

/** Addresses that a Tenant's ledger knows: all that its journal tells of, or those with an open conflict. Throws LedgerError. */
export async function completeLedgerAddresses(
  { files, ledger }: Pick<World, 'files' | 'ledger'>,
  choice: TenantChoice,
  which: 'journal' | 'conflicts',
): Promise<readonly Completion[]> {
  const { tenants } = await openTenants(files, choice);
  const found = await Promise.all(
    tenants.map(async (tenant) => {
      const { entries } = await ledger(tenant).read();
      return which === 'journal'
        ? recordedAddresses(entries)
        : openConflicts(entries).map(({ address }) => address);
    }),
  );
  const addresses: readonly Address[] = [...new Set(found.flat())].sort(byCodeUnit);
  return addresses.map((value) => ({ value, description: '' }));
}
