import { ApiError } from '../core/api-error.ts';
import type { Change, FieldChange } from '../core/change.ts';
import { clearedPaths } from '../core/clears.ts';
import { invariant } from '../core/invariant.ts';
import type { JsonObject } from '../core/json.ts';
import type { Target, Written } from '../core/kind.ts';
import type { Outcome } from '../core/outcome.ts';
import { pathSegments } from '../core/path.ts';
import type { LiveObject } from '../core/resource.ts';
import { applyDifferences } from '../core/spec-at.ts';
import { stableSpec } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { observedFact, shownWhereCleared } from './observe.ts';
import { applied, conflicting, gone, refused } from './outcomes.ts';
import { rebase } from './rebase.ts';

/** Contract §1: at most three writes in all. */
const writesMax = 3;

/**
 * Updates an object to what the plan says, from the version it was read at. Where the tenant answers that it has moved, it is read
 * again and the plan's fields are rebased onto it; nobody's edit is written over.
 */
export async function updateObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const { kind, journal, object } = context;
  invariant(object, `${change.address} is updated and was not read`);
  let current = object;
  let fields = change.fields;
  for (let attempt = 1; ; attempt++) {
    await journal.intend(change, current.version);
    try {
      const written = await write(context, change, current, fields);
      return conclude(context, change, applied(change, attempt, written));
    } catch (thrown) {
      if (!(thrown instanceof ApiError && kind.wire.isConflict(thrown))) {
        return conclude(context, change, refused(change, attempt, thrown));
      }
      const next = await afterConflict(context, change, current, fields, attempt, thrown);
      if ('outcome' in next) return conclude(context, change, next);
      ({ current, fields } = next);
    }
  }
}

function write(
  { kind, service, toId }: ChangeContext,
  { desired }: Change,
  current: LiveObject,
  fields: readonly FieldChange[],
): Promise<Written> {
  const body = kind.wire.encode({
    spec: applyDifferences(kind.fields, current.spec, desired, fields),
    raw: current.raw,
    changed: new Set(fields.map(({ path }) => pathSegments(path)[0] ?? '')),
    toId,
  });
  return kind.wire.update(service, targetOf(current), body);
}

type Next = { readonly current: LiveObject; readonly fields: readonly FieldChange[] };

/** The version was refused: what now? Either an end, or the object as it is now with the fields left to write. */
async function afterConflict(
  { kind, reread }: ChangeContext,
  change: Change,
  sent: LiveObject,
  fields: readonly FieldChange[],
  attempt: number,
  refusal: ApiError,
): Promise<Outcome | Next> {
  let current: LiveObject | undefined;
  try {
    current = await reread(sent.id);
  } catch (thrown) {
    return refused(change, attempt, thrown);
  }
  if (!current) return gone(change, attempt);
  // The version is what was sent: the tenant refuses for another reason, which is shown as it is.
  if (current.version === sent.version) return refused(change, attempt, refusal);
  const rebased = rebase(kind.fields, change.desired, fields, current.spec);
  if (rebased.conflicts.length > 0) {
    return conflicting(change, attempt, 'somebody else changed the same fields', rebased.conflicts);
  }
  if (rebased.fields.length === 0) return applied(change, attempt, current);
  if (attempt === writesMax) {
    return conflicting(change, attempt, `it moved again before each of ${writesMax} writes`, []);
  }
  return { current, fields: rebased.fields };
}

/** Journals the outcome and, where it was applied, the managed fields as they are now. */
async function conclude(context: ChangeContext, change: Change, outcome: Outcome): Promise<Outcome> {
  const { kind, journal, prior, protect, object } = context;
  if (outcome.outcome !== 'applied' || outcome.id === undefined) {
    await journal.conclude(outcome, []);
    return outcome;
  }
  const newlyCleared = clearedPaths(kind.fields, change.fields);
  const shown = newlyCleared.length > 0 ? await shownNow(context, outcome.id) : object?.spec;
  const paths = [...Object.keys(prior?.cleared ?? {}), ...newlyCleared];
  const cleared = shownWhereCleared(kind.fields, change.desired, shown ?? {}, paths);
  const spec = stableSpec(kind.fields, change.desired);
  await journal.conclude(outcome, [
    observedFact({ address: change.address, protect }, outcome.id, spec, cleared),
  ]);
  return outcome;
}

/** What the tenant shows after a clear. Where it cannot be read nothing is remembered, and the clear is sent once more. */
async function shownNow({ reread }: ChangeContext, id: string): Promise<JsonObject | undefined> {
  try {
    return (await reread(id))?.spec;
  } catch (thrown) {
    if (thrown instanceof ApiError) return undefined;
    throw thrown;
  }
}

function targetOf({ id, version }: LiveObject): Target {
  return version === undefined ? { id } : { id, version };
}
