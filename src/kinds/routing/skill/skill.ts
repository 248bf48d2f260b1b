import type { ObjectKind } from '../../../core/kind.ts';
import { displayName } from '../../schema-parts.ts';
import { skillAdvice } from './advice.ts';
import { skillWire } from './wire.ts';

/** A skill that queues ask for and agents have. */
export const skill: ObjectKind = {
  role: 'object',
  kind: 'Skill',
  description: 'A skill that queues ask for and agents have.',
  schema: {
    type: 'object',
    properties: {
      displayName,
      description: {
        type: ['string', 'null'],
        description: 'What the skill means to people. null clears it.',
      },
    },
    additionalProperties: false,
    examples: [{ displayName: 'Billing', description: 'Invoices, refunds and payment plans' }],
  },
  identity: { by: 'name', path: '/displayName' },
  fields: { references: [], lists: {}, durations: [] },
  checks: [],
  advice: skillAdvice,
  wire: skillWire,
  starter: {
    kind: 'Skill',
    name: 'billing',
    spec: { displayName: 'Billing', description: 'Invoices, refunds and payment plans' },
  },
};
