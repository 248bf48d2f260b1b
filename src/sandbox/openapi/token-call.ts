import { TOKEN_PATH } from '../tokens.ts';
import { TEXT } from './common-schemas.ts';
import type { DescribedCall } from './operation.ts';
import { named } from './schema.ts';

const schemas = named({
  TokenRequest: {
    type: 'object',
    required: ['grant_type', 'client_id', 'client_secret'],
    properties: {
      grant_type: { const: 'client_credentials' },
      client_id: { type: 'string' },
      client_secret: { type: 'string' },
    },
  },
  Token: {
    type: 'object',
    required: ['access_token', 'token_type', 'expires_in'],
    properties: {
      access_token: TEXT,
      token_type: { const: 'bearer' },
      expires_in: { description: 'Seconds', type: 'integer', minimum: 1 },
    },
    additionalProperties: false,
  },
});

/** How a client gets its access token (contract §1, Tokens). */
export const tokenCall: DescribedCall = {
  method: 'POST',
  path: TOKEN_PATH,
  operation: {
    operationId: 'requestToken',
    summary: 'Get an access token',
    contract: { section: '§1', basis: 'documented' },
    note: 'The body is JSON and names no scope: a token has all that the tenant grants.',
    body: schemas.TokenRequest,
    answers: { 200: { description: 'A token for an hour', schema: schemas.Token } },
    refusals: { 401: ['invalid_client'] },
  },
};
