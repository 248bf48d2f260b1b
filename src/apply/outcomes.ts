import type { Address } from '../core/address.ts';
import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import { diff } from '../core/diff.ts';
import type { JsonObject } from '../core/json.ts';
import type { ObjectKind } from '../core/kind.ts';
import type { LedgerError } from '../core/ledger-error.ts';
import type { FieldConflict, Outcome } from '../core/outcome.ts';
import type { LiveObject } from '../core/resource.ts';

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
  if (thrown instanceof ApiError && isWithheld(thrown)) {
    return { ...refused(change, Math.max(0, attempts - 1), thrown), outcome: 'blocked' };
  }
  const isSent = !(thrown instanceof ApiError && isUnsent(thrown));
  return refused(change, isSent ? attempts : Math.max(0, attempts - 1), thrown);
}

/** What has no answer may have taken effect, if it was sent. Of a limit only those know that were sent before. */
const isUnsent = ({ code, status, mayHaveTakenEffect }: ApiError) =>
  status === undefined && !mayHaveTakenEffect && code !== 'RATE_LIMITED';

/** cxform itself did not let it go out. */
const isWithheld = ({ code, mayHaveTakenEffect }: ApiError) =>
  (code === 'INTERRUPTED' || code === 'LEASE_LOST') && !mayHaveTakenEffect;

/**
 * A write that was refused as if somebody had been there before, and whose object could not be read since: nobody knows who was. A request
 * can be delivered twice on its way.
 */
export function unread(change: Change, attempts: number, thrown: unknown): Outcome {
  return { ...refused(change, attempts, thrown), outcome: attempts === 0 ? 'failed' : 'unknown' };
}

/** A write whose answers were lost, and which has had no effect: reading has shown that. */
export function lostForGood(change: Change, attempts: number, thrown: ApiError): Outcome {
  return { ...refused(change, attempts, thrown), outcome: 'failed' };
}

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

/** Not begun, since somebody asked the run to stop. */
export function interrupted(change: Change): Outcome {
  return {
    ...base(change, 0),
    outcome: 'blocked',
    error: {
      code: 'INTERRUPTED',
      message: 'The run was asked to stop before it came to this',
      hint: 'Apply again: it does what is left to do',
    },
  };
}

/** A create whose answer was lost, and several objects that it could have made. */
export function ambiguous(change: Change, attempts: number, candidates: readonly LiveObject[]): Outcome {
  const ids = candidates.map(({ id }) => id).join(', ');
  return {
    ...base(change, attempts),
    outcome: 'unknown',
    error: {
      code: 'LOST_CREATE_AMBIGUOUS',
      message: `The answer was lost, and ${candidates.length} objects could be what it created: ${ids}`,
      hint: `Delete the ones that are too many in CXone, or pin the one that is meant: pins: {${change.address}: ${candidates[0]?.id}} in the Tenant`,
    },
  };
}

/** A create whose answer was lost, and one new object of that name that is not as it was sent. */
export function doubtful(change: Change, attempts: number, { id }: LiveObject): Outcome {
  return {
    ...base(change, attempts),
    outcome: 'unknown',
    error: {
      code: 'LOST_CREATE_DOUBTFUL',
      message: `The answer was lost, and ${id}, which is new and has that name, is not as it was sent`,
      hint: 'Look at cxform plan: it takes that object for the one that is declared',
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

/** What the tenant itself has told of a conflict. */
interface Told {
  readonly edited?: Outcome['edited'] | undefined;
  /** Of its refusal. */
  readonly status?: number | undefined;
}

/** Somebody else changed it meanwhile, in the same fields or faster than this run could follow. */
export function conflicting(
  change: Change,
  attempts: number,
  message: string,
  conflicts: readonly FieldConflict[],
  { edited, status }: Told = {},
): Outcome {
  return {
    ...base(change, attempts),
    outcome: 'conflict',
    error: {
      code: 'CONFLICT',
      ...(status !== undefined && { status }),
      message,
      hint:
        change.action === 'delete'
          ? 'cxform conflicts shows both sides, and how to decide between them'
          : `cxform conflicts shows both sides; cxform conflicts resolve ${change.address} --take git|live decides`,
    },
    conflicts,
    ...(edited && { edited }),
  };
}

/** What was to be deleted: as this run had it last, and as it is. */
interface Spared {
  readonly left: JsonObject;
  readonly now: LiveObject;
}

/** Somebody has edited what was to be deleted: it stays, with what is different now. Git wants none of it. */
export function spared(
  { fields, wire }: ObjectKind,
  change: Change,
  attempts: number,
  { left, now }: Spared,
  refusal?: ApiError,
): Outcome {
  // What the tenant has no longer is left out of its spec.
  const gone = Object.fromEntries(Object.keys(left).map((key) => [key, null]));
  const conflicts = diff(fields, left, { ...gone, ...now.spec }).map(
    ({ path, before, after }): FieldConflict => ({ path, base: before, theirs: after, ours: null }),
  );
  const message = 'Somebody changed it after it was planned to be deleted';
  const told = { edited: wire.editedBy?.(now.raw), status: refusal?.status };
  return conflicting(change, attempts, message, conflicts, told);
}

/** Somebody has made what was to be created: it is theirs, as it is. */
export function madeMeanwhile({ fields, wire }: ObjectKind, change: Change, now: LiveObject): Outcome {
  const conflicts = diff(fields, now.spec, change.desired).map(
    ({ path, before, after }): FieldConflict => ({ path, base: null, theirs: before, ours: after }),
  );
  const message = 'Somebody created it after this was planned; plan again';
  const told = { edited: wire.editedBy?.(now.raw) };
  return { ...conflicting(change, 0, message, conflicts, told), id: now.id };
}
