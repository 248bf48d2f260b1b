import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import { digest } from '../core/fingerprint.ts';
import { invariant } from '../core/invariant.ts';
import type { JsonObject } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Path } from '../core/path.ts';
import { stableSpec } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { isLost, writesMax } from './lost.ts';
import {
  applied,
  changedSince,
  conflicting,
  lostForGood,
  refused,
  unjournaled,
  unread,
  unwritten,
} from './outcomes.ts';

/** Deletes an object at the version it was read at. One that has gone already is deleted; one that moved meanwhile stays. */
export async function deleteObject(
  context: ChangeContext,
  change: Change,
  before: Outcome | undefined,
): Promise<Outcome> {
  const { journal } = context;
  // Unlinking has written to it.
  const doomed = before ? withVersion(change, before.version) : change;
  const outcome = (await movedUnseen(context, doomed)) ?? (await remove(context, doomed));
  const forgotten = { type: 'forgotten' as const, address: change.address, id: change.id ?? '' };
  await journal.conclude(outcome, 'write', outcome.outcome === 'applied' ? [forgotten] : []);
  return outcome;
}

/** Where nothing has a version, the object is read again and must be as it was when its deletion was planned. */
async function movedUnseen(
  { kind, object, reread }: ChangeContext,
  change: Change,
): Promise<Outcome | undefined> {
  if (change.version !== undefined || change.id === undefined) return undefined;
  try {
    const now = await reread(change.id);
    if (!now) return applied(change, 0, { id: change.id });
    const { deferred = [], fingerprint } = change;
    const seen = (spec: JsonObject) => digest(stableSpec(kind.fields, without(spec, deferred)));
    const expected = deferred.length === 0 ? fingerprint : object && seen(object.spec);
    const same = seen(now.spec) === expected;
    return same ? undefined : conflicting(change, 0, changedSince, []);
  } catch (thrown) {
    return refused(change, 0, thrown);
  }
}

function withVersion(change: Change, version: string | number | undefined): Change {
  const { version: _, ...others } = change;
  return version === undefined ? others : { ...others, version };
}

const without = (spec: JsonObject, paths: readonly Path[]) =>
  Object.fromEntries(Object.entries(spec).filter(([key]) => !paths.includes(`/${key}`)));

async function remove(context: ChangeContext, change: Change): Promise<Outcome> {
  const { kind, service, journal } = context;
  const { id, version } = change;
  invariant(id !== undefined, `${change.address} is deleted and has no id`);
  for (let attempt = 1; ; attempt++) {
    try {
      await journal.intend(change, 'write', version);
      await kind.wire.remove(service, version === undefined ? { id } : { id, version });
      return applied(change, attempt, { id });
    } catch (thrown) {
      if (thrown instanceof LedgerError) return unjournaled(change, attempt - 1, thrown);
      if (!(thrown instanceof ApiError)) throw thrown;
      const isAnswered = thrown.code === 'NOT_FOUND' || kind.wire.isConflict(thrown);
      if (isAnswered) return afterRefusal(context, change, id, attempt, thrown);
      if (!isLost(thrown)) return unwritten(change, attempt, thrown);
      const ended = await afterLostAnswer(context, change, id, attempt, thrown);
      if (ended) return ended;
    }
  }
}

/** Once it must show, if ever, reading tells whether the deletion has taken effect; undefined where it has not and is to be sent again. */
async function afterLostAnswer(
  { outwaitWindow, reread }: ChangeContext,
  change: Change,
  id: string,
  attempt: number,
  lost: ApiError,
): Promise<Outcome | undefined> {
  if (!(await outwaitWindow())) return unwritten(change, attempt, lost);
  try {
    const now = await reread(id);
    if (!now) return applied(change, attempt, { id });
    if (now.version !== change.version) return conflicting(change, attempt, changedSince, []);
    return attempt < writesMax ? undefined : lostForGood(change, attempt, lost);
  } catch (thrown) {
    if (thrown instanceof ApiError || thrown instanceof DecodeError) return unwritten(change, attempt, lost);
    throw thrown;
  }
}

/**
 * The version was refused, or nothing was found to delete. Only reading tells: the object has gone, somebody has changed it, or the
 * tenant has another reason (a 404 can also mean that it has no such call).
 */
async function afterRefusal(
  { kind, reread }: ChangeContext,
  change: Change,
  id: string,
  attempt: number,
  refusal: ApiError,
): Promise<Outcome> {
  try {
    const now = await reread(id);
    if (!now) return applied(change, attempt, { id });
    if (now.version === change.version) return refused(change, attempt, refusal);
    return conflicting(change, attempt, changedSince, [], kind.wire.editedBy?.(now.raw));
  } catch (thrown) {
    // The deletion itself may have taken effect, which reading cannot tell now.
    return unread(change, attempt, refusal.mayHaveTakenEffect ? refusal : thrown);
  }
}
