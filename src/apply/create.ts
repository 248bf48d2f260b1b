import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { declaredNull } from '../core/clears.ts';
import { DecodeError } from '../core/decode-error.ts';
import { isAbsent } from '../core/field-model.ts';
import { referenceAt } from '../core/field-tree.ts';
import { fitsCreated } from '../core/fits.ts';
import { invariant } from '../core/invariant.ts';
import { type JsonObject, ownMember } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import { asReference } from '../core/reference.ts';
import { rereadsBeforeCreate } from '../core/rereads.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ChangeContext } from './context.ts';
import { findCreated, isLost, writesMax } from './lost.ts';
import { observedAfter } from './observed.ts';
import { applied, conflicting, doubtful, lostForGood, refused, unjournaled, unwritten } from './outcomes.ts';
import { shownAfterWrite } from './shown-after-write.ts';

/**
 * Creates an object, without the fields that are linked later. A create whose answer was lost is not repeated blindly: it is looked for
 * once it must show, if ever (contract §1).
 */
export async function createObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const { journal } = context;
  const outcome = (await createdMeanwhile(context, change)) ?? (await create(context, change));
  await journal.conclude(outcome, 'write', await knownAfter(context, change, outcome));
  return outcome;
}

/** Where a create would write over what is there, it is looked again whether anything is. */
async function createdMeanwhile(context: ChangeContext, change: Change): Promise<Outcome | undefined> {
  if (!rereadsBeforeCreate(context.kind)) return undefined;
  try {
    const now = await context.reread(idOfReference(context, change));
    return now && conflicting(change, 0, 'Somebody created it after this was planned; plan again', []);
  } catch (thrown) {
    return refused(change, 0, thrown);
  }
}

/** The id of an object that has that of what it refers to. */
function idOfReference({ kind, toId }: ChangeContext, { address, desired }: Change): string {
  const { path } = kind.identity;
  const target = referenceAt(kind.fields, path);
  const reference = asReference(ownMember(desired, path.slice(1)));
  invariant(target && reference, `${address} does not say whose it is`);
  return toId(target.kind, reference);
}

async function create(context: ChangeContext, change: Change): Promise<Outcome> {
  const { kind, service, toId, journal, resource, bind } = context;
  const entries = Object.entries(writtenFirst(change)).filter(([, value]) => !isAbsent(value));
  const input = {
    spec: Object.fromEntries(entries),
    raw: undefined,
    changed: new Set(entries.map(([key]) => key)),
    toId,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      await journal.intend(change, 'write', undefined, resource?.protect);
    } catch (thrown) {
      if (thrown instanceof LedgerError) return unjournaled(change, attempt - 1, thrown);
      throw thrown;
    }
    try {
      const written = await kind.wire.create(service, kind.wire.encode(input), input);
      bind(written.id);
      return applied(change, attempt, written);
    } catch (thrown) {
      if (!isLost(thrown)) return unwritten(change, attempt, thrown);
      const found = await whatBecame(context, change, attempt, thrown);
      if (found && 'outcome' in found) return found;
      if (found) {
        bind(found.id);
        return applied(change, attempt, found);
      }
      if (attempt === writesMax) return lostForGood(change, attempt, thrown);
    }
  }
}

/** Of what is written at the place of its own agent nothing else can be meant than what is there. */
async function whatBecame(
  context: ChangeContext,
  change: Change,
  attempt: number,
  lost: ApiError,
): Promise<LiveObject | Outcome | undefined> {
  if (!rereadsBeforeCreate(context.kind)) return findCreated(context, change, attempt, lost);
  if (!(await context.outwaitWindow())) return unwritten(change, attempt, lost);
  try {
    const now = await context.reread(idOfReference(context, change));
    if (!now) return undefined;
    return fitsCreated(context.kind.fields, change.desired, now.spec) ? now : doubtful(change, attempt, now);
  } catch (thrown) {
    if (thrown instanceof ApiError || thrown instanceof DecodeError) return unwritten(change, attempt, lost);
    throw thrown;
  }
}

/** A field that was declared null was not sent; a tenant with a default of its own shows that from the start. */
async function knownAfter(context: ChangeContext, change: Change, outcome: Outcome) {
  if (outcome.outcome !== 'applied' || outcome.id === undefined) return [];
  const cleared =
    declaredNull(change.desired).length > 0 ? await shownAfterWrite(context, change, outcome) : {};
  return [observedAfter(context, writtenFirst(change), outcome.id, cleared)];
}

/** What a create sends: all but what is linked later. */
function writtenFirst({ desired, deferred = [] }: Change): JsonObject {
  return Object.fromEntries(Object.entries(desired).filter(([key]) => !deferred.includes(`/${key}`)));
}
