import type { Change } from '../core/change.ts';
import { isAbsent } from '../core/field-model.ts';
import type { Outcome } from '../core/outcome.ts';
import { stableSpec } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { observedFact } from './observe.ts';
import { applied, refused } from './outcomes.ts';

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
  const seen =
    outcome.outcome === 'applied' && outcome.id !== undefined
      ? [
          observedFact(
            { address: change.address, protect: context.protect },
            outcome.id,
            stableSpec(kind.fields, change.desired),
            {},
          ),
        ]
      : [];
  await journal.conclude(outcome, seen);
  return outcome;
}
