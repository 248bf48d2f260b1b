import type { TakenOver, Unlocked } from '../core/journal.ts';
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

/** `LEDGER_MOVED`: another run has written meanwhile. */
export function ledgerMoved(where: string): LedgerError {
  return new LedgerError(
    'LEDGER_MOVED',
    `Another run has written to ${where} since this one read it`,
    'Plan again',
  );
}

/** `LEDGER_MOVED`: what keeps others from writing was taken away in the midst of our own writing. */
export function lockLost(folder: string): LedgerError {
  return new LedgerError(
    'LEDGER_MOVED',
    `The lock on ${folder} was taken from this run while it wrote: by another run, by cxform ledger unlock, or with the folder`,
    'See in cxform history whether another run is at work, then apply again: it does what is left to do',
  );
}

/** What is known of how a run has lost the lease. */
export interface LeaseLoss {
  /** Who has it now. */
  readonly now?: LeaseHolder | undefined;
  /** The entry that took it away. */
  readonly taken?: TakenOver | Unlocked | undefined;
  /** The file or folder that told of it, and that is not there any more. */
  readonly gone?: string | undefined;
}

/** `LEASE_LOST`: a run does not have the lease any more. */
export function leaseLost({ now, taken, gone }: LeaseLoss): LedgerError {
  const how = taken ? [takenText(taken)] : gone === undefined ? [] : [`${gone} has gone`];
  const who = now ? `${holderText(now)} has it now` : 'nobody has it now';
  return new LedgerError(
    'LEASE_LOST',
    `This run has lost the lease on the ledger: ${[...how, who].join('; ')}`,
    gone === undefined
      ? 'Look at cxform history, then apply again: it does what is left to do'
      : 'Restore the whole folder of the ledger from Git or a backup, then apply again; without it, objects match by name',
  );
}

const takenText = ({ type, run, at }: TakenOver | Unlocked) =>
  type === 'unlocked'
    ? `somebody took it away at ${at} with cxform ledger unlock`
    : `run ${run} took it over at ${at}`;
