import type { ObjectKind } from '../../../core/kind.ts';
import { queueChecks } from './checks.ts';
import { queueSchema } from './schema.ts';
import { queueWire } from './wire.ts';

/** Where contacts of one channel wait for an agent. */
export const queue: ObjectKind = {
  kind: 'Queue',
  description: 'Where contacts of one channel wait for an agent.',
  schema: queueSchema,
  fields: {
    references: [
      { path: '/skills/*/skill', kind: 'Skill' },
      { path: '/overflow/targetQueue', kind: 'Queue' },
    ],
    lists: { '/skills': { key: ['skill'] } },
    durations: ['/wrapUpTimeout', '/overflow/maxWaitTime'],
  },
  checks: queueChecks,
  wire: queueWire,
};
