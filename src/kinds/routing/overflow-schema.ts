import type { JsonObject } from '../../core/json.ts';
import { duration, reference } from '../schema-parts.ts';

/** What a queue's overflow says, in its own manifest or in an OverflowRule. */
export const overflowProperties: JsonObject = {
  maxWaitTime: duration('How long a contact waits before it overflows.'),
  action: { type: 'string', enum: ['routeToQueue', 'drop'], description: 'What happens to it then.' },
  targetQueue: reference('Queue', 'Where it goes; needed for routeToQueue.', { clearable: true }),
};

/** The members of an overflow that must be there. */
export const overflowRequired: readonly string[] = ['maxWaitTime', 'action'];
