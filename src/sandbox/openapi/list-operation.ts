import { TEXT } from './common-schemas.ts';
import type { Operation, QueryParameter } from './operation.ts';
import { NamedSchema } from './schema.ts';

/** Contract §1, Lists. */
const PAGE_SIZE_ASKED_MAX = 100;

interface ListCall extends Pick<Operation, 'operationId' | 'summary' | 'contract'> {
  readonly elements: NamedSchema;
  /** What the tenant gives at most. */
  readonly pageSizeMax: number;
}

/** A call that answers a list in pages (contract §1, Lists). */
export function listOperation({ elements, pageSizeMax, ...call }: ListCall): Operation {
  return {
    ...call,
    query: pageQuery(pageSizeMax),
    answers: { 200: { description: 'A page, in the order of ids', schema: pageOf(elements, pageSizeMax) } },
    refusals: { 400: ['invalid_page_size', 'invalid_page_token'] },
  };
}

function pageOf(elements: NamedSchema, pageSizeMax: number): NamedSchema {
  return new NamedSchema(`${elements.name}Page`, {
    type: 'object',
    required: ['entities'],
    properties: {
      entities: { type: 'array', maxItems: pageSizeMax, items: elements },
      nextPageToken: { description: 'Leads to the next page; absent on the last', ...TEXT },
    },
    additionalProperties: false,
  });
}

function pageQuery(pageSizeMax: number): Readonly<Record<string, QueryParameter>> {
  return {
    pageSize: {
      description: `At most so many elements; never more than ${pageSizeMax} are given`,
      schema: { type: 'integer', minimum: 1, maximum: PAGE_SIZE_ASKED_MAX, default: pageSizeMax },
    },
    nextPageToken: {
      description: 'Where the page before ended',
      schema: { ...TEXT, pattern: '^[A-Za-z0-9_-]+$' },
    },
  };
}
