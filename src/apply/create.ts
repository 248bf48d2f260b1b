import type { Change } from '../core/change.ts';
import { declaredNull } from '../core/clears.ts';
import { isAbsent } from '../core/field-model.ts';
import type { Outcome } from '../core/outcome.ts';
import { stableSpec } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { observedFact } from './observed.ts';
import { applied, refused } from './outcomes.ts';
import { shownAfterWrite } from './shown-after-write.ts';

/** Creates an object. The request is sent once: a lost create is not repeated blindly (contract §1). */
export async function createObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const { kind, service, toId, journal, bind } = context;
  await journal.intend(change, undefined);
  const entries = Object.entries(change.desired).filter(([, value]) => !isAbsent(value));
  const changed = new Set(entries.map(([key]) => key));
  const body = kind.wire.encode({ spec: Object.fromEntries(entries), raw: undefined, changed, toId });
  let outcome: Outcome;
  try {
    const written = await kind.wire.create(service, body);
    bind(written.id);
    outcome = applied(change, 1, written);
  } catch (thrown) {
    outcome = refused(change, 1, thrown);
  }
  await journal.conclude(outcome, await observedAfter(context, change, outcome));
  return outcome;
}

/** A field that was declared null was not sent; a tenant with a default of its own shows that from the start. */
async function observedAfter(context: ChangeContext, change: Change, outcome: Outcome) {
  if (outcome.outcome !== 'applied' || outcome.id === undefined) return [];
  const { desired, address } = change;
  const cleared = declaredNull(desired).length > 0 ? await shownAfterWrite(context, change, outcome) : {};
  const spec = stableSpec(context.kind.fields, desired);
  return [observedFact({ address, protect: context.protect }, outcome.id, spec, cleared)];
}
