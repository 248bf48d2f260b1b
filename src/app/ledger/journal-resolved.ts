import type { Address } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Resolved } from '../../core/journal.ts';
import { ledgerResult } from '../ledger-result.ts';
import type { World } from '../world.ts';
import { isMissing, openConflictOf } from './open-conflict-of.ts';
import type { LeasedLedger } from './with-lease.ts';

/** Journals how a conflict was decided, unless it is closed already. Answers what kept the ledger from taking it. */
export async function journalResolved(
  { clock }: Pick<World, 'clock'>,
  { ledger, run }: LeasedLedger,
  { address, take }: { readonly address: Address; readonly take: Resolved['take'] },
): Promise<readonly Diagnostic[]> {
  const journaled = await ledgerResult(async () => {
    const { entries, head } = await ledger.read();
    if (isMissing(openConflictOf(entries, address))) return;
    const at = new Date(clock.now()).toISOString();
    await ledger.append([{ type: 'resolved', at, run, address, take }], head);
  });
  return 'diagnostic' in journaled ? [journaled.diagnostic] : [];
}
