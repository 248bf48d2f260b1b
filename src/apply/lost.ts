import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import { fitsCreated } from '../core/fits.ts';
import { ownMember } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ChangeContext } from './context.ts';
import { idOfReference } from './id-of-reference.ts';
import { ambiguous, applied, doubtful, unwritten } from './outcomes.ts';

/** Contract §1: at most three writes in all. */
export const writesMax = 3;

/** A write went out and its answer was lost. */
export function isLost(thrown: unknown): thrown is ApiError {
  return thrown instanceof ApiError && thrown.mayHaveTakenEffect;
}

/**
 * How a create has ended whose answer was lost; undefined where it has made nothing. What it has made is just as it was sent: under its natural
 * key and not there before, or at the place that its identity gives (contract §1, Natural keys).
 */
export async function findCreated(
  context: ChangeContext,
  change: Change,
  attempt: number,
  lost: ApiError,
): Promise<Outcome | undefined> {
  if (!(await context.outwaitWindow())) return unwritten(change, attempt, lost);
  try {
    const candidates = await candidatesFor(context, change);
    const fitting = candidates.filter(({ spec }) => fitsCreated(context.kind.fields, change.desired, spec));
    const [only, ...others] = fitting;
    if (others.length > 0) return ambiguous(change, attempt, fitting);
    if (only) {
      context.bind(only.id);
      return applied(change, attempt, only);
    }
    const [another] = candidates;
    return another && doubtful(change, attempt, another);
  } catch (thrown) {
    if (thrown instanceof ApiError || thrown instanceof DecodeError) return unwritten(change, attempt, lost);
    throw thrown;
  }
}

/** Objects that the create could have made. */
async function candidatesFor(context: ChangeContext, change: Change): Promise<readonly LiveObject[]> {
  const { kind, relist, reread, isKnown } = context;
  if (kind.identity.by === 'reference') {
    const object = await reread(idOfReference(context, change));
    return object ? [object] : [];
  }
  const name = ownMember(change.desired, kind.identity.path.slice(1));
  return (await relist()).filter((object) => object.name === name && !isKnown(object.id));
}
