import type { Change } from '../core/change.ts';
import { declaredNull } from '../core/clears.ts';
import { isAbsent } from '../core/field-model.ts';
import type { JsonObject } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import { rereadsBeforeCreate } from '../core/rereads.ts';
import type { ChangeContext } from './context.ts';
import { idOfReference } from './id-of-reference.ts';
import { findCreated, isLost, writesMax } from './lost.ts';
import { observedAfter } from './observed.ts';
import { applied, lostForGood, madeMeanwhile, refused, unjournaled, unwritten } from './outcomes.ts';
import { shownAfterWrite } from './shown-after-write.ts';

/**
 * Creates an object, without the fields that are linked later. A create whose answer was lost is not repeated blindly: it is looked for
 * once it must show, if ever (contract §1).
 */
export async function createObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const first = { ...change, desired: writtenFirst(change) };
  const { outcome, isAnswered } = (await createdMeanwhile(context, first)) ?? (await create(context, first));
  await context.journal.conclude(outcome, 'write', await knownAfter(context, first, outcome, isAnswered));
  return outcome;
}

/** How a create has ended, and whether the tenant has said so: else what is there now may have been edited since. */
interface Created {
  readonly outcome: Outcome;
  readonly isAnswered: boolean;
}

/** Where a create would write over what is there, it is looked again whether anything is. */
async function createdMeanwhile(context: ChangeContext, change: Change): Promise<Created | undefined> {
  if (!rereadsBeforeCreate(context.kind)) return undefined;
  try {
    const now = await context.reread(idOfReference(context, change));
    return now && { outcome: madeMeanwhile(context.kind, change, now), isAnswered: true };
  } catch (thrown) {
    return { outcome: refused(change, 0, thrown), isAnswered: true };
  }
}

async function create(context: ChangeContext, change: Change): Promise<Created> {
  for (let attempt = 1; ; attempt++) {
    try {
      return { outcome: await sendCreate(context, change, attempt), isAnswered: true };
    } catch (thrown) {
      if (thrown instanceof LedgerError) {
        return { outcome: unjournaled(change, attempt - 1, thrown), isAnswered: true };
      }
      if (!isLost(thrown)) return { outcome: unwritten(change, attempt, thrown), isAnswered: true };
      const found = await findCreated(context, change, attempt, thrown);
      if (found) return { outcome: found, isAnswered: false };
      if (attempt === writesMax) return { outcome: lostForGood(change, attempt, thrown), isAnswered: true };
    }
  }
}

async function sendCreate(context: ChangeContext, change: Change, attempt: number): Promise<Outcome> {
  const { kind, service, toId, journal, intended, bind } = context;
  const entries = Object.entries(change.desired).filter(([, value]) => !isAbsent(value));
  const input = {
    spec: Object.fromEntries(entries),
    raw: undefined,
    changed: new Set(entries.map(([key]) => key)),
    toId,
  };
  await journal.intend(change, 'write', undefined, intended);
  const written = await kind.wire.create(service, kind.wire.encode(input), input);
  bind(written.id);
  return applied(change, attempt, written);
}

/** A field that was declared null was not sent; a tenant with a default of its own shows that from the start. */
async function knownAfter(context: ChangeContext, change: Change, outcome: Outcome, isAnswered: boolean) {
  if (outcome.outcome !== 'applied' || outcome.id === undefined) return [];
  const asks = isAnswered && declaredNull(change.desired).length > 0;
  const cleared = asks ? await shownAfterWrite(context, change, outcome) : {};
  return [observedAfter(context, change.desired, outcome.id, cleared)];
}

/** What a create sends: all but what is linked later. */
function writtenFirst({ desired, deferred = [] }: Change): JsonObject {
  return Object.fromEntries(Object.entries(desired).filter(([key]) => !deferred.includes(`/${key}`)));
}
