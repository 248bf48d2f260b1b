import type { Change } from '../core/change.ts';
import { clearedPaths, declaredNull } from '../core/clears.ts';
import { invariant } from '../core/invariant.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ChangeContext } from './context.ts';
import { observedAfter } from './observed.ts';
import { shownAfterWrite } from './shown-after-write.ts';
import { writeFields } from './write-fields.ts';

/** Updates an object to what the plan says. Journals the outcome and, where it was applied, the managed fields as they are now. */
export async function updateObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const { journal, object } = context;
  invariant(object, `${change.address} is updated and was not read`);
  const outcome = await writeFields(context, change, { current: object, fields: change.fields }, 'write');
  const known =
    outcome.outcome === 'applied' && outcome.id !== undefined
      ? [observedAfter(context, change.desired, outcome.id, await clearedAfter(context, change, outcome))]
      : [];
  await journal.conclude(outcome, 'write', known);
  return outcome;
}

/** What the tenant shows where fields are declared null: as it showed it before, or shows it since this write. */
async function clearedAfter(context: ChangeContext, change: Change, outcome: Outcome): Promise<JsonObject> {
  const newly = clearedPaths(context.kind.fields, change.fields);
  const held = declaredNull(change.desired).filter((path) => !newly.includes(path));
  const before = Object.entries(context.prior?.cleared ?? {}).filter(([path]) => held.includes(path));
  const shown = newly.length > 0 ? await shownAfterWrite(context, change, outcome) : {};
  const now = Object.entries(shown).filter(([path]) => newly.includes(path));
  return Object.fromEntries([...before, ...now]);
}
