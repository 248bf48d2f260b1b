import type { JsonObject } from '../../../src/core/json.ts';

/** A voice queue as people see it. */
export const seenQueue = (name: string, members: JsonObject = {}): JsonObject => ({
  name,
  channel: 'voice',
  ...members,
});

/** A queue's overflow to another one after so many minutes. */
export const seenRoute = (target: string, minutes = 1): JsonObject => ({
  overflow: { maxWaitTime: minutes * 60_000, action: 'routeToQueue', targetQueueId: target },
});

/** A queue's overflow that cuts contacts off after so many minutes. */
export const seenDrop = (minutes = 1): JsonObject => ({
  overflow: { maxWaitTime: minutes * 60_000, action: 'drop' },
});

/** An agent's own profile as people see it. */
export const seenProfile = (
  agent: string,
  id: string,
  queueIds: readonly string[],
  members: JsonObject = {},
): JsonObject => ({ agent, routingProfileId: `${id}/routing-profiles/default`, queueIds, ...members });
