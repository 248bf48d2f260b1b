import type { Change, FieldChange } from '../core/change.ts';
import { invariant } from '../core/invariant.ts';
import type { Fact, Observed } from '../core/journal.ts';
import { type JsonObject, ownMember } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { isWithinPlace, type Path } from '../core/path.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ChangeContext } from './context.ts';
import { observedAfter, observedFact, shownWhereCleared } from './observed.ts';
import { gone, refused } from './outcomes.ts';
import { writeFields } from './write-fields.ts';

/** Adds to a new object the fields that it was created without, now that what they refer to is there. */
export async function linkObject(
  context: ChangeContext,
  change: Change,
  created: Outcome | undefined,
): Promise<Outcome> {
  const { id, version } = created ?? {};
  invariant(id !== undefined, `${change.address} is linked and was not created`);
  const current = await readCreated(context, change, id);
  const ended = 'outcome' in current ? current : await link(context, change, current);
  const outcome = { ...ended, id };
  // What the tenant showed in place of nothing is its own doing only where nobody had written since.
  const shown = !('outcome' in current) && current.version === version ? current.spec : {};
  const cleared = shownWhereCleared(context.kind.fields, change.desired, shown);
  const known = outcome.outcome === 'applied' ? [observedAfter(context, change.desired, id, cleared)] : [];
  await context.journal.conclude(outcome, 'link', known);
  return outcome;
}

async function readCreated(
  { reread }: ChangeContext,
  change: Change,
  id: string,
): Promise<LiveObject | Outcome> {
  try {
    return (await reread(id)) ?? gone(change, 0);
  } catch (thrown) {
    return refused(change, 0, thrown);
  }
}

function link(context: ChangeContext, change: Change, current: LiveObject): Promise<Outcome> {
  const { deferred = [] } = change;
  const fields = change.fields.filter(({ path }) => deferred.some((field) => isWithinPlace(path, field)));
  return writeFields(context, change, { current, fields }, 'link');
}

/** Clears the fields by which an object that goes holds on to another one that goes. */
export async function unlinkObject(context: ChangeContext, change: Change): Promise<Outcome> {
  const { journal, object } = context;
  invariant(object, `${change.address} is unlinked and was not read`);
  const fields = (change.deferred ?? []).map(
    (path): FieldChange => ({
      path,
      before: ownMember(object.spec, path.slice(1)) ?? null,
      after: null,
      origin: 'manifest',
    }),
  );
  const desired = Object.fromEntries(fields.map(({ path }) => [path.slice(1), null]));
  const outcome = await writeFields(context, { ...change, desired }, { current: object, fields }, 'unlink');
  await journal.conclude(
    outcome,
    'unlink',
    outcome.outcome === 'applied' ? knownWithout(context, change) : [],
  );
  return outcome;
}

/** What cxform has cleared itself is nobody's edit, should the deletion not come about. */
function knownWithout({ prior }: ChangeContext, { deferred = [] }: Change): Fact<Observed>[] {
  if (!prior) return [];
  const left = (spec: JsonObject, nameOf: (path: Path) => string) =>
    Object.fromEntries(Object.entries(spec).filter(([key]) => !deferred.map(nameOf).includes(key)));
  const facets = prior.facets.filter(({ path }) => !deferred.includes(path));
  const applied = left(prior.applied, (path) => path.slice(1));
  return [
    observedFact(
      prior,
      facets,
      prior.id,
      applied,
      left(prior.cleared, (path) => path),
    ),
  ];
}
