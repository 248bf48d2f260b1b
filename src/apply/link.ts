import type { Change, FieldChange } from '../core/change.ts';
import { invariant } from '../core/invariant.ts';
import { ownMember } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ChangeContext } from './context.ts';
import { observedAfter } from './observed.ts';
import { gone, refused } from './outcomes.ts';
import { writeFields } from './write-fields.ts';

/** Adds to a new object the fields that it was created without, now that what they refer to is there. */
export async function linkObject(context: ChangeContext, change: Change, id: string): Promise<Outcome> {
  const outcome = { ...(await link(context, change, id)), id };
  const known = outcome.outcome === 'applied' ? [observedAfter(context, change.desired, id, {})] : [];
  await context.journal.conclude(outcome, 'link', known);
  return outcome;
}

async function link(context: ChangeContext, change: Change, id: string): Promise<Outcome> {
  let current: LiveObject | undefined;
  try {
    current = await context.reread(id);
  } catch (thrown) {
    return refused(change, 0, thrown);
  }
  if (!current) return gone(change, 0);
  const { deferred = [] } = change;
  const fields = change.fields.filter(({ path }) =>
    deferred.some((field) => path === field || path.startsWith(`${field}/`)),
  );
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
  await journal.conclude(outcome, 'unlink', []);
  return outcome;
}
