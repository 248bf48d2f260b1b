import type { Json, Members } from '../wire.ts';
import { TEXT } from './common-schemas.ts';
import { Components } from './components.ts';
import type { DescribedCall, Operation } from './operation.ts';
import { jsonContent, responsesOf } from './responses.ts';
import { tokenCall } from './token-call.ts';

/** OpenAPI 3.1 of the call for tokens and of these: what is answered to them, and nothing else. */
export function openApiDocument(calls: readonly DescribedCall[]): Members {
  const components = new Components();
  const paths: Record<string, Members> = {};
  for (const call of [tokenCall, ...calls]) {
    const path = call.path.replace(ID_IN_PATH, '{$1}');
    paths[path] = {
      ...(paths[path] ?? sharedByPath(call.path)),
      [call.method.toLowerCase()]: operationOf(call, components),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'The sandbox tenant of cxform', version: '1.0.0', description: DESCRIPTION },
    servers: [{ url: '/' }],
    paths,
    components: { ...components.collected(), securitySchemes: { [SCHEME]: securityScheme(calls) } },
  };
}

const DESCRIPTION = [
  'What a sandbox tenant serves. A call names the section of the contract that has it, and whether a document of the tenant says so or it is assumed.',
  'Objects are answered as they are held: members that the sandbox does not know are kept, and what a state file or an administrator’s edit has put in the place of those that it knows was not checked.',
  'Faults that the sandbox was asked to show are not described.',
].join('\n\n');

const SCHEME = 'clientCredentials';

const ID_IN_PATH = /:(\w+)/g;

function sharedByPath(path: string): Members {
  const parameters = [...path.matchAll(ID_IN_PATH)].map(([, name = '']) => {
    return { name, in: 'path', required: true, schema: TEXT };
  });
  return parameters.length > 0 ? { parameters } : {};
}

function operationOf(call: DescribedCall, components: Components): Members {
  const { operation, scope } = call;
  const { operationId, summary, body } = operation;
  const parameters = queryParameters(operation, components);
  return {
    operationId,
    summary,
    description: descriptionOf(operation),
    security: scope === undefined ? [] : [{ [SCHEME]: [scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: jsonContent(body, components) } }),
    responses: responsesOf(call, components),
  };
}

function descriptionOf({ contract, note }: Operation): string {
  const place = contract ? `Contract ${contract.section}, ${contract.basis}.` : 'Of the sandbox alone.';
  return note === undefined ? place : `${place} ${note}`;
}

function queryParameters({ query = {} }: Operation, components: Components): readonly Json[] {
  return Object.entries(query).map(([name, { schema, ...parameter }]) => {
    return { name, in: 'query', ...parameter, schema: components.schema(schema) };
  });
}

function securityScheme(calls: readonly DescribedCall[]): Members {
  return {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: tokenCall.path, scopes: scopesOf(calls) } },
  };
}

/** Each scope with the calls that need it. */
function scopesOf(calls: readonly DescribedCall[]): Members {
  const scopes: Record<string, string> = {};
  for (const { scope, operation } of calls) {
    if (scope === undefined) continue;
    scopes[scope] = scopes[scope] ? `${scopes[scope]}, ${operation.operationId}` : operation.operationId;
  }
  return scopes;
}
