import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { digest } from '../core/fingerprint.ts';
import { invariant } from '../core/invariant.ts';
import type { Outcome } from '../core/outcome.ts';
import { stableSpec } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { applied, conflicting, refused } from './outcomes.ts';

/** Deletes an object at the version it was read at. One that has gone already is deleted; one that moved meanwhile stays. */
export async function deleteObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const { journal } = context;
  await journal.intend(change, change.version);
  const outcome = (await movedUnseen(context, change)) ?? (await remove(context, change));
  const forgotten = { type: 'forgotten' as const, address: change.address, id: change.id ?? '' };
  await journal.conclude(outcome, outcome.outcome === 'applied' ? [forgotten] : []);
  return outcome;
}

/** Where nothing has a version, the object is read again and must be as it was when its deletion was planned. */
async function movedUnseen({ kind, reread }: ChangeContext, change: Change): Promise<Outcome | undefined> {
  if (change.version !== undefined || change.id === undefined) return undefined;
  try {
    const now = await reread(change.id);
    if (!now) return applied(change, 0, { id: change.id });
    const same = digest(stableSpec(kind.fields, now.spec)) === change.fingerprint;
    return same ? undefined : conflicting(change, 0, changedSince, []);
  } catch (thrown) {
    return refused(change, 0, thrown);
  }
}

const changedSince = 'Somebody changed it after it was planned to be deleted';

async function remove({ kind, service, reread }: ChangeContext, change: Change): Promise<Outcome> {
  const { id, version } = change;
  invariant(id !== undefined, `${change.address} is deleted and has no id`);
  try {
    await kind.wire.remove(service, version === undefined ? { id } : { id, version });
    return applied(change, 1, { id });
  } catch (thrown) {
    const doubtful =
      thrown instanceof ApiError && (thrown.code === 'NOT_FOUND' || kind.wire.isConflict(thrown));
    return doubtful ? afterRefusal(change, id, reread, thrown) : refused(change, 1, thrown);
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
    return refused(change, 1, thrown);
  }
}
