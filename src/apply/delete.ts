import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import { deleteFingerprint } from '../core/delete-fingerprint.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import { invariant } from '../core/invariant.ts';
import type { JsonObject } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Path } from '../core/path.ts';
import type { LiveObject } from '../core/resource.ts';
import { stableSpec } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { isLost, writesMax } from './lost.ts';
import { applied, lostForGood, refused, spared, unjournaled, unread, unwritten } from './outcomes.ts';

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
async function movedUnseen(context: ChangeContext, change: Change): Promise<Outcome | undefined> {
  if (change.version !== undefined || change.id === undefined) return undefined;
  try {
    const now = await context.reread(change.id);
    if (!now) return applied(change, 0, { id: change.id });
    return isAsPlanned(context, change, now) ? undefined : moved(context, change, 0, now);
  } catch (thrown) {
    return refused(change, 0, thrown);
  }
}

/** Of what was unlinked before, it is our own doing that it is not as it was. */
function isAsPlanned({ kind, object }: ChangeContext, change: Change, now: LiveObject): boolean {
  if (change.version !== undefined) return now.version === change.version;
  const { deferred = [], fingerprint } = change;
  if (deferred.length === 0) return deleteFingerprint(kind.fields, now) === fingerprint;
  const seen = (spec: JsonObject) => canonicalJson(stableSpec(kind.fields, without(spec, deferred)));
  return object !== undefined && seen(now.spec) === seen(object.spec);
}

/** It stays. What was unlinked before is as cxform has left it. */
function moved(
  context: ChangeContext,
  change: Change,
  attempt: number,
  now: LiveObject,
  refusal?: ApiError,
): Outcome {
  const { deferred = [] } = change;
  const left = without(context.object?.spec ?? now.spec, deferred);
  return spared(context.kind, change, attempt, { left, now }, refusal);
}

function withVersion(change: Change, version: string | number | undefined): Change {
  const { version: _, ...others } = change;
  return version === undefined ? others : { ...others, version };
}

const without = (spec: JsonObject, paths: readonly Path[]) =>
  Object.fromEntries(Object.entries(spec).filter(([key]) => !paths.includes(`/${key}`)));

async function remove(context: ChangeContext, change: Change): Promise<Outcome> {
  const { kind, service, journal, intended } = context;
  const { id, version } = change;
  invariant(id !== undefined, `${change.address} is deleted and has no id`);
  for (let attempt = 1; ; attempt++) {
    try {
      await journal.intend(change, 'write', version, intended);
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
  context: ChangeContext,
  change: Change,
  id: string,
  attempt: number,
  lost: ApiError,
): Promise<Outcome | undefined> {
  if (!(await context.outwaitWindow())) return unwritten(change, attempt, lost);
  try {
    const now = await context.reread(id);
    if (!now) return applied(change, attempt, { id });
    if (!isAsPlanned(context, change, now)) return moved(context, change, attempt, now);
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
  context: ChangeContext,
  change: Change,
  id: string,
  attempt: number,
  refusal: ApiError,
): Promise<Outcome> {
  try {
    const now = await context.reread(id);
    if (!now) return applied(change, attempt, { id });
    if (now.version === change.version) {
      const isStale = context.kind.wire.saysMoved?.(refusal) ?? false;
      return isStale ? unread(change, attempt, refusal) : refused(change, attempt, refusal);
    }
    return moved(context, change, attempt, now, refusal);
  } catch (thrown) {
    // The deletion itself may have taken effect, which reading cannot tell now.
    return unread(change, attempt, refusal.mayHaveTakenEffect ? refusal : thrown);
  }
}
