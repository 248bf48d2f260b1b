import { commonSchemas, VERSION } from '../../openapi/common-schemas.ts';
import { listOperation } from '../../openapi/list-operation.ts';
import type { ContractPlace, Operation } from '../../openapi/operation.ts';
import type { RefusalCode } from '../../openapi/refusal-codes.ts';
import type { NamedSchema } from '../../openapi/schema.ts';

type CallName = 'list' | 'get' | 'create' | 'patch' | 'remove';

/** What the document says of a list beyond what its rules do. */
export interface EditableListDescription {
  /** An object as it is answered; the list and its calls are named after it. */
  readonly stored: NamedSchema;
  /** Bodies of writes. */
  readonly created: NamedSchema;
  readonly patch: NamedSchema;
  /** The codes of the reasons against the members of a body. */
  readonly bodyRefusals: readonly RefusalCode[];
  /** The calls that a document of the tenant has. */
  readonly documented: readonly CallName[];
}

/** What the document says of the five calls on a list of versioned objects (contract §2). */
export function editableListOperations(
  { stored, created, patch, bodyRefusals, documented }: EditableListDescription,
  pageSizeMax: number,
): { readonly [call in CallName]: Operation } {
  const noun = stored.name.toLowerCase();
  const contract = (call: CallName): ContractPlace => ({
    section: '§2',
    basis: documented.includes(call) ? 'documented' : 'assumed',
  });
  return {
    list: listOperation({
      operationId: `list${stored.name}s`,
      summary: `List ${noun}s`,
      contract: contract('list'),
      elements: stored,
      pageSizeMax,
    }),
    get: {
      operationId: `get${stored.name}`,
      summary: `Get a ${noun}`,
      contract: contract('get'),
      answers: { 200: { description: `The ${noun}`, schema: stored } },
    },
    create: {
      operationId: `create${stored.name}`,
      summary: `Create a ${noun}`,
      contract: contract('create'),
      note: 'Names need not be unique. A member that is `null` is taken as absent.',
      body: created,
      answers: { 201: { description: `The new ${noun}`, schema: stored } },
      refusals: { 400: ['read_only', ...bodyRefusals] },
    },
    patch: {
      operationId: `update${stored.name}`,
      summary: `Change a ${noun}`,
      contract: contract('patch'),
      note: 'Members that are not sent stay. Assumed: lists and objects replace whole, `null` clears.',
      body: patch,
      answers: { 200: { description: `The ${noun} was changed`, schema: commonSchemas.Written } },
      refusals: { 400: ['read_only', 'version_required', ...bodyRefusals], 409: ['version_mismatch'] },
    },
    remove: {
      operationId: `delete${stored.name}`,
      summary: `Delete a ${noun}`,
      contract: contract('remove'),
      query: { version: { description: 'The version of the object', required: true, schema: VERSION } },
      answers: { 204: { description: `The ${noun} is gone` } },
      refusals: { 400: ['version_required'], 409: ['version_mismatch', 'in_use'] },
    },
  };
}
