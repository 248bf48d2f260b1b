import type { JsonObject } from '../core/json.ts';
import { serviceNames } from '../core/service-names.ts';
import type { DocumentKind } from './document-schema.ts';

const text = (description: string): JsonObject => ({ type: 'string', minLength: 1, description });

const fields = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

const fromEnvironment = fields({ env: text('The environment variable that holds it.') }, ['env']);
const fromFile = fields({ file: text("The file that holds it, relative to the Tenant's folder.") }, ['file']);

const textOrIndirect = (description: string): JsonObject => ({
  anyOf: [{ type: 'string', minLength: 1 }, fromEnvironment, fromFile],
  'x-expects': 'text, {env: NAME} or {file: path}',
  description,
});

const duration = (description: string, example: string): JsonObject => ({
  type: 'string',
  format: 'duration',
  'x-duration': true,
  description,
  examples: [example],
});

const credentials: JsonObject = {
  ...fields({
    clientId: textOrIndirect('The client that cxform authenticates as.'),
    clientSecret: {
      anyOf: [fromEnvironment, fromFile],
      'x-expects': '{env: NAME} or {file: path}',
      'x-secret': true,
      description: 'Where its secret is found; never the secret itself.',
    },
  }),
  'x-secret': true,
  description: 'How cxform authenticates.',
};

const endpoint: JsonObject = {
  ...fields({
    baseUrl: textOrIndirect('Where the service is.'),
    tokenUrl: textOrIndirect('Where its tokens come from.'),
    tokenBody: { type: 'string', enum: ['json', 'form'], description: 'How a token is asked for.' },
    scopes: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'The scopes to ask for.',
    },
    credentials,
    timeout: duration('The longest that a call may take.', '30s'),
    requestsPerMinute: {
      type: 'integer',
      minimum: 1,
      description: 'The most requests a minute, per endpoint.',
      examples: [240],
    },
    retry: {
      ...fields({
        attempts: {
          type: 'integer',
          minimum: 1,
          maximum: 20,
          description: 'Attempts in all.',
          examples: [5],
        },
        baseDelay: duration('The wait before the first repetition.', '1s'),
      }),
      description: 'How often and how patiently a call is repeated.',
    },
  }),
  description: 'How one service is reached.',
};

const deletions = (description: string, example: number, maximum?: number): JsonObject => ({
  type: 'integer',
  minimum: 0,
  ...(maximum !== undefined && { maximum }),
  description: `${description}. Default: ${example}.`,
  examples: [example],
});

/** A label of a host name. At most 63 characters. */
export const subdomainPattern = '^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$';

const spec: JsonObject = {
  ...fields({
    subdomain: {
      type: 'string',
      pattern: subdomainPattern,
      maxLength: 63,
      description: "The tenant's part of the default host names.",
    },
    orgId: text('The organisation, for the default host names.'),
    region: text('The region, for the default host names.'),
    area: text('The area, for the default host names.'),
    credentials,
    endpoints: {
      ...fields(Object.fromEntries(serviceNames.map((service) => [service, endpoint]))),
      description: 'How services are reached where the defaults do not fit, by service.',
      examples: [{ routing: { requestsPerMinute: 120 } }],
    },
    manifests: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', minLength: 1 },
      description: "Folders with this tenant's manifests. Default: manifests/.",
    },
    overlays: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Files with Overlays that change the manifests for this tenant, in their order.',
      examples: [['overlays/prod.yaml']],
    },
    pins: {
      type: 'object',
      additionalProperties: { type: 'string', minLength: 1 },
      description: "This tenant's object for an address, by id.",
      examples: [{ 'Queue/billing': 'que_8f3a' }],
    },
    prune: {
      type: 'boolean',
      description: 'Delete what is known as ours and Git no longer has. Default: false.',
    },
    reassign: {
      type: 'boolean',
      description: 'Write routing profiles again after a queue of theirs has changed. Default: false.',
    },
    checks: {
      type: 'object',
      'x-names': 'advice',
      additionalProperties: { type: 'string', enum: ['off', 'warning', 'error'] },
      description: 'What becomes of advice, by the code of its diagnostics. Default: a warning.',
      examples: [{ OVERFLOW_DROP: 'error' }],
    },
    guard: {
      ...fields({
        maxDeletes: deletions('The most deletions of a kind', 10),
        maxDeletePercent: deletions('The same in percent of the objects that are known as ours', 30, 100),
      }),
      description: 'More deletions of a kind than either of these, and apply refuses.',
    },
    ledger: {
      ...fields({ file: text('The folder of the journal. Default: .cxform/ and the name of the tenant.') }),
      description: 'Where cxform keeps its journal.',
    },
    sandbox: {
      ...fields(
        {
          state: text("The file that holds the sandbox's objects."),
          log: text('A file for the requests that the sandbox answers.'),
        },
        ['state'],
      ),
      description: 'A sandbox tenant inside the process, instead of endpoints.',
    },
  }),
  examples: [
    {
      subdomain: 'acme',
      credentials: { clientId: { env: 'CXONE_CLIENT_ID' }, clientSecret: { env: 'CXONE_CLIENT_SECRET' } },
      manifests: ['manifests/'],
    },
  ],
};

/** The document that names a tenant and how it is reached (interface §3). No object of the tenant. */
export const tenantKind: DocumentKind = {
  role: 'setting',
  kind: 'Tenant',
  description: 'A CXone tenant, how it is reached, and where its manifests are.',
  schema: spec,
};
