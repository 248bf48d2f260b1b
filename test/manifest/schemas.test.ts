import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { allSchemas, documentSchema } from '../../src/manifest/schemas.ts';
import { gadget } from './gadget.ts';
import { everyRole } from './roles.ts';

const schemas = allSchemas([gadget]);

/** A validator that knows nothing of cxform, strict about keywords and formats that it does not know. */
const accepts = (file: string, document: unknown) =>
  new Ajv2020({ strictRequired: false, allowUnionTypes: true, strictTypes: false }).validate(
    schemas.get(file) as object,
    document,
  );

const document = (kind: string, spec: JsonObject) => ({
  apiVersion: 'cxform/v1',
  kind,
  metadata: { name: 'a' },
  spec,
});

describe('schemas for editors', () => {
  test('there is one for each kind, for Tenant and Overlay, and for any of them', () => {
    expect([...schemas.keys()]).toEqual(['Gadget.json', 'Tenant.json', 'Overlay.json', 'cxform.json']);
  });

  test('title, description and examples are those of the kind', () => {
    expect(schemas.get('Gadget.json')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Gadget',
      description: 'A thing for tests.',
      properties: { spec: { examples: [{ displayName: 'Billing', wait: '30s' }] } },
    });
  });

  test('none holds a keyword of our own', () => {
    expect(JSON.stringify([...schemas.values()])).not.toMatch(/"x-|"format"/);
  });

  test.each(['Gadget.json', 'cxform.json'])('%s accepts what is right and refuses what is not', (file) => {
    expect(accepts(file, document('Gadget', { displayName: 'A', wait: '1h30m' }))).toBe(true);
    expect(accepts(file, document('Gadget', { displayName: 'A', wait: null }))).toBe(true);
    expect(accepts(file, document('Gadget', { displayName: 'A', wait: '30' }))).toBe(false);
    expect(accepts(file, document('Gadget', { displayName: 'A', wait: '' }))).toBe(false);
    expect(accepts(file, document('Gadget', {}))).toBe(false);
    expect(accepts(file, document('Gizmo', {}))).toBe(false);
  });

  test('cxform.json judges each document by its own kind', () => {
    expect(accepts('cxform.json', document('Tenant', {}))).toBe(true);
    expect(accepts('cxform.json', document('Tenant', { displayName: 'A' }))).toBe(false);
  });

  test('an Overlay is a list of entries with exactly one change each', () => {
    const overlay = (...spec: readonly JsonObject[]) => ({ ...document('Overlay', {}), spec });
    const target = { kind: 'Gadget', name: 'a', labels: { site: 'manila' } };
    const patch = [{ op: 'remove', path: '/spec/count' }];
    for (const file of ['Overlay.json', 'cxform.json']) {
      expect(
        accepts(file, overlay({ target, merge: { spec: {} } }, { target, patch }, { target, exclude: true })),
      ).toBe(true);
      expect(
        accepts(file, overlay({ target, patch: [{ op: 'add', path: '/spec/count', value: null }] })),
      ).toBe(true);
      expect(accepts(file, overlay({ target }))).toBe(false);
      expect(accepts(file, overlay({ target, patch, exclude: true }))).toBe(false);
      expect(accepts(file, overlay({ target, merge: { metadata: { name: 'b' } } }))).toBe(false);
      expect(accepts(file, overlay({ target, patch: [{ op: 'add', path: '/spec/count' }] }))).toBe(false);
      expect(accepts(file, document('Overlay', {}))).toBe(false);
    }
  });

  test('metadata has what its role has a use for', () => {
    const all = allSchemas(everyRole);
    const membersOf = (kind: string) => {
      const { properties } = all.get(`${kind}.json`) as { properties: { metadata: { properties: object } } };
      return Object.keys(properties.metadata.properties);
    };
    const ofObjects = ['name', 'labels', 'formerly', 'protect', 'ignore'];
    expect(['Gadget', 'Sticker', 'Batch'].map(membersOf)).toEqual([ofObjects, ofObjects, ofObjects]);
    expect(['Notebook', 'Tenant', 'Overlay'].map(membersOf)).toEqual(Array(3).fill(['name', 'labels']));
  });

  test('names that only the set of kinds knows are listed, and no others fit', () => {
    const advised = { ...gadget, advice: [{ code: 'GADGET_IDLE', find: () => [] }] };
    const all = allSchemas([advised]);
    expect(all.get('Tenant.json')).toMatchObject({
      properties: {
        spec: { properties: { checks: { propertyNames: { enum: ['GADGET_IDLE', 'IGNORE_EXPIRED'] } } } },
      },
    });
    const overlay = (kind: string) => ({
      ...document('Overlay', {}),
      spec: [{ target: { kind }, exclude: true }],
    });
    expect(accepts('cxform.json', overlay('Gadget'))).toBe(true);
    expect(accepts('cxform.json', overlay('Gizmo'))).toBe(false);
  });

  test.each([
    ['2026-06-30', true],
    ['2026-06-31', true],
    ['2026-13-01', false],
    ['2026-06-30T10:00', false],
    ['soon', false],
  ])('a day is one by its form: %s', (until, expected) => {
    const ignoring = {
      ...document('Gadget', { displayName: 'A' }),
      metadata: { name: 'a', ignore: [{ path: '/wait', until }] },
    };
    expect(accepts('Gadget.json', ignoring)).toBe(expected);
  });

  test('a property that is called like a keyword of ours stays', () => {
    const odd = {
      ...gadget,
      schema: { type: 'object', properties: { 'x-secret': { type: 'string' }, format: {} } },
    };
    expect(allSchemas([odd]).get('Gadget.json')).toMatchObject({ properties: { spec: odd.schema } });
  });
});

test('the schema that cxform judges by is not the published one: it keeps the keywords of our own', () => {
  expect(JSON.stringify(documentSchema(gadget))).toContain('"x-duration":true');
});
