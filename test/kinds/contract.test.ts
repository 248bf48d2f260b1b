import { readdir, readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import type { ObjectKind } from '../../src/core/kind.ts';
import { parseDuration } from '../../src/core/time/duration.ts';
import { kinds } from '../../src/kinds/index.ts';
import { allSchemas } from '../../src/manifest/schemas.ts';
import { jsonText } from '../../src/report/escape.ts';

const root = new URL('../../', import.meta.url);
const text = (path: string) => readFile(new URL(path, root), 'utf8');

/** The schemas at a pattern of a spec: `anyOf` parts each count. */
function schemasAt(schema: JsonObject, pattern: string): JsonObject[] {
  return pattern
    .split('/')
    .slice(1)
    .reduce<JsonObject[]>(
      (found, segment) => found.flatMap((one) => stepInto(one, segment)),
      alternatives(schema),
    );
}

function stepInto(schema: JsonObject, segment: string): JsonObject[] {
  const { items, properties } = schema;
  const next = segment === '*' ? items : isObject(properties) ? properties[segment] : undefined;
  return isObject(next) ? alternatives(next) : [];
}

const alternatives = (schema: JsonObject): JsonObject[] =>
  isArray(schema.anyOf) ? [schema, ...schema.anyOf.filter(isObject)] : [schema];

/** Every property of a schema, however deep, with its path. */
function properties(schema: JsonObject, path = ''): [string, JsonObject][] {
  return alternatives(schema).flatMap((one) => {
    const own = isObject(one.properties) ? Object.entries(one.properties) : [];
    const below = isObject(one.items) ? properties(one.items, `${path}/*`) : [];
    const named = own.flatMap(([name, value]) =>
      isObject(value)
        ? [[`${path}/${name}`, value] as [string, JsonObject], ...properties(value, `${path}/${name}`)]
        : [],
    );
    return [...named, ...below];
  });
}

function validator({ schema }: ObjectKind) {
  const ajv = new Ajv2020({ allowUnionTypes: true, keywords: ['x-duration', 'x-expects'] });
  ajv.addFormat('duration', (value: string) => parseDuration(value) !== undefined);
  return ajv.compile(schema);
}

async function exampleDocuments(): Promise<JsonObject[]> {
  const folder = new URL('examples/', root);
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.ya?ml$/.test(name) && !name.includes('node_modules'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.flatMap((content) => parseAllDocuments(content).map((document) => document.toJS()));
}

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('the kind %s', (name, kind) => {
  const { schema, fields } = kind;

  it('has examples in its schema, and all of them are valid', () => {
    const validate = validator(kind);
    const examples = schema.examples as readonly Json[];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect([validate(example), validate.errors]).toEqual([true, null]);
  });

  it('refuses a key that it does not know, at every level', () => {
    for (const [path, { properties: own, additionalProperties }] of [
      ['', schema] as const,
      ...properties(schema),
    ]) {
      if (own !== undefined) expect([path, additionalProperties]).toEqual([path, false]);
    }
  });

  it('describes itself and each of its properties', () => {
    const undescribed = properties(schema).filter(([, { description }]) => !isSentence(description));
    expect(undescribed.map(([path]) => path)).toEqual([]);
    expect(isSentence(kind.description)).toBe(true);
  });

  it('has a displayName, which may be left out', () => {
    expect(schemasAt(schema, '/displayName')).toHaveLength(1);
    expect(schema.required ?? []).not.toContain('displayName');
  });

  it('refers to kinds that exist, from places that its schema has, in all three forms', () => {
    for (const reference of fields.references) {
      expect(kinds.map((one) => one.kind)).toContain(reference.kind);
      const forms = schemasAt(schema, reference.path);
      expect(forms.map(({ type }) => type)).toContain('string');
      for (const member of ['external', 'id']) {
        expect(forms.some(({ required }) => isArray(required) && required.includes(member))).toBe(true);
      }
    }
  });

  it('names every place that holds a duration, and no other', () => {
    const inSchema = properties(schema).filter(([, one]) => one['x-duration'] === true);
    expect([...fields.durations].sort()).toEqual(inSchema.map(([path]) => path).sort());
  });

  it('keys its lists by members that its schema requires', () => {
    for (const [pattern, list] of Object.entries(fields.lists)) {
      expect(schemasAt(schema, pattern).some(({ type }) => type === 'array')).toBe(true);
      if (typeof list === 'string') continue;
      const [element] = schemasAt(schema, `${pattern}/*`);
      expect(element?.required).toEqual(expect.arrayContaining([...list.key]));
    }
  });

  it('has an example in examples/', async () => {
    expect((await exampleDocuments()).map((document) => document.kind)).toContain(name);
  });
});

const isSentence = (value: unknown) => typeof value === 'string' && /^\S.*\.$/.test(value);

describe('the kinds together', () => {
  it('bear names of their own, in the form of an address', () => {
    const names = kinds.map(({ kind }) => kind);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
  });

  it('have fresh schemas in schemas/, and no other file is there', async () => {
    const fresh = allSchemas(kinds);
    expect((await readdir(new URL('schemas/', root))).sort()).toEqual([...fresh.keys()].sort());
    for (const [name, schema] of fresh) expect(await text(`schemas/${name}`)).toBe(jsonText(schema));
  });
});
