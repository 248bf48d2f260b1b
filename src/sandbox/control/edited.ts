import { objectOf } from '../list-index.ts';
import { Refusal } from '../refusal.ts';
import type { Change } from '../route.ts';
import { merged } from '../services/routing/merged.ts';
import { objectIn, type State, type TenantList, withAdded, withReplaced } from '../state.ts';
import type { Json, Members, TenantObject } from '../wire.ts';
import type { Edit, Target } from './edit-request.ts';

/**
 * What an administrator's edit makes of the tenant: a change merges like a PATCH, but no rule is asked and no version has to fit.
 * Throws Refusal: 404 where there is no such object, 409 for a name that several have and for an id that is there already, 400 for a
 * profile of nobody.
 */
export function edited(state: State, edit: Edit, newId: (prefix: string) => string): Change {
  if ('create' in edit) return created(state, edit.list, edit.create, newId);
  const before = targetIn(state, edit.list, edit.target);
  return 'remove' in edit
    ? removed(state, edit.list, before)
    : changed(state, edit.list, before, edit.change);
}

function changed(state: State, list: TenantList, before: TenantObject, change: Members): Change {
  const object = { ...merged(before, change, {}), id: before.id, ...versionAfter(list, before.version) };
  return { state: withReplaced(state, list, object), answer: written(list, object) };
}

function removed(state: State, list: TenantList, before: TenantObject): Change {
  const others = state[list].filter(({ id }) => id !== before.id);
  return { state: { ...state, [list]: others }, answer: written(list, before) };
}

function created(
  state: State,
  list: TenantList,
  members: Members,
  newId: (prefix: string) => string,
): Change {
  const id = members.id === undefined ? unusedId(state, list, newId) : members.id;
  if (typeof id !== 'string' || id === '') throw invalid('id must be a string that is not empty');
  if (objectOf(state[list], id)) {
    throw new Refusal(409, { code: 'already_exists', message: `there is ${id} in ${list} already` });
  }
  const object = { ...merged({}, members, {}), id, ...versionAfter(list, 0) };
  return { state: withAdded(state, list, object), answer: written(list, object) };
}

const ID_PREFIXES = { skills: 'skl_', queues: 'que_', users: 'usr_', profiles: undefined };

function unusedId(state: State, list: TenantList, newId: (prefix: string) => string): string {
  const prefix = ID_PREFIXES[list];
  if (prefix === undefined) throw invalid('a profile is created under the id of its user');
  for (;;) {
    const id = newId(prefix);
    if (!objectOf(state[list], id)) return id;
  }
}

function targetIn(state: State, list: TenantList, target: Target): TenantObject {
  if ('id' in target) return objectIn(state, list, target.id);
  const [found, ...more] = state[list].filter(({ name }) => name === target.name);
  if (!found) throw new Refusal(404, { code: 'not_found', message: `no object of that name in ${list}` });
  if (more.length === 0) return found;
  const ids = [found, ...more].map(({ id }) => id).join(', ');
  throw new Refusal(409, { code: 'ambiguous_name', message: `several objects have that name: ${ids}` });
}

/** Users have none (contract §2). What a user's object has under that name is a member like any other. */
function versionAfter(list: TenantList, version: Json | undefined): Members {
  return list === 'users' ? {} : { version: Number(version) + 1 };
}

function written(list: TenantList, { id, version = null }: TenantObject): Change['answer'] {
  return { status: 200, body: list === 'users' ? { id } : { id, version } };
}

function invalid(message: string): Refusal {
  return new Refusal(400, { code: 'invalid_value', message });
}
