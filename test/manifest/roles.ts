import type { FacetKind, LookupKind, ObjectKind } from '../../src/core/kind.ts';
import { gadget } from './gadget.ts';

const noFields = { references: [], lists: {}, durations: [] };

/** A kind in which others look things up, with files at two sorts of places. */
export const notebook: LookupKind = {
  role: 'lookup',
  kind: 'Notebook',
  description: 'Notes for tests.',
  schema: {
    type: 'object',
    properties: {
      from: { type: 'string', minLength: 1 },
      pages: {
        type: 'array',
        items: {
          type: 'object',
          properties: { file: { type: 'string' }, note: { type: 'string' } },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  fields: noFields,
  files: ['/from', '/pages/*/file'],
  resolve: (manifests) => ({ value: manifests, diagnostics: [] }),
};

/** A kind whose manifests are parts of a gadget's. Its spec has two forms. */
const sticker: FacetKind = {
  role: 'facet',
  kind: 'Sticker',
  description: 'A part of a gadget.',
  schema: {
    type: 'object',
    properties: { gadget: { type: 'string' } },
    required: ['gadget'],
    oneOf: [
      { properties: { text: { type: 'string' } }, required: ['text'] },
      { properties: { picture: { type: 'string' } }, required: ['picture'] },
    ],
  },
  fields: noFields,
  fold: { host: 'Gadget', by: 'gadget', at: 'sticker' },
};

/** A kind that makes several resources of a manifest: the lists of the two differ. */
export const batch: ObjectKind = {
  ...gadget,
  kind: 'Batch',
  schema: {
    type: 'object',
    properties: {
      lines: {
        type: 'array',
        items: {
          type: 'object',
          properties: { of: { type: 'string' }, note: { type: 'string' } },
          required: ['of'],
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  fields: { ...noFields, lists: { '/made': { key: ['of'] } } },
  expand: {
    fields: { ...noFields, lists: { '/lines': { key: ['of'] } } },
    consumes: [],
    members: () => ({ members: [], diagnostics: [] }),
  },
};

export const everyRole = [gadget, sticker, notebook, batch];
