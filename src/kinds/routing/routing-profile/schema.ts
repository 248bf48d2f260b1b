import type { JsonObject } from '../../../core/json.ts';
import { selectors } from '../../people/selectors-schema.ts';
import { reference } from '../../schema-parts.ts';

/** The spec of a RoutingProfile as manifests have it (interface §2). */
export const profileSchema: JsonObject = {
  type: 'object',
  properties: {
    agents: selectors('Who serves the queues.', { minItems: 1 }),
    agentsExcept: selectors('Who of them does not.'),
    queues: {
      type: 'array',
      items: reference('Queue', 'A queue that the agents serve.'),
      description: 'All queues that the agents serve, each once.',
    },
    routingProfileId: {
      type: 'string',
      minLength: 1,
      description:
        "The id of the profile in CXone. Default: the one that each agent has, or else the agent's own.",
    },
    status: {
      type: 'string',
      minLength: 1,
      description: 'Sent whenever a profile is written, and never compared. Default: as it is in CXone.',
      examples: ['available'],
    },
  },
  required: ['agents', 'queues'],
  additionalProperties: false,
  examples: [{ agents: ['team:early', 'ana'], agentsExcept: ['ben'], queues: ['billing', 'general'] }],
};
