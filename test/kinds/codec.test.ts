import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import type { ObjectKind } from '../../src/core/kind.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import { asReference, referenceKey } from '../../src/core/reference.ts';
import { formatDuration } from '../../src/core/time/duration.ts';
import type { ToId, ToReference } from '../../src/core/wire.ts';
import { kinds } from '../../src/kinds/index.ts';

const name = () => fc.stringMatching(/^[a-z0-9]([a-z0-9._-]{0,6}[a-z0-9])?$/);
const text = () => fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
const duration = () => fc.nat(10_000_000).map(formatDuration);
const reference = (): fc.Arbitrary<Json> =>
  fc.oneof(
    name(),
    text().map((id) => ({ id: `out-${id}` })),
  );

/** Specs of each kind as the tenant can hold them: nothing in them is null. */
const specs: { readonly [kind: string]: fc.Arbitrary<JsonObject> } = {
  Skill: fc.record({ displayName: text(), description: text() }, { requiredKeys: ['displayName'] }),
  Queue: fc.record(
    {
      displayName: text(),
      channel: text(),
      wrapUpTimeout: duration(),
      skills: fc.uniqueArray(fc.record({ skill: reference(), level: fc.integer({ min: 1, max: 5 }) }), {
        maxLength: 5,
        selector: ({ skill }) => referenceKey(skill as string | { id: string }),
      }),
      overflow: fc.record(
        {
          maxWaitTime: duration(),
          action: fc.constantFrom('drop', 'routeToQueue'),
          targetQueue: reference(),
        },
        { requiredKeys: ['maxWaitTime', 'action'] },
      ),
    },
    { requiredKeys: ['displayName', 'channel'] },
  ),
  RoutingProfile: fc.record({
    agent: text().map((id) => ({ id: `out-${id}` })),
    queues: fc.uniqueArray(reference(), {
      maxLength: 5,
      selector: (queue) => referenceKey(queue as string | { id: string }),
    }),
    routingProfileId: text(),
  }),
};

const toId: ToId = (kind, target) => {
  if (typeof target === 'string') return `${kind}:${target}`;
  return target.id ?? '';
};
const toReference: ToReference = (kind, id) =>
  id.startsWith(`${kind}:`) ? id.slice(kind.length + 1) : { id };

const all = (spec: JsonObject) => new Set(Object.keys(spec));

/** A PATCH as the contract says it: members replace whole, null clears. */
const patched = (raw: JsonObject, body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...raw, ...body }).filter(([, value]) => value !== null));

function specsOf({ kind }: ObjectKind): fc.Arbitrary<JsonObject> {
  const found = specs[kind];
  if (!found) throw new Error(`no specs of ${kind} to try: add them above`);
  return found;
}

/** The id that an object is found by: it has one of its own where a name tells it from others. */
function idOf({ identity }: ObjectKind, spec: JsonObject): string {
  if (identity.by === 'name') return 'new';
  return toId('Agent', asReference(spec[identity.path.slice(1)]) ?? '');
}

/** An object as the tenant answers it. */
function answered({ identity }: ObjectKind, body: JsonObject): JsonObject {
  const raw = { ...body, version: 1, ...(identity.by === 'name' && { id: 'new' }) };
  return JSON.parse(JSON.stringify(raw));
}

const { objects } = new KindTable(kinds);
const byName = (some: readonly ObjectKind[]) => some.map((kind) => [kind.kind, kind] as const);

describe.each(byName(objects))('the wire of %s', (_, kind) => {
  const { wire } = kind;

  it('reads back what it created: decode(encode(x)) = x', () => {
    fc.assert(
      fc.property(specsOf(kind), (spec) => {
        const raw = answered(kind, wire.encode({ spec, raw: undefined, changed: all(spec), toId }));
        const id = idOf(kind, spec);
        expect(wire.decode(raw, toReference, id)).toEqual(spec);
        const name = kind.identity.by === 'name' ? { name: spec.displayName } : {};
        expect(wire.identify(raw, id)).toEqual({ id, ...name, version: 1 });
      }),
    );
  });

  it('reads back what it updated, whatever was there before', () => {
    fc.assert(
      fc.property(specsOf(kind), specsOf(kind), (before, changes) => {
        const raw = answered(kind, wire.encode({ spec: before, raw: undefined, changed: all(before), toId }));
        const { agent = changes.agent } = before;
        const after = { ...before, ...changes, ...(agent !== undefined && { agent }) };
        const body = wire.encode({ spec: after, raw, changed: all(changes), toId });
        const written = wire.listing === 'whole' ? patched(raw, body) : body;
        expect(wire.decode(written, toReference, idOf(kind, after))).toEqual(after);
      }),
    );
  });

  it('keeps members that it does not know, wherever they stand', () => {
    fc.assert(
      fc.property(specsOf(kind), (spec) => {
        const raw = withUnknown(wire.encode({ spec, raw: undefined, changed: all(spec), toId }));
        expect(wire.decode({ ...raw, id: 'a' }, toReference, idOf(kind, spec))).toEqual(spec);
        const body = wire.encode({ spec, raw, changed: all(spec), toId });
        for (const [member, value] of Object.entries(body)) expect(value).toEqual(raw[member]);
      }),
    );
  });
});

const patching = objects.filter(({ wire }) => wire.listing === 'whole');

describe.each(byName(patching))('the PATCH of %s', (_, kind) => {
  const { wire } = kind;

  it('sends the changed fields alone', () => {
    fc.assert(
      fc.property(specsOf(kind), (spec) => {
        expect(wire.encode({ spec, raw: undefined, changed: new Set(), toId })).toEqual({});
        for (const field of Object.keys(spec)) {
          const body = wire.encode({ spec, raw: undefined, changed: new Set([field]), toId });
          expect(Object.keys(body)).toEqual([field === 'displayName' ? 'name' : field]);
        }
      }),
    );
  });

  it('sends null for a field that is cleared', () => {
    fc.assert(
      fc.property(specsOf(kind), (spec) => {
        const { displayName: _, channel: __, ...clearable } = spec;
        const cleared = Object.fromEntries(Object.keys(clearable).map((field) => [field, null]));
        const body = wire.encode({
          spec: { ...spec, ...cleared },
          raw: undefined,
          changed: all(cleared),
          toId,
        });
        expect(body).toEqual(cleared);
      }),
    );
  });
});

/** The body with a member that nobody knows in each of its objects. */
function withUnknown(body: JsonObject): JsonObject {
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit);
    return isObject(value) ? withUnknown(value) : value;
  };
  const members = Object.entries(body).map(([key, value]) => [key, visit(value)]);
  return { ...Object.fromEntries(members), novelty: { of: ['the', 'tenant'] } };
}
