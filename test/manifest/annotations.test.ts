import { expect, test } from 'vitest';
import { annotationsOf } from '../../src/manifest/annotations.ts';

const schema = {
  properties: {
    items: {
      items: {
        allOf: [{ properties: { 'a/b': { anyOf: [{ type: 'string' }], 'x-expects': 'this' } } }],
      },
    },
    secrets: { additionalProperties: { 'x-secret': true, properties: { deep: { type: 'string' } } } },
  },
};

test('the way through the schema keeps pace with the way through the document', () => {
  const violation = {
    schemaPath: '#/properties/items/items/allOf/0/properties/a~1b/anyOf/0/type',
    instancePath: '/items/3/a~1b',
  };
  expect(annotationsOf(schema, violation)).toEqual({ expects: { text: 'this', pointer: '/items/3/a~1b' } });
});

test('an annotation holds for everything below it', () => {
  const violation = {
    schemaPath: '#/properties/secrets/additionalProperties/properties/deep/type',
    instancePath: '/secrets/one/deep',
  };
  expect(annotationsOf(schema, violation)).toEqual({ secret: { pointer: '/secrets/one' } });
});

test('a place beside it is not annotated', () => {
  expect(annotationsOf(schema, { schemaPath: '#/properties/items/type', instancePath: '/items' })).toEqual(
    {},
  );
});
