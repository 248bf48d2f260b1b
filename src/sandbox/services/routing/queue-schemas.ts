import { MILLISECONDS, TEXT, VERSION } from '../../openapi/common-schemas.ts';
import { named } from '../../openapi/schema.ts';

const parts = named({
  QueueSkills: {
    description: 'The skills that a queue asks for, each once',
    type: ['array', 'null'],
    maxItems: 100,
    uniqueItems: true,
    items: {
      type: 'object',
      required: ['id', 'level'],
      properties: { id: TEXT, level: { type: 'integer', minimum: 1, maximum: 5 } },
    },
  },
  Overflow: {
    description: 'What becomes of a contact that has waited too long',
    type: ['object', 'null'],
    required: ['maxWaitTime', 'action'],
    properties: {
      maxWaitTime: MILLISECONDS,
      action: { enum: ['routeToQueue', 'drop'] },
      targetQueueId: { type: ['string', 'null'], minLength: 1 },
    },
    anyOf: [
      { properties: { action: { const: 'drop' } } },
      { required: ['targetQueueId'], properties: { targetQueueId: { type: 'string' } } },
    ],
  },
});

const sent = {
  id: false,
  name: TEXT,
  channel: TEXT,
  skills: parts.QueueSkills,
  overflow: parts.Overflow,
  wrapUpTimeout: { ...MILLISECONDS, type: ['integer', 'null'] },
};

/** A queue as it is answered, and as writes may send it (contract §2, Queue rules). */
export const queueSchemas = named({
  Queue: {
    type: 'object',
    required: ['id', 'version'],
    properties: {
      id: TEXT,
      name: { type: 'string' },
      channel: { type: 'string' },
      skills: {
        type: ['array', 'null'],
        items: { type: 'object', properties: { id: { type: 'string' }, level: { type: 'integer' } } },
      },
      overflow: {
        type: ['object', 'null'],
        properties: {
          maxWaitTime: { type: 'integer' },
          action: { type: 'string' },
          targetQueueId: { type: ['string', 'null'] },
        },
      },
      wrapUpTimeout: { type: ['integer', 'null'] },
      version: VERSION,
    },
  },
  NewQueue: {
    type: 'object',
    required: ['name', 'channel'],
    properties: { ...sent, version: false },
  },
  QueuePatch: {
    type: 'object',
    required: ['version'],
    properties: { ...sent, version: VERSION },
  },
});
