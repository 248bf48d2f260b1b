import type { Route } from '../../route.ts';
import type { Settings } from '../../settings.ts';
import { isMembers } from '../../wire.ts';
import { editableListRoutes } from './editable-list.ts';
import { queueReasons } from './queue-rules.ts';
import { queueSchemas } from './queue-schemas.ts';

/** The calls on queues (contract §2). */
export function queueRoutes({ pageSizeMax, clearedQueue }: Settings): readonly Route[] {
  return editableListRoutes(
    {
      list: 'queues',
      path: '/api/v2/routing/queues',
      scopes: { read: 'routing:queue:read', write: 'routing:queue:write' },
      idPrefix: 'que_',
      description: {
        stored: queueSchemas.Queue,
        created: queueSchemas.NewQueue,
        patch: queueSchemas.QueuePatch,
        bodyRefusals: ['invalid_value', 'unknown_id', 'duplicate_skill', 'too_many_skills'],
        documented: ['get', 'patch'],
      },
      required: ['name', 'channel'],
      cleared: clearedQueue,
      reasonsAgainst: queueReasons,
      usersOf: (id, { queues }) =>
        queues.filter(
          (queue) => queue.id !== id && isMembers(queue.overflow) && queue.overflow.targetQueueId === id,
        ),
    },
    pageSizeMax,
  );
}
