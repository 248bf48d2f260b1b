import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import { manifestFields } from '../../src/core/manifest-fields.ts';
import { kinds } from '../../src/kinds/index.ts';
import { schemaViolations } from '../../src/manifest/schema-check.ts';
import { allSchemas } from '../../src/manifest/schemas.ts';
import { jsonText } from '../../src/report/escape.ts';

const table = new KindTable(kinds);
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

async function exampleDocuments(): Promise<JsonObject[]> {
  const folder = new URL('examples/', root);
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.ya?ml$/.test(name) && !name.includes('node_modules'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.flatMap((content) => parseAllDocuments(content).map((document) => document.toJS()));
}

describe.each(table.declarable.map((kind) => [kind.kind, kind] as const))('the kind %s', (name, kind) => {
  const { schema } = kind;
  const fields = manifestFields(kind);
  /** The member by which a facet names its host: a manifest's name and nothing else. */
  const hostPath = kind.role === 'facet' ? `/${kind.fold.by}` : undefined;

  it('has examples in its schema, and all of them are valid', () => {
    const examples = schema.examples as readonly Json[];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(schemaViolations(schema, example)).toEqual([]);
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

  it('refers to kinds that exist, from places that its schema has, in all three forms', () => {
    for (const reference of fields.references) {
      expect(table.find(reference.kind)?.role).toMatch(/^(object|outside)$/);
      const forms = schemasAt(schema, reference.path);
      expect(forms.map(({ type }) => type)).toContain('string');
      for (const member of reference.path === hostPath ? [] : ['external', 'id']) {
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

describe.each(table.objects.map((kind) => [kind.kind, kind] as const))('the objects of %s', (_, kind) => {
  const { schema, fields, identity } = kind;

  it('are told apart by a name that may be left out, or by what a reference means', () => {
    if (identity.by === 'name') {
      expect(schemasAt(schema, identity.path).map(({ type }) => type)).toEqual(['string']);
      expect(schema.required ?? []).not.toContain(identity.path.slice(1));
    } else {
      expect(fields.references.map(({ path }) => path)).toContain(identity.path);
    }
  });

  it('refer to kinds that exist', () => {
    for (const { kind: target } of fields.references) {
      expect(table.find(target)?.role).toMatch(/^(object|outside)$/);
    }
  });

  it('are listed where a name tells them apart, and asked for where an id does', () => {
    expect(kind.wire.listing === 'none').toBe(identity.by === 'reference');
    expect(kind.wire.scopes([], []).length === 0).toBe(kind.wire.listing === 'none');
  });

  it('can do without the fields that hold a circle of references', () => {
    for (const { path, deferrable } of fields.references) {
      if (deferrable === undefined) continue;
      expect(`${path}/`.startsWith(`${deferrable}/`)).toBe(true);
      expect(schema.required ?? []).not.toContain(deferrable.slice(1));
      expect(schemasAt(schema, deferrable).flatMap(({ type }) => type)).toContain('null');
    }
  });

  it('have fields that are written and never compared only where the schema has them', () => {
    for (const path of fields.writeOnly ?? []) expect(schemasAt(schema, path)).not.toEqual([]);
  });

  it('are written again for references that they have', () => {
    if (kind.rewrite) expect(fields.references.map(({ path }) => path)).toContain(kind.rewrite.references);
  });

  it('have advice under codes of their own', () => {
    const codes = table.objects.flatMap(({ advice }) => advice.map(({ code }) => code));
    for (const { code } of kind.advice) expect(codes.filter((one) => one === code)).toEqual([code]);
  });
});

describe.each(table.facets.map((kind) => [kind.kind, kind] as const))('the facet %s', (_, kind) => {
  const host = table.get(kind.fold.host);
  const { [kind.fold.by]: by, ...part } = kind.schema.properties as JsonObject;

  it('must name its host, which is a kind of objects', () => {
    expect(isObject(by) && by.type).toBe('string');
    expect(kind.schema.required).toContain(kind.fold.by);
    expect(kind.fields.references).toContainEqual({ path: `/${kind.fold.by}`, kind: host.kind });
  });

  it('says just what the host can say in that place', () => {
    const [place] = schemasAt(host.schema, `/${kind.fold.at}`);
    expect(part).toEqual(place?.properties);
    const below = ({ path, kind: target }: { readonly path: string; readonly kind: string }) => ({
      path: path.replace(`/${kind.fold.at}/`, '/'),
      kind: target,
    });
    const inHost = host.fields.references.filter(({ path }) => path.startsWith(`/${kind.fold.at}/`));
    expect(kind.fields.references.filter(({ path }) => path !== `/${kind.fold.by}`)).toEqual(
      inHost.map(below),
    );
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
    const fresh = allSchemas(table.declarable);
    expect((await readdir(new URL('schemas/', root))).sort()).toEqual([...fresh.keys()].sort());
    for (const [name, schema] of fresh) expect(await text(`schemas/${name}`)).toBe(jsonText(schema));
  });
});
