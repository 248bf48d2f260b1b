import { named } from '../openapi/schema.ts';
import { Refusal } from '../refusal.ts';
import type { RequestLog } from '../request-log.ts';
import type { ControlRoute } from './control-route.ts';

/** Shows what the tenant was asked, without a secret: no token, and no body of a token request, was ever noted. */
export function requestsRoute(log: RequestLog): ControlRoute {
  return {
    method: 'GET',
    path: '/_sandbox/requests',
    operation: {
      operationId: 'listRequests',
      summary: 'What the tenant was asked, in the order of the answers',
      note: 'Calls of the sandbox itself are left out.',
      query: {
        since: {
          description: 'Leave out so many of the first requests ever',
          schema: { type: 'integer', minimum: 0, default: 0 },
        },
      },
      answers: { 200: { description: 'The requests', schema: schemas.Requests } },
      refusals: { 400: ['invalid_value'] },
    },
    answer: ({ query }) => {
      const { records, dropped } = log;
      const skipped = Math.max(0, since(query.get('since')) - dropped);
      return { requests: records.slice(skipped).map((record) => ({ ...record })), dropped };
    },
  };
}

function since(asked: string | null): number {
  if (asked === null) return 0;
  if (/^\d+$/.test(asked)) return Number(asked);
  throw new Refusal(400, { code: 'invalid_value', message: 'since must be a whole number from 0' });
}

const schemas = named({
  Requests: {
    type: 'object',
    required: ['requests', 'dropped'],
    properties: {
      requests: {
        type: 'array',
        items: {
          type: 'object',
          required: ['at', 'method', 'path'],
          properties: {
            at: { description: 'When it was answered or lost', type: 'string', format: 'date-time' },
            method: { type: 'string' },
            path: { description: 'With the query', type: 'string' },
            status: {
              description: 'Absent where the connection was lost instead',
              type: 'integer',
              minimum: 100,
              maximum: 599,
            },
            body: { description: 'That of a write', type: 'object' },
          },
          additionalProperties: false,
        },
      },
      dropped: {
        description: 'How many of the first requests ever are no longer held',
        type: 'integer',
        minimum: 0,
      },
    },
    additionalProperties: false,
  },
});
