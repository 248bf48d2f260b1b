import type { ObjectKind } from '../../src/core/kind.ts';
import { skillWire } from '../../src/kinds/routing/skill/wire.ts';
import { type LoadedManifests, loadManifests } from '../../src/manifest/load.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { tenantSpec } from '../support/tenant-spec.ts';

/** A kind that exists only here, with one of everything that schemas can hold. */
export const gadget: ObjectKind = {
  role: 'object',
  kind: 'Gadget',
  description: 'A thing for tests.',
  schema: {
    type: 'object',
    properties: {
      displayName: { type: 'string', minLength: 1, maxLength: 20, description: 'Its name.' },
      count: { type: 'integer', minimum: 1, maximum: 5 },
      share: { type: 'number' },
      active: { type: 'boolean' },
      colour: { type: 'string', enum: ['red', 'green'] },
      code: { type: 'string', pattern: '^[A-Z]+$' },
      wait: { type: ['string', 'null'], format: 'duration', 'x-duration': true, examples: ['30s'] },
      parts: {
        type: 'array',
        minItems: 1,
        maxItems: 3,
        items: {
          type: 'object',
          properties: {
            part: {
              anyOf: [
                { type: 'string', minLength: 1 },
                {
                  type: 'object',
                  properties: { id: { type: 'string' } },
                  required: ['id'],
                  additionalProperties: false,
                },
              ],
              'x-expects': 'the name of a part or {id: "…"}',
            },
            level: { type: 'integer' },
          },
          required: ['part', 'level'],
          additionalProperties: false,
        },
      },
    },
    required: ['displayName'],
    additionalProperties: false,
    examples: [{ displayName: 'Billing', wait: '30s' }],
  },
  fields: {
    references: [{ path: '/parts/*/part', kind: 'Gadget' }],
    lists: { '/parts': { key: ['part'] } },
    durations: ['/wait'],
  },
  identity: { by: 'name', path: '/displayName' },
  checks: [],
  advice: [],
  wire: skillWire,
};

/** A document of the kind, its spec's lines as given, so that the first of them is line 5 of the file. */
export const gadgetText = (name: string, ...spec: string[]) =>
  [
    'apiVersion: cxform/v1',
    'kind: Gadget',
    `metadata: {name: ${name}}`,
    spec.length === 0 ? 'spec: {displayName: A}' : 'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');

export const tenant = tenantSpec({
  folder: '/home',
  manifests: ['/home/manifests'],
  ledger: { file: '/home/.cxform/prod' },
});

/** Loads files below the tenant's `manifests` folder. */
export function loadTexts(texts: Readonly<Record<string, string>>): Promise<LoadedManifests> {
  const contents = Object.entries(texts).map(([file, text]) => [`/home/manifests/${file}`, text]);
  return loadManifests({ files: new MemoryFiles(Object.fromEntries(contents)), tenant, kinds: [gadget] });
}

/** Loads one document with the given lines in its spec. */
export const loadSpec = (...spec: string[]) => loadTexts({ 'a.yaml': gadgetText('a', ...spec) });

/** `CODE line:column` of each diagnostic, in order. */
export const briefly = ({ diagnostics }: Pick<LoadedManifests, 'diagnostics'>) =>
  diagnostics.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`);
