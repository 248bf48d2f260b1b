import type { Address } from '../core/address.ts';
import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import type { LedgerError } from '../core/ledger-error.ts';
import type { FieldConflict, Outcome } from '../core/outcome.ts';

type Written = { readonly id: string; readonly version?: string | number };

const base = (change: Change, attempts: number) => {
  const source = change.sources[''];
  return {
    address: change.address,
    action: change.action,
    attempts,
    ...(change.id !== undefined && { id: change.id }),
    ...(source && { source }),
  };
};

export function applied(change: Change, attempts: number, { id, version }: Written): Outcome {
  return {
    ...base(change, attempts),
    outcome: 'applied',
    id,
    ...(version !== undefined && { version }),
  };
}

/**
 * A write that was refused, or an object that could not be read for it. One whose answer was lost is `unknown`, never `failed`
 * (design §4). What is neither ApiError nor DecodeError is thrown on.
 */
export function refused(change: Change, attempts: number, thrown: unknown): Outcome {
  if (thrown instanceof DecodeError) return { ...base(change, attempts), ...unreadable(thrown) };
  if (!(thrown instanceof ApiError)) throw thrown;
  const { code, status, message, hint, mayHaveTakenEffect } = thrown;
  return {
    ...base(change, attempts),
    outcome: mayHaveTakenEffect ? 'unknown' : 'failed',
    error: { code, message, ...(status !== undefined && { status }), ...(hint !== undefined && { hint }) },
  };
}

/** A write that failed. `attempts` counts it, unless it never went out. */
export function unwritten(change: Change, attempts: number, thrown: unknown): Outcome {
  const isSent = !(thrown instanceof ApiError && isUnsent(thrown));
  return refused(change, isSent ? attempts : Math.max(0, attempts - 1), thrown);
}

/** What has no answer may have taken effect, if it was sent. Of a limit only those know that were sent before. */
const isUnsent = ({ code, status, mayHaveTakenEffect }: ApiError) =>
  status === undefined && !mayHaveTakenEffect && code !== 'RATE_LIMITED';

const unreadable = ({ message }: DecodeError) => ({
  outcome: 'failed' as const,
  error: { code: 'LIVE_UNREADABLE', message, hint: 'See to the object in CXone, then apply again' },
});

/** Not sent, since what it depends on was not applied. */
export function blocked(change: Change, blocker: Address): Outcome {
  return {
    ...base(change, 0),
    outcome: 'blocked',
    error: {
      code: 'BLOCKED',
      message: `${blocker} was not applied`,
      hint: 'See to that one, then apply again',
    },
  };
}

/** The ledger could not take the intent, so that it was not sent (again). */
export function unjournaled(change: Change, attempts: number, { code, message, hint }: LedgerError): Outcome {
  return { ...base(change, attempts), outcome: 'failed', error: { code, message, hint } };
}

export function gone(change: Change, attempts: number): Outcome {
  return {
    ...base(change, attempts),
    outcome: 'failed',
    error: {
      code: 'GONE',
      message: 'Somebody deleted it while this run was writing',
      hint: 'Run cxform plan again',
    },
  };
}

/** Why an object that was to go stays. */
export const changedSince = 'Somebody changed it after it was planned to be deleted';

/** Somebody else changed it meanwhile, in the same fields or faster than this run could follow. */
export function conflicting(
  change: Change,
  attempts: number,
  message: string,
  conflicts: readonly FieldConflict[],
): Outcome {
  return {
    ...base(change, attempts),
    outcome: 'conflict',
    error: {
      code: 'CONFLICT',
      status: 409,
      message,
      hint: 'Look at cxform plan again before the next apply',
    },
    conflicts,
  };
}
