import { objectOf } from '../../list-index.ts';
import { Refusal } from '../../refusal.ts';
import type { Call, Change, Route } from '../../route.ts';
import { objectIn, type State, withAdded, withReplaced } from '../../state.ts';
import type { Members, VersionedObject } from '../../wire.ts';
import { profileReasons } from './profile-rules.ts';
import { profileSchemas } from './profile-schemas.ts';
import { refuseFor } from './refuse-for.ts';
import { refuseOtherVersion } from './version-rule.ts';

const path = '/api/v2/routing/users/:id/routing-profile';

/**
 * The calls on the routing profile of a user (contract §2). No scope is documented for them; of the three that the document asks
 * for, though it writes profiles, `users:read` fits reading best and `routing:queue:write` writing (assumed).
 */
export const profileRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    scope: 'users:read',
    operation: {
      operationId: 'getRoutingProfile',
      summary: 'Get the routing profile of a user',
      contract: { section: '§2', basis: 'assumed' },
      answers: { 200: { description: 'The profile, without an id', schema: profileSchemas.RoutingProfile } },
    },
    read: (state, { id }) => {
      refuseUnknownUser(state, id);
      return { status: 200, body: shown(objectIn(state, 'profiles', id)) };
    },
  },
  {
    method: 'PUT',
    path,
    scope: 'routing:queue:write',
    operation: {
      operationId: 'putRoutingProfile',
      summary: 'Replace the routing profile of a user, or give the first',
      contract: { section: '§2', basis: 'documented' },
      note: 'Versions, and that queues must exist, are assumed.',
      body: profileSchemas.NewRoutingProfile,
      answers: {
        200: { description: 'The profile now', schema: profileSchemas.RoutingProfile },
        201: { description: 'The first profile of this user', schema: profileSchemas.RoutingProfile },
      },
      refusals: {
        400: ['read_only', 'invalid_value', 'unknown_id', 'duplicate_queue'],
        409: ['version_mismatch'],
      },
    },
    change: replaced,
  },
];

/** A sent profile replaces the whole one, but for a status that is not sent: nobody goes on or off duty by that. */
function replaced(state: State, { id, body }: Call): Change {
  refuseUnknownUser(state, id);
  const before = objectOf(state.profiles, id);
  const { version, ...sent } = body;
  // The body of the document has no version.
  if (version !== undefined) refuseOtherVersion(id, before?.version, version);
  refuseFor(profileReasons(sent, state));

  const kept = before?.status === undefined ? {} : { status: before.status };
  const profile = { ...kept, ...sent, id, version: (before?.version ?? 0) + 1 };
  return {
    state: before ? withReplaced(state, 'profiles', profile) : withAdded(state, 'profiles', profile),
    answer: { status: before ? 200 : 201, body: shown(profile) },
  };
}

function refuseUnknownUser({ users }: State, id: string): void {
  if (objectOf(users, id)) return;
  throw new Refusal(404, { code: 'not_found', message: 'no such user' });
}

/** A profile as the API answers it: the id is that of its user, who stands in the path. */
function shown({ id, ...members }: VersionedObject): Members {
  return members;
}
