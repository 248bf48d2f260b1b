import type { JsonObject } from '../../core/json.ts';
import type { DocumentKind } from '../document-schema.ts';
import { pointerPattern } from '../metadata-schema.ts';
import { openMetadata } from './patch-path.ts';

const labels: JsonObject = { type: 'object', additionalProperties: { type: 'string' } };

const target: JsonObject = {
  type: 'object',
  properties: {
    kind: { type: 'string', minLength: 1, 'x-names': 'kind', description: 'The kind of the manifests.' },
    name: {
      type: 'string',
      minLength: 1,
      description: 'Of one manifest. Without it all of the kind are meant.',
    },
    labels: { ...labels, description: 'Labels that the manifests must have, all of them.' },
  },
  required: ['kind'],
  additionalProperties: false,
  description: 'Which manifests are changed.',
};

const merge: JsonObject = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      description: 'Members to set; null removes one. Lists with a key merge by it, others are replaced.',
    },
    metadata: {
      type: 'object',
      properties: Object.fromEntries(
        [...openMetadata].map((member) => [member, { description: `The new ${member}.` }]),
      ),
      additionalProperties: false,
      description: 'The same for labels, protect, ignore and formerly.',
    },
  },
  additionalProperties: false,
  description: 'What is merged into them.',
  examples: [{ spec: { skills: [{ skill: 'spanish', level: 1 }] } }],
};

const operation: JsonObject = {
  type: 'object',
  properties: {
    op: { type: 'string', enum: ['add', 'replace', 'remove', 'test'], description: 'What to do.' },
    path: {
      type: 'string',
      pattern: pointerPattern,
      description: 'Where, as a JSON pointer into the document: below /spec, or metadata but for the name.',
      examples: ['/spec/wrapUpTimeout'],
    },
    value: { description: 'The value to set, or to test for.' },
  },
  required: ['op', 'path'],
  additionalProperties: false,
  if: { not: { properties: { op: { enum: ['add', 'replace', 'test'] } }, required: ['op'] } },
  else: { required: ['value'] },
};

const entry: JsonObject = {
  type: 'object',
  properties: {
    target,
    merge,
    patch: { type: 'array', items: operation, description: 'Operations of RFC 6902, carried out in order.' },
    exclude: {
      type: 'boolean',
      enum: [true],
      description: 'true: the tenant does not have these manifests.',
    },
  },
  required: ['target'],
  additionalProperties: false,
  allOf: [
    {
      oneOf: [{ required: ['merge'] }, { required: ['patch'] }, { required: ['exclude'] }],
      'x-expects': 'exactly one of merge, patch and exclude beside the target',
    },
  ],
};

/** The document that changes manifests for the tenants that list its file (interface §3). */
export const overlayKind: DocumentKind = {
  role: 'setting',
  kind: 'Overlay',
  description: 'Changes to manifests, for the tenants that list its file.',
  schema: {
    type: 'array',
    items: entry,
    description: 'Changes, in the order in which they are made.',
  },
};
