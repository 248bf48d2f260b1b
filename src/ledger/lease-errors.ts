import { LedgerError } from '../core/ledger-error.ts';
import type { LeaseHolder } from '../core/ports.ts';

/** A holder for people. */
const holderText = ({ run, pid, host }: Pick<LeaseHolder, 'run' | 'pid' | 'host'>) =>
  `run ${run} (process ${pid} on ${host})`;

/** `LEDGER_BUSY`: somebody else has the lease. */
export function leaseBusy(holder: LeaseHolder): LedgerError {
  const { since, expiresAt } = holder;
  return new LedgerError(
    'LEDGER_BUSY',
    `The ledger is in use by ${holderText(holder)} since ${since}; its lease ends at ${expiresAt} unless it renews it`,
    'Wait for that run, such as with --lock-timeout 5m. If it is at work no more: cxform ledger unlock',
  );
}

/** `LEDGER_BUSY`: something that is no lease stands in the way. */
export function ledgerBusy(holder: string): LedgerError {
  return new LedgerError(
    'LEDGER_BUSY',
    `The ledger is in use by ${holder}`,
    'Wait for that run to end. If none is at work: cxform ledger unlock',
  );
}

/** `LEDGER_MOVED`: another run has written meanwhile, or has taken over the right to. */
export function ledgerMoved(where: string): LedgerError {
  return new LedgerError(
    'LEDGER_MOVED',
    `another run has written to ${where} since this one read it`,
    'Plan again',
  );
}

/** `LEASE_LOST`: a run does not have the lease any more. */
export function leaseLost(now: LeaseHolder | undefined): LedgerError {
  const who = now === undefined ? 'nobody has it now' : `${holderText(now)} has it now`;
  return new LedgerError(
    'LEASE_LOST',
    `This run has lost the lease on the ledger; ${who}`,
    'Look at cxform history, then apply again: it does what is left to do',
  );
}
