import type { Address } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Resolved } from '../../core/journal.ts';
import { openConflicts } from '../../ledger/open-conflicts.ts';
import { ledgerResult } from '../ledger-result.ts';
import type { World } from '../world.ts';
import type { LeasedLedger } from './with-lease.ts';

/** Journals how conflicts were decided, but for those that are closed already. Answers what kept the ledger from taking it. */
export async function journalResolved(
  { clock }: Pick<World, 'clock'>,
  { ledger, run }: LeasedLedger,
  { addresses, take }: { readonly addresses: readonly Address[]; readonly take: Resolved['take'] },
): Promise<readonly Diagnostic[]> {
  const journaled = await ledgerResult(async () => {
    const { entries, head } = await ledger.read();
    const decided = openConflicts(entries).filter(({ address }) => addresses.includes(address));
    if (decided.length === 0) return;
    const at = new Date(clock.now()).toISOString();
    await ledger.append(
      decided.map(({ address }) => ({ type: 'resolved', at, run, address, take })),
      head,
    );
  });
  return 'diagnostic' in journaled ? [journaled.diagnostic] : [];
}
