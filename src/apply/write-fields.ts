import { ApiError } from '../core/api-error.ts';
import type { Change, FieldChange, Step } from '../core/change.ts';
import { writeOnlyPart } from '../core/field-model.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import { pathSegments } from '../core/path.ts';
import { rereadsBeforeWrite } from '../core/rereads.ts';
import type { LiveObject } from '../core/resource.ts';
import { applyDifferences } from '../core/spec-at.ts';
import type { Target, Written } from '../core/wire.ts';
import type { ChangeContext } from './context.ts';
import { applied, changedSince, conflicting, gone, refused, unjournaled, unwritten } from './outcomes.ts';
import { rebase } from './rebase.ts';

/** Contract §1: at most three writes in all. */
const writesMax = 3;

/** An object as last read, and the fields that are left to write. */
interface Next {
  readonly current: LiveObject;
  readonly fields: readonly FieldChange[];
}

/**
 * Writes fields of an object, from the version it was read at. Where the tenant answers that it has moved, it is read again and the
 * fields are rebased onto it; nobody's edit is written over, and what is to be deleted is left to whoever edits it. Where nothing has a version, reading it again right before the write is
 * all that can be done. Each write's intent is journaled; how it ended is not.
 */
export async function writeFields(
  context: ChangeContext,
  change: Change,
  start: Next,
  step: Step,
): Promise<Outcome> {
  const { kind, journal } = context;
  let next: Outcome | Next = start;
  if (rereadsBeforeWrite(kind, start.current.version)) next = await rebaseOntoNow(context, change, start, 0);
  for (let attempt = 1; !('outcome' in next); attempt++) {
    const sent: Next = next;
    try {
      await journal.intend(change, step, sent.current.version);
      next = applied(change, attempt, await write(context, change, sent));
    } catch (thrown) {
      if (thrown instanceof LedgerError) return unjournaled(change, attempt - 1, thrown);
      const moved = thrown instanceof ApiError && kind.wire.isConflict(thrown);
      next = moved
        ? await afterConflict(context, change, sent, attempt, thrown)
        : unwritten(change, attempt, thrown);
    }
  }
  return next;
}

function write(
  { kind, service, toId }: ChangeContext,
  { desired }: Change,
  { current, fields }: Next,
): Promise<Written> {
  const body = kind.wire.encode({
    spec: {
      ...applyDifferences(kind.fields, current.spec, desired, fields),
      ...writeOnlyPart(kind.fields, desired),
    },
    raw: current.raw,
    changed: new Set(fields.map(({ path }) => pathSegments(path)[0] ?? '')),
    toId,
  });
  return kind.wire.update(service, targetOf(current), body);
}

/** The version was refused: what now? Either an end, or the object as it is now with the fields left to write. */
async function afterConflict(
  context: ChangeContext,
  change: Change,
  sent: Next,
  attempt: number,
  refusal: ApiError,
): Promise<Outcome | Next> {
  const next = await rebaseOntoNow(context, change, sent, attempt);
  if ('outcome' in next) {
    // What moved it may have been our own write, whose answer was lost: then nobody else is to be named, and nothing is known to have failed.
    const perhapsOurs = next.outcome !== 'applied' && refusal.mayHaveTakenEffect;
    return perhapsOurs ? refused(change, attempt, refusal) : next;
  }
  // The version is what was sent: the tenant refuses for another reason, which is shown as it is.
  if (next.current.version === sent.current.version) return refused(change, attempt, refusal);
  if (change.action === 'delete') return conflicting(change, attempt, changedSince, []);
  if (attempt < writesMax) return next;
  return conflicting(change, attempt, `It moved again before each of ${writesMax} writes`, []);
}

/** Reads the object again and carries the fields over to it. */
async function rebaseOntoNow(
  { kind, reread }: ChangeContext,
  change: Change,
  { current, fields }: Next,
  attempts: number,
): Promise<Outcome | Next> {
  let now: LiveObject | undefined;
  try {
    now = await reread(current.id);
  } catch (thrown) {
    return refused(change, attempts, thrown);
  }
  if (!now) return gone(change, attempts);
  const rebased = rebase(kind.fields, change.desired, fields, now.spec);
  if (rebased.conflicts.length > 0) {
    return conflicting(change, attempts, 'Somebody else changed the same fields', rebased.conflicts);
  }
  if (rebased.fields.length === 0) return applied(change, attempts, now);
  return { current: now, fields: rebased.fields };
}

/** The object at the version that a write is computed from. */
export function targetOf({ id, version }: LiveObject): Target {
  return version === undefined ? { id } : { id, version };
}
