import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { fitsCreated } from '../core/fits.ts';
import { ownMember } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ChangeContext } from './context.ts';
import { ambiguous, doubtful, unwritten } from './outcomes.ts';

/** Contract §1: at most three writes in all. */
export const writesMax = 3;

/** A write went out and its answer was lost. */
export function isLost(thrown: unknown): thrown is ApiError {
  return thrown instanceof ApiError && thrown.mayHaveTakenEffect;
}

/**
 * The object that a create has made whose answer was lost; undefined where it has made none, and an outcome where that cannot be told.
 * It is one of the natural key that was not there before and is as it was sent (contract §1, Natural keys).
 */
export async function findCreated(
  context: ChangeContext,
  change: Change,
  attempt: number,
  lost: ApiError,
): Promise<LiveObject | Outcome | undefined> {
  if (!(await context.outwaitWindow())) return unwritten(change, attempt, lost);
  try {
    const candidates = await newOnes(context, change);
    const fitting = candidates.filter(({ spec }) => fitsCreated(context.kind.fields, change.desired, spec));
    const [only, ...others] = fitting;
    if (others.length > 0) return ambiguous(change, attempt, fitting);
    if (only) return only;
    const [another] = candidates;
    return another && doubtful(change, attempt, another);
  } catch (thrown) {
    if (thrown instanceof ApiError) return unwritten(change, attempt, lost);
    throw thrown;
  }
}

/** Objects that the create could have made. */
async function newOnes(
  { kind, relist, isKnown }: ChangeContext,
  { desired }: Change,
): Promise<readonly LiveObject[]> {
  const name = ownMember(desired, kind.identity.path.slice(1));
  return (await relist()).filter((object) => object.name === name && !isKnown(object.id));
}
