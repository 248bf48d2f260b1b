import type { ObjectKind } from '../../../core/kind.ts';
import { queueAdvice } from './advice.ts';
import { queueChecks } from './checks.ts';
import { overflowGraph } from './graph.ts';
import { queueSchema } from './schema.ts';
import { queueWire } from './wire.ts';

/** Where contacts of one channel wait for an agent. */
export const queue: ObjectKind = {
  role: 'object',
  kind: 'Queue',
  description: 'Where contacts of one channel wait for an agent.',
  schema: queueSchema,
  identity: { by: 'name', path: '/displayName' },
  fields: {
    references: [
      { path: '/skills/*/skill', kind: 'Skill' },
      { path: '/overflow/targetQueue', kind: 'Queue', deferrable: '/overflow' },
    ],
    lists: { '/skills': { key: ['skill'] } },
    durations: ['/wrapUpTimeout', '/overflow/maxWaitTime'],
  },
  checks: queueChecks,
  advice: queueAdvice,
  wire: queueWire,
  graph: overflowGraph,
  starter: {
    kind: 'Queue',
    name: 'billing',
    spec: {
      displayName: 'Billing',
      channel: 'voice',
      wrapUpTimeout: '30s',
      skills: [{ skill: 'billing', level: 3 }],
    },
  },
};
