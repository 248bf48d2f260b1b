import type { JsonObject } from '../../../core/json.ts';
import { displayName, duration, reference } from '../../schema-parts.ts';
import { overflowProperties, overflowRequired } from '../overflow-schema.ts';

const skillLevel: JsonObject = {
  type: 'object',
  properties: {
    skill: reference('Skill', 'The skill that the queue asks for.'),
    level: {
      type: 'integer',
      minimum: 1,
      maximum: 5,
      description: 'The level asked for, 1 to 5.',
      examples: [3],
    },
  },
  required: ['skill', 'level'],
  additionalProperties: false,
};

const overflow: JsonObject = {
  type: ['object', 'null'],
  properties: overflowProperties,
  required: overflowRequired,
  additionalProperties: false,
  description: 'What happens to a contact that has waited too long. null clears it.',
};

/** The spec of a Queue (interface §2), with the limits of contract §2. */
export const queueSchema: JsonObject = {
  type: 'object',
  properties: {
    displayName,
    channel: {
      type: 'string',
      minLength: 1,
      description: 'The kind of contact, spelt as the tenant spells it.',
      examples: ['voice', 'chat', 'email'],
    },
    wrapUpTimeout: duration('Time an agent has after a contact. null clears it.', { clearable: true }),
    skills: {
      type: 'array',
      maxItems: 100,
      items: skillLevel,
      description: 'Skills that an agent needs, each once.',
    },
    overflow,
  },
  required: ['channel'],
  additionalProperties: false,
  examples: [
    {
      displayName: 'Billing',
      channel: 'voice',
      wrapUpTimeout: '30s',
      skills: [{ skill: 'billing', level: 3 }],
      overflow: { maxWaitTime: '2m', action: 'drop' },
    },
  ],
};
