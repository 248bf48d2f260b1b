import { isArray, isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Raw } from '../../../core/raw.ts';
import { asReference, type Reference } from '../../../core/reference.ts';
import type { EncodeInput, ToReference, Wire } from '../../../core/wire.ts';
import { listAnswer } from '../../list-answer.ts';
import {
  millisecondsMember,
  numberMember,
  objectMember,
  objectsMember,
  optionalMember,
  present,
  textMember,
  toMilliseconds,
} from '../../raw-members.ts';
import { routingCollection } from '../collection.ts';

const path = '/api/v2/routing/queues';
const scope = 'routing:queue:read';

/** Queues as the routing service says them (contract §2). */
export const queueWire: Wire = {
  ...routingCollection(path),
  reads: [
    {
      path,
      query: { pageSize: 1 },
      scope,
      basis: 'assumed',
      without: 'nothing about queues can be planned',
      answer: listAnswer,
    },
    {
      path: `${path}/{id}`,
      scope,
      basis: 'documented',
      without: 'a change of a queue cannot be carried over to what somebody else changed meanwhile',
      answer: 'object',
      idFrom: path,
    },
  ],
  decode,
  encode,
};

function decode(raw: Raw, toReference: ToReference): JsonObject {
  return present({
    displayName: textMember(raw, 'name'),
    channel: optionalMember(raw, 'channel', textMember),
    wrapUpTimeout: optionalMember(raw, 'wrapUpTimeout', millisecondsMember),
    skills: optionalMember(raw, 'skills', objectsMember)?.map((element) => ({
      skill: toReference('Skill', textMember(element, 'id')) as Json,
      level: numberMember(element, 'level'),
    })),
    overflow: optionalMember(raw, 'overflow', (holder, key) =>
      decodeOverflow(objectMember(holder, key), toReference),
    ),
  });
}

function decodeOverflow(raw: JsonObject, toReference: ToReference): JsonObject {
  const targetQueueId = optionalMember(raw, 'targetQueueId', textMember);
  return present({
    maxWaitTime: optionalMember(raw, 'maxWaitTime', millisecondsMember),
    action: optionalMember(raw, 'action', textMember),
    targetQueue: targetQueueId === undefined ? undefined : (toReference('Queue', targetQueueId) as Json),
  });
}

/** Only what changes is sent; lists and nested objects go whole, since the tenant replaces them. */
function encode(input: EncodeInput): JsonObject {
  const { spec, changed } = input;
  return present({
    name: changed.has('displayName') ? spec.displayName : undefined,
    channel: changed.has('channel') ? spec.channel : undefined,
    wrapUpTimeout: changed.has('wrapUpTimeout') ? toMilliseconds(spec.wrapUpTimeout) : undefined,
    skills: changed.has('skills') ? encodeSkills(input) : undefined,
    overflow: changed.has('overflow') ? encodeOverflow(input) : undefined,
  });
}

function encodeSkills({ spec, raw, toId }: EncodeInput): Json {
  if (!isArray(spec.skills)) return null;
  const known = raw && isArray(raw.skills) ? raw.skills.filter(isObject) : [];
  return spec.skills.filter(isObject).map(({ skill, level }) => {
    const id = toId('Skill', asReference(skill) as Reference);
    return { ...known.find((element) => element.id === id), id, level: level ?? null };
  });
}

function encodeOverflow({ spec, raw, toId }: EncodeInput): Json {
  if (!isObject(spec.overflow)) return null;
  const { maxWaitTime, action, targetQueue } = spec.overflow;
  const known = raw && isObject(raw.overflow) ? raw.overflow : {};
  const { targetQueueId: _, ...others } = known;
  const target = asReference(targetQueue);
  return present({
    ...others,
    maxWaitTime: toMilliseconds(maxWaitTime),
    action,
    targetQueueId: target && toId('Queue', target),
  });
}
