import fc from 'fast-check';
import type { FieldModel } from '../../src/core/field-model.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { type Reference, referenceKey, referenceSegment } from '../../src/core/reference.ts';
import { mapReferences } from '../../src/core/references-in.ts';

/** A model with one of everything that specs can hold. */
export const thing: FieldModel = {
  references: [
    { path: '/target', kind: 'Thing' },
    { path: '/parts/*/part', kind: 'Part' },
    { path: '/nested/owner', kind: 'Owner' },
  ],
  lists: { '/parts': { key: ['part'] }, '/slots': { key: ['day', 'hour'] }, '/tags': 'set' },
  durations: [],
};

const referenceArbitrary = (): fc.Arbitrary<Reference> =>
  fc.oneof(
    fc.stringMatching(/^[a-z][a-z0-9._-]{0,3}$/),
    // An external reference that was bound bears its id.
    fc.record({ external: hostileText(), id: fc.constantFrom('1', '2', '3', '~/') }),
    fc.record({ id: fc.constantFrom('4', '5', 'x/y', '~') }),
  );

/** The spec as a tenant would show it: it knows ids and names, and not how a manifest refers to them. */
export function asLive(spec: JsonObject): JsonObject {
  return mapReferences(thing, spec, (reference) =>
    typeof reference === 'string' || !('external' in reference) || reference.id === undefined
      ? reference
      : { id: reference.id, label: reference.external },
  );
}

/** Any text, and often what pointers and renderers trip over. */
export const hostileText = () =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('~', '/', '~1', 'a/b', '\u202e', '\n'),
  );

const scalar = (): fc.Arbitrary<Json> =>
  fc.oneof(fc.boolean(), fc.integer(), hostileText(), fc.constant(null));

const atomic = (): fc.Arbitrary<Json> => fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 });

const parts = (): fc.Arbitrary<Json> =>
  fc
    .uniqueArray(fc.record({ part: referenceArbitrary() as fc.Arbitrary<Json>, level: fc.nat(4) }), {
      maxLength: 5,
      selector: ({ part }) => referenceKey(part as Reference),
    })
    // The tenant has each external name once, or the reference would not have been bound.
    .filter((list) => {
      const segments = list.map(({ part }) => referenceSegment(part as Reference));
      return new Set(segments).size === segments.length;
    });

const slots = (): fc.Arbitrary<Json> =>
  fc.uniqueArray(
    fc.record({
      day: fc.constantFrom('mon', 'tue'),
      hour: fc.nat(2),
      agents: fc.option(fc.nat(3)) as fc.Arbitrary<Json>,
    }),
    { maxLength: 4, selector: ({ day, hour }) => `${day} ${hour}` },
  );

/** A spec of the model with any of its fields absent, cleared or set. */
export const specArbitrary = (): fc.Arbitrary<JsonObject> =>
  fc.record(
    {
      plain: scalar(),
      target: fc.option(referenceArbitrary() as fc.Arbitrary<Json>),
      atomic: fc.option(atomic()),
      tags: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 4 })),
      parts: fc.option(parts()),
      slots: fc.option(slots()),
      nested: fc.option(
        fc.record(
          { owner: fc.option(referenceArbitrary() as fc.Arbitrary<Json>), size: scalar(), list: atomic() },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonObject>;

/** What a tenant may show. */
export const liveArbitrary = () => specArbitrary().map(asLive);

/** The value in another order: keyed lists and sets reversed, members of objects too. */
export function reordered(spec: JsonObject): JsonObject {
  const entries = Object.entries(spec).map(([key, value]): [string, Json] => {
    const hasNoOrder = ['parts', 'slots', 'tags'].includes(key) && Array.isArray(value);
    return [key, hasNoOrder ? [...(value as readonly Json[])].reverse() : value];
  });
  return Object.fromEntries(entries.reverse());
}
