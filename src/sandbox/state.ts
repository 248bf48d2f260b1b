import { addedTo, objectOf, replacedIn } from './list-index.ts';
import { Refusal } from './refusal.ts';
import type { Members, TenantObject, VersionedObject } from './wire.ts';

/** The lists whose objects can be written over the API. */
export type EditableList = 'skills' | 'queues' | 'profiles';

/** Every list of the tenant. */
export type TenantList = EditableList | 'users';

/** Everything the tenant holds. A value: a write makes the next one. */
export interface State {
  /** The state file as it was read, for the members that the sandbox does not know. */
  readonly document: Members;
  readonly skills: readonly VersionedObject[];
  readonly queues: readonly VersionedObject[];
  readonly users: readonly TenantObject[];
  /** The routing profiles, each under the id of its user. */
  readonly profiles: readonly VersionedObject[];
}

/** The object of that id. Throws Refusal 404 where there is none. */
export function objectIn<List extends TenantList>(state: State, list: List, id: string): State[List][number] {
  const object = objectOf<State[List][number]>(state[list], id);
  if (!object) throw new Refusal(404, { code: 'not_found', message: `no such object in ${list}` });
  return object;
}

/** The state with that object in place of the one of the same id. */
export function withReplaced<List extends TenantList>(
  state: State,
  list: List,
  object: State[List][number],
): State {
  return { ...state, [list]: replacedIn<TenantObject>(state[list], object) };
}

/** The state with that object at the end of its list, where no other has its id. */
export function withAdded<List extends TenantList>(
  state: State,
  list: List,
  object: State[List][number],
): State {
  return { ...state, [list]: addedTo<TenantObject>(state[list], object) };
}
