import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { digest } from '../core/fingerprint.ts';
import { invariant } from '../core/invariant.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Path } from '../core/path.ts';
import { stableSpec } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { applied, changedSince, conflicting, refused, unwritten } from './outcomes.ts';

/** Deletes an object at the version it was read at. One that has gone already is deleted; one that moved meanwhile stays. */
export async function deleteObject(
  context: ChangeContext,
  change: Change,
  before: Outcome | undefined,
): Promise<Outcome> {
  const { journal } = context;
  // Unlinking has written to it.
  const doomed = before ? withVersion(change, before.version) : change;
  await journal.intend(doomed, 'write', doomed.version);
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

async function remove({ kind, service, reread }: ChangeContext, change: Change): Promise<Outcome> {
  const { id, version } = change;
  invariant(id !== undefined, `${change.address} is deleted and has no id`);
  try {
    await kind.wire.remove(service, version === undefined ? { id } : { id, version });
    return applied(change, 1, { id });
  } catch (thrown) {
    const doubtful =
      thrown instanceof ApiError && (thrown.code === 'NOT_FOUND' || kind.wire.isConflict(thrown));
    return doubtful ? afterRefusal(change, id, reread, thrown) : unwritten(change, 1, thrown);
  }
}

/**
 * The version was refused, or nothing was found to delete. Only reading tells: the object has gone, somebody has changed it, or the
 * tenant has another reason (a 404 can also mean that it has no such call).
 */
async function afterRefusal(
  change: Change,
  id: string,
  reread: ChangeContext['reread'],
  refusal: ApiError,
): Promise<Outcome> {
  try {
    const now = await reread(id);
    if (!now) return applied(change, 1, { id });
    if (now.version === change.version) return refused(change, 1, refusal);
    return conflicting(change, 1, changedSince, []);
  } catch (thrown) {
    // The deletion itself may have taken effect, which reading cannot tell now.
    return refused(change, 1, refusal.mayHaveTakenEffect ? refusal : thrown);
  }
}
