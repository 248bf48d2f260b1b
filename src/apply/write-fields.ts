import { ApiError } from '../core/api-error.ts';
import type { Change, FieldChange, Step } from '../core/change.ts';
import { writeOnlyPart } from '../core/field-model.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import { pathSegments } from '../core/path.ts';
import { rebase } from '../core/rebase.ts';
import { rereadsBeforeWrite } from '../core/rereads.ts';
import type { LiveObject } from '../core/resource.ts';
import { applyDifferences } from '../core/spec-at.ts';
import type { Target, Written } from '../core/wire.ts';
import type { ChangeContext } from './context.ts';
import { isLost, writesMax } from './lost.ts';
import {
  applied,
  conflicting,
  gone,
  lostForGood,
  refused,
  spared,
  unjournaled,
  unread,
  unwritten,
} from './outcomes.ts';

/** An object as last read, and the fields that are left to write. */
interface Next {
  readonly current: LiveObject;
  readonly fields: readonly FieldChange[];
  /** Who has edited it last, where the tenant tells. */
  readonly edited?: Outcome['edited'];
}

/**
 * Writes fields of an object, from the version it was read at. Where the tenant answers that it has moved, or the answer is lost, it is
 * read again and the fields are rebased onto it; nobody's edit is written over, and what is to be deleted is left to whoever edits it.
 * Where nothing has a version, reading it right before the write and after it is all that can be done. Each write's intent is
 * journaled; how it ended is not.
 */
export async function writeFields(
  context: ChangeContext,
  change: Change,
  start: Next,
  step: Step,
): Promise<Outcome> {
  const { kind } = context;
  let next: Outcome | Next = start.fields.length === 0 ? applied(change, 0, start.current) : start;
  if (!('outcome' in next) && rereadsBeforeWrite(kind, start.current.version)) {
    next = await rebaseOntoNow(context, change, start, 0);
  }
  for (let attempt = 1; !('outcome' in next); attempt++) {
    next = await attemptWrite(context, change, next, step, attempt);
  }
  return next;
}

/** Sends one write: how the change has ended, or what is left to write. */
async function attemptWrite(
  context: ChangeContext,
  change: Change,
  sent: Next,
  step: Step,
  attempt: number,
): Promise<Outcome | Next> {
  const { id, version } = sent.current;
  try {
    await context.journal.intend({ ...change, id }, step, version, context.intended);
    const written = await write(context, change, sent);
    const isWeak = version === undefined && written.version === undefined;
    return isWeak ? await verified(context, change, sent, attempt) : applied(change, attempt, written);
  } catch (thrown) {
    if (thrown instanceof LedgerError) return unjournaled(change, attempt - 1, thrown);
    if (isLost(thrown) && !context.kind.wire.isConflict(thrown)) {
      return afterLostAnswer(context, change, sent, attempt, thrown);
    }
    const moved = thrown instanceof ApiError && context.kind.wire.isConflict(thrown);
    return moved ? afterConflict(context, change, sent, attempt, thrown) : unwritten(change, attempt, thrown);
  }
}

/** No version tells whether somebody has written right after us: only looking does. What cannot be looked at was answered for. */
async function verified(
  context: ChangeContext,
  change: Change,
  sent: Next,
  attempt: number,
): Promise<Outcome> {
  const next = await rebaseOntoNow(context, change, sent, attempt);
  if (!('outcome' in next)) {
    const conflicts = next.fields.map(({ path, before, after }) => ({
      path,
      base: after,
      theirs: before,
      ours: after,
    }));
    return conflicting(change, attempt, 'Somebody wrote over it right after', conflicts, next);
  }
  return next.outcome === 'unknown' ? applied(change, attempt, sent.current) : next;
}

/** Once it must show, if ever, reading tells whether the write has taken effect; where it has not it is sent again. */
async function afterLostAnswer(
  context: ChangeContext,
  change: Change,
  sent: Next,
  attempt: number,
  lost: ApiError,
): Promise<Outcome | Next> {
  if (!(await context.outwaitWindow())) return unwritten(change, attempt, lost);
  const next = await rebaseOntoNow(context, change, sent, attempt);
  if ('outcome' in next) return isPerhapsOurs(next) ? unwritten(change, attempt, lost) : next;
  return attempt < writesMax ? next : lostForGood(change, attempt, lost);
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
  let next = await rebaseOntoNow(context, change, sent, attempt, refusal);
  if (refusal.mayHaveTakenEffect && !('outcome' in next)) {
    // An answer was lost before this one: what that write has done may not show yet.
    if (!(await context.outwaitWindow())) return refused(change, attempt, refusal);
    next = await rebaseOntoNow(context, change, sent, attempt, refusal);
  }
  if ('outcome' in next) {
    return refusal.mayHaveTakenEffect && isPerhapsOurs(next) ? refused(change, attempt, refusal) : next;
  }
  // The version is what was sent: the tenant refuses for another reason, which is shown as it is.
  if (next.current.version === sent.current.version) {
    const isStale = context.kind.wire.saysMoved?.(refusal) ?? false;
    return isStale ? unread(change, attempt, refusal) : refused(change, attempt, refusal);
  }
  const told = { edited: next.edited, status: refusal.status };
  if (change.action === 'delete') {
    const left = sent.current.spec;
    return spared(context.kind, change, attempt, { left, now: next.current }, refusal);
  }
  if (attempt < writesMax) return next;
  const message = `It moved again before each of ${writesMax} writes`;
  return conflicting(change, attempt, message, stillOpen(next), told);
}

/**
 * Whether what was read after a lost answer may be our own work: where nothing could be read, and where the tenant shows a value of its own in
 * place of what we cleared, nobody else is to be named.
 */
function isPerhapsOurs({ outcome, conflicts = [] }: Outcome): boolean {
  return (
    outcome === 'failed' ||
    outcome === 'unknown' ||
    (outcome === 'conflict' && conflicts.every(({ ours }) => ours === null))
  );
}

/** Reads the object again and carries the fields over to it. `refusal` is the one that made it look, where there was one. */
async function rebaseOntoNow(
  { kind, reread }: ChangeContext,
  change: Change,
  { current, fields }: Next,
  attempts: number,
  refusal?: ApiError,
): Promise<Outcome | Next> {
  let now: LiveObject | undefined;
  try {
    now = await reread(current.id);
  } catch (thrown) {
    return unread(change, attempts, thrown);
  }
  if (!now) return gone(change, attempts);
  const rebased = rebase(kind.fields, change.desired, fields, now.spec);
  const edited = kind.wire.editedBy?.(now.raw);
  if (rebased.conflicts.length > 0) {
    const message = 'Somebody else changed the same fields';
    return conflicting(change, attempts, message, rebased.conflicts, { edited, status: refusal?.status });
  }
  if (rebased.fields.length === 0) return applied(change, attempts, now);
  return { current: now, fields: rebased.fields, ...(edited && { edited }) };
}

/** What nobody else has touched, and was not written all the same. */
const stillOpen = ({ fields }: Next) =>
  fields.map(({ path, before, after }) => ({ path, base: before, theirs: before, ours: after }));

/** The object at the version that a write is computed from. */
export function targetOf({ id, version }: LiveObject): Target {
  return version === undefined ? { id } : { id, version };
}
