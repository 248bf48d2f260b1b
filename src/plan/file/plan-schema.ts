import type { JsonObject } from '../../core/json.ts';

const text: JsonObject = { type: 'string' };
const count: JsonObject = { type: 'integer', minimum: 0 };
const address: JsonObject = { type: 'string', pattern: '^[A-Za-z]+/[^/]' };
const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });
const mapOf = (additionalProperties: JsonObject): JsonObject => ({ type: 'object', additionalProperties });
const oneOf = (...values: string[]): JsonObject => ({ type: 'string', enum: values });

/** Members of a later version may stand beside these: its digest covers them. */
const members = (
  required: { readonly [name: string]: JsonObject },
  optional: JsonObject = {},
): JsonObject => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
});

const step = oneOf('write', 'link', 'unlink');
const source = members({
  file: text,
  line: { type: 'integer', minimum: 1 },
  column: { type: 'integer', minimum: 1 },
});

const diagnostic = members(
  { severity: oneOf('error', 'warning', 'info'), code: text, summary: text },
  { detail: text, hint: text, address: text, source },
);

const change = members(
  {
    address,
    action: oneOf('create', 'update', 'delete'),
    fields: listOf(
      members({ path: text, before: {}, after: {}, origin: oneOf('manifest', 'drift', 'both') }),
    ),
    desired: { type: 'object' },
    steps: listOf(step),
    dependsOn: listOf(address),
    sources: mapOf(source),
  },
  {
    id: text,
    version: { type: ['string', 'number'] },
    weak: { const: true },
    fingerprint: text,
    facets: mapOf(address),
    clears: listOf(address),
    deferred: listOf(text),
    stepDependsOn: listOf(members({ step, address, until: step })),
  },
);

const summary = members({
  create: count,
  update: count,
  delete: count,
  unchanged: count,
  unmanaged: count,
  gitCoverage: members({ declared: count, objects: count, percent: { type: ['number', 'null'] } }),
  requests: count,
  estimatedSeconds: { type: 'number', minimum: 0 },
});

/** What a plan in JSON looks like (interface §5), as far as somebody who reads one relies on it. */
export const planSchema: JsonObject = members(
  {
    formatVersion: { const: 1 },
    tenant: text,
    createdAt: text,
    manifests: members({ files: count, digest: text }),
    tenantDigest: text,
    summary,
    changes: listOf(change),
    bindings: mapOf(text),
    effects: listOf(
      members({ address, effect: text, count, members: listOf(address), after: listOf(address) }),
    ),
    unmanaged: listOf(members({ kind: text, name: text, id: text })),
    orphaned: listOf(members({ address }, { id: text, path: text, host: address })),
    adopted: listOf(members({ address, id: text })),
    views: { type: 'array' },
    diagnostics: listOf(diagnostic),
    digest: text,
  },
  { targets: listOf(address) },
);

/** What stands in place of a plan that there is none of: nothing else. */
export const refusedSchema: JsonObject = {
  ...members(
    { formatVersion: { const: 1 }, diagnostics: { ...listOf(diagnostic), minItems: 1 } },
    { tenant: text },
  ),
  additionalProperties: false,
};
