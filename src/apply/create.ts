import type { Change } from '../core/change.ts';
import { declaredNull } from '../core/clears.ts';
import { isAbsent } from '../core/field-model.ts';
import { referenceAt } from '../core/field-tree.ts';
import { invariant } from '../core/invariant.ts';
import { type JsonObject, ownMember } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { asReference } from '../core/reference.ts';
import { rereadsBeforeCreate } from '../core/rereads.ts';
import type { ChangeContext } from './context.ts';
import { observedAfter } from './observed.ts';
import { applied, conflicting, refused, unwritten } from './outcomes.ts';
import { shownAfterWrite } from './shown-after-write.ts';

/**
 * Creates an object, without the fields that are linked later. The request is sent once: a lost create is not repeated blindly
 * (contract §1).
 */
export async function createObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const { journal } = context;
  const outcome = (await createdMeanwhile(context, change)) ?? (await create(context, change));
  await journal.conclude(outcome, 'write', await knownAfter(context, change, outcome));
  return outcome;
}

/** Where a create would write over what is there, it is looked again whether anything is. */
async function createdMeanwhile(
  { kind, toId, reread }: ChangeContext,
  change: Change,
): Promise<Outcome | undefined> {
  if (!rereadsBeforeCreate(kind)) return undefined;
  const { path } = kind.identity;
  const target = referenceAt(kind.fields, path);
  const reference = asReference(ownMember(change.desired, path.slice(1)));
  invariant(target && reference, `${change.address} does not say whose it is`);
  try {
    const now = await reread(toId(target.kind, reference));
    return now && conflicting(change, 0, 'Somebody created it after this was planned; plan again', []);
  } catch (thrown) {
    return refused(change, 0, thrown);
  }
}

async function create(
  { kind, service, toId, journal, bind }: ChangeContext,
  change: Change,
): Promise<Outcome> {
  await journal.intend(change, 'write', undefined);
  const entries = Object.entries(writtenFirst(change)).filter(([, value]) => !isAbsent(value));
  const input = {
    spec: Object.fromEntries(entries),
    raw: undefined,
    changed: new Set(entries.map(([key]) => key)),
    toId,
  };
  try {
    const written = await kind.wire.create(service, kind.wire.encode(input), input);
    bind(written.id);
    return applied(change, 1, written);
  } catch (thrown) {
    return unwritten(change, 1, thrown);
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
