import type { FacetKind } from '../../../core/kind.ts';
import { overflowProperties, overflowRequired } from '../overflow-schema.ts';

/** What happens to the contacts of a queue that have waited too long, apart from the queue's own manifest. */
export const overflowRule: FacetKind = {
  role: 'facet',
  kind: 'OverflowRule',
  description: "What happens to contacts that have waited too long, apart from their queue's manifest.",
  schema: {
    type: 'object',
    properties: {
      queue: {
        type: 'string',
        minLength: 1,
        description: 'The metadata.name of the Queue. One that has an overflow of its own can have no rule.',
        examples: ['billing'],
      },
      ...overflowProperties,
    },
    required: ['queue', ...overflowRequired],
    additionalProperties: false,
    examples: [
      { queue: 'billing', maxWaitTime: '2m', action: 'routeToQueue', targetQueue: 'general' },
      { queue: 'general', maxWaitTime: '10m', action: 'drop' },
    ],
  },
  fields: {
    references: [
      { path: '/queue', kind: 'Queue' },
      { path: '/targetQueue', kind: 'Queue' },
    ],
    lists: {},
    durations: ['/maxWaitTime'],
  },
  fold: { host: 'Queue', by: 'queue', at: 'overflow' },
};
