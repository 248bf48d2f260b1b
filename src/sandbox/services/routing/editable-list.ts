import { objectOf } from '../../list-index.ts';
import { pageOf } from '../../page.ts';
import { type Reason, Refusal } from '../../refusal.ts';
import type { Call, Change, Route } from '../../route.ts';
import { type EditableList, objectIn, type State, withAdded, withReplaced } from '../../state.ts';
import type { Json, Members, VersionedObject } from '../../wire.ts';
import { type EditableListDescription, editableListOperations } from './editable-list-operations.ts';
import { merged } from './merged.ts';
import { readOnlyReasons } from './read-only-rule.ts';
import { refuseFor } from './refuse-for.ts';
import { refuseOtherVersion } from './version-rule.ts';

/** What sets one editable list of the routing service apart from another. */
export interface EditableListRules {
  readonly list: EditableList;
  readonly path: string;
  readonly scopes: { readonly read: string; readonly write: string };
  readonly idPrefix: string;
  readonly description: EditableListDescription;
  /** Members that every object has. */
  readonly required: readonly string[];
  /** What a field shows after it was cleared; absent where nothing is said. */
  readonly cleared: Members;
  /** What is wrong with the members that a write sends. */
  reasonsAgainst(sent: Members, state: State): readonly Reason[];
  /** The other objects that need this one. */
  usersOf(id: string, state: State): readonly VersionedObject[];
}

/** The five calls on a list of versioned objects (contract §2): list, get, create, patch, delete. */
export function editableListRoutes(rules: EditableListRules, pageSizeMax: number): readonly Route[] {
  const { list, path, scopes } = rules;
  const objectPath = `${path}/:id`;
  const operations = editableListOperations(rules.description, pageSizeMax);
  return [
    {
      method: 'GET',
      path,
      scope: scopes.read,
      operation: operations.list,
      read: (state, { query }) => ({ status: 200, body: pageOf(list, state[list], query, pageSizeMax) }),
    },
    {
      method: 'GET',
      path: objectPath,
      scope: scopes.read,
      operation: operations.get,
      read: (state, { id }) => ({ status: 200, body: objectIn(state, list, id) }),
    },
    {
      method: 'POST',
      path,
      scope: scopes.write,
      operation: operations.create,
      change: (state, call) => created(rules, state, call),
    },
    {
      method: 'PATCH',
      path: objectPath,
      scope: scopes.write,
      operation: operations.patch,
      change: (state, call) => patched(rules, state, call),
    },
    {
      method: 'DELETE',
      path: objectPath,
      scope: scopes.write,
      operation: operations.remove,
      change: (state, call) => removed(rules, state, call),
    },
  ];
}

function created(rules: EditableListRules, state: State, call: Call): Change {
  const missing = Object.fromEntries(rules.required.map((name) => [name, null]));
  refuseFor([
    ...readOnlyReasons(call.body, ['id', 'version']),
    ...rules.reasonsAgainst({ ...missing, ...call.body }, state),
  ]);
  // Where a cleared member shows a default, one that was never set shows it too.
  const object = {
    ...merged(rules.cleared, call.body, rules.cleared),
    id: unusedId(rules, state, call),
    version: 1,
  };
  return {
    state: withAdded(state, rules.list, object),
    answer: { status: 201, body: object },
  };
}

function patched(rules: EditableListRules, state: State, call: Call): Change {
  const before = objectIn(state, rules.list, call.id);
  const { version, ...sent } = call.body;
  if (isGiven(version)) refuseOtherVersion(before.id, before.version, version);
  refuseFor([
    ...missingVersionReasons(version),
    ...readOnlyReasons(sent, ['id']),
    ...rules.reasonsAgainst(sent, state),
  ]);
  const object = { ...merged(before, sent, rules.cleared), id: before.id, version: before.version + 1 };
  return {
    state: withReplaced(state, rules.list, object),
    answer: { status: 200, body: { id: object.id, version: object.version } },
  };
}

function removed({ list, usersOf }: EditableListRules, state: State, call: Call): Change {
  const before = objectIn(state, list, call.id);
  const asked = call.query.get('version');
  refuseFor(missingVersionReasons(asked));
  refuseOtherVersion(before.id, String(before.version), asked);

  const users = usersOf(before.id, state);
  if (users.length > 0) {
    const ids = users.map(({ id }) => id).join(', ');
    throw new Refusal(409, { code: 'in_use', message: `${before.id} is used by ${ids}` });
  }
  return {
    state: { ...state, [list]: state[list].filter(({ id }) => id !== before.id) },
    answer: { status: 204 },
  };
}

/** Chance may repeat itself: a seeded source starts over in the next run on the same state file. */
function unusedId({ list, idPrefix }: EditableListRules, state: State, call: Call): string {
  for (;;) {
    const id = call.newId(idPrefix);
    if (!objectOf(state[list], id)) return id;
  }
}

function missingVersionReasons(version: Json | undefined): readonly Reason[] {
  if (isGiven(version)) return [];
  const message = 'the version that the write was computed from is required';
  return [{ code: 'version_required', message }];
}

function isGiven(version: Json | undefined): version is Exclude<Json, null> {
  return version !== undefined && version !== null;
}
