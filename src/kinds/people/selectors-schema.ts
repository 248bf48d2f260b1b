import type { JsonObject } from '../../core/json.ts';

/** A list of selectors of agents (interface §1). */
export function selectors(description: string, options: { readonly minItems?: number } = {}): JsonObject {
  return {
    type: 'array',
    ...options,
    items: {
      anyOf: [
        { type: 'string', minLength: 1, examples: ['all', 'team:early', 'ana'] },
        {
          type: 'object',
          properties: { id: { type: 'string', minLength: 1, description: "The agent's id in CXone." } },
          required: ['id'],
          additionalProperties: false,
        },
      ],
      'x-expects': 'a name in a Roster, team:NAME, all, an e-mail, a UUID or {id: "…"}',
    },
    description,
    examples: [['ana', 'team:early'], ['all'], ['ana@example.com', { id: 'AGENT-1042' }]],
  };
}
