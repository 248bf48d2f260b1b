import { openApiDocument } from '../openapi/document.ts';
import type { DescribedCall } from '../openapi/operation.ts';
import { named } from '../openapi/schema.ts';
import type { ControlRoute } from './control-route.ts';

/** Shows the OpenAPI document of these calls and of itself. */
export function openApiRoute(calls: readonly DescribedCall[]): ControlRoute {
  const route: ControlRoute = {
    method: 'GET',
    path: '/_sandbox/openapi.json',
    operation: {
      operationId: 'getOpenApi',
      summary: 'This document',
      answers: { 200: { description: 'OpenAPI 3.1 of what the sandbox serves', schema: schemas.OpenApi } },
    },
    answer: () => openApiDocument([...calls, route]),
  };
  return route;
}

const schemas = named({
  OpenApi: {
    type: 'object',
    required: ['openapi', 'info', 'paths', 'components'],
    properties: { openapi: { const: '3.1.0' } },
  },
});
