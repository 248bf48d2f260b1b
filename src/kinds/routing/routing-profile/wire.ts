import { invariant } from '../../../core/invariant.ts';
import { isArray, type Json, type JsonObject } from '../../../core/json.ts';
import type { Raw } from '../../../core/raw.ts';
import { asReference, type Reference } from '../../../core/reference.ts';
import type { EncodeInput, Identified, ToReference, Wire } from '../../../core/wire.ts';
import { usersPath } from '../../people/agent.ts';
import { optionalMember, present, textMember, textsMember, versionMember } from '../../raw-members.ts';
import { getOrAbsent, isVersionConflict, saysVersionMoved, writeVersion, written } from '../calls.ts';
import { defaultProfileId } from './default-profile-id.ts';

const path = '/api/v2/routing/users/{id}/routing-profile';

/** Routing profiles as the routing service says them (contract §2): one for each user, known by the user's id, and never deleted. */
export const profileWire: Wire = {
  service: 'routing',
  reads: [
    {
      path,
      basis: 'assumed',
      without: 'nothing about routing profiles can be planned',
      answer: 'object',
      idFrom: usersPath,
      noneYet: true,
    },
  ],
  removal: 'none',
  listing: 'none',
  scopes: () => [],
  list: async () => [],
  get: (service, id) => getOrAbsent(service, path, id),
  identify,
  decode,
  encode,
  async create(service, body, input) {
    const id = agentId(input);
    return written(await service.request({ method: 'PUT', path, params: { id }, body }), id);
  },
  update: (service, target, body) => writeVersion(service, 'PUT', path, target, body),
  remove: async () => invariant(false, 'a routing profile cannot be removed'),
  isConflict: isVersionConflict,
  saysMoved: saysVersionMoved,
};

/** The answer does not say whose profile it is. */
function identify(raw: Raw, askedFor?: string): Identified {
  invariant(askedFor !== undefined, 'a routing profile was not asked for by id');
  const version = versionMember(raw);
  return version === undefined ? { id: askedFor } : { id: askedFor, version };
}

function decode(raw: Raw, toReference: ToReference, id: string): JsonObject {
  const queueIds = optionalMember(raw, 'queueIds', textsMember) ?? [];
  return present({
    agent: toReference('Agent', id) as Json,
    queues: queueIds.map((queueId) => toReference('Queue', queueId) as Json),
    routingProfileId: optionalMember(raw, 'routingProfileId', textMember),
  });
}

/**
 * A PUT replaces the profile, so that all of it is sent. Without a status of the manifest the live one goes back: agents who are off
 * duty must not become available (contract §2).
 */
function encode(input: EncodeInput): JsonObject {
  const { spec, toId, raw = {} } = input;
  const { id: _, version: __, ...members } = raw;
  const queues = isArray(spec.queues) ? spec.queues : [];
  return present({
    ...members,
    routingProfileId: spec.routingProfileId ?? members.routingProfileId ?? defaultProfileId(agentId(input)),
    queueIds: queues.map((queue) => toId('Queue', asReference(queue) as Reference)),
    status: spec.status ?? members.status ?? undefined,
  });
}

function agentId({ spec, toId }: EncodeInput): string {
  return toId('Agent', asReference(spec.agent) as Reference);
}
