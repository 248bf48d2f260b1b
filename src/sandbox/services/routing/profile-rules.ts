import type { Reason } from '../../refusal.ts';
import type { State } from '../../state.ts';
import type { Json, Members } from '../../wire.ts';
import { namesOneOf } from './names-one-of.ts';
import { readOnlyReasons } from './read-only-rule.ts';
import { nonEmptyTextReasons } from './text-rule.ts';

/** Everything wrong with the routing profile that a PUT sends (contract §2; that its queues exist is assumed). */
export function profileReasons(sent: Members, state: State): readonly Reason[] {
  const { routingProfileId = null, status, queueIds = null } = sent;
  return [
    ...readOnlyReasons(sent, ['id']),
    ...nonEmptyTextReasons('routingProfileId', routingProfileId),
    ...(status === undefined ? [] : nonEmptyTextReasons('status', status)),
    ...queueIdsReasons(queueIds, state),
  ];
}

function queueIdsReasons(queueIds: Json, { queues }: State): readonly Reason[] {
  if (!Array.isArray(queueIds)) return [{ code: 'invalid_value', message: 'queueIds must be a list' }];
  const seen = new Set<Json>();
  return queueIds.flatMap((id: Json, index) => {
    const place = `queueIds[${index}]`;
    if (!namesOneOf(queues, id)) return [{ code: 'unknown_id', message: `${place} names no queue` }];
    if (seen.has(id)) return [{ code: 'duplicate_queue', message: `${place} repeats a queue` }];
    seen.add(id);
    return [];
  });
}
