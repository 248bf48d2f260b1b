import type { JsonObject } from '../../../core/json.ts';
import { agentNamePattern, emailPattern } from '../agent-words.ts';

const agent: JsonObject = {
  type: 'object',
  properties: {
    name: {
      type: 'string',
      pattern: agentNamePattern,
      'x-expects':
        'at most 128 letters of English, digits, dots, underscores and hyphens, beginning and ending with a letter or digit, and not all',
      description: 'What manifests call the agent; unique among all Rosters.',
    },
    email: {
      type: 'string',
      pattern: emailPattern,
      'x-expects': 'an e-mail',
      description: 'The e-mail that the agent has in CXone; its case means nothing.',
    },
    id: { type: 'string', minLength: 1, description: 'The id that the agent has in CXone.' },
    team: {
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string', minLength: 1 } }],
      'x-expects': 'the name of a team, several joined with ; or a list of names',
      description: 'The teams that the agent is in.',
    },
  },
  required: ['name'],
  additionalProperties: false,
};

/** Not written out below: an object with a member of this name passes for a promise, so that linters forbid it. */
const consequence = 'then';

/** The spec of a Roster (interface §2): one of a file and a list. */
export const rosterSchema: JsonObject = {
  type: 'object',
  properties: {
    from: {
      type: 'string',
      minLength: 1,
      description:
        'A CSV file with the columns agent, email, id and team, relative to this one. A column id@TENANT holds the ids of that Tenant.',
      examples: ['people.csv'],
    },
    agents: { type: 'array', items: agent, description: 'The agents, written out.' },
  },
  if: { required: ['from'] },
  [consequence]: { properties: { agents: false } },
  else: { required: ['agents'] },
  additionalProperties: false,
  examples: [
    { from: 'people.csv' },
    {
      agents: [
        { name: 'ana', email: 'ana@example.com', team: 'early;spanish' },
        { name: 'ben', id: '1042' },
      ],
    },
  ],
};
