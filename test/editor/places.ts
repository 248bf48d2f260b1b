import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';

export const root = join(import.meta.dirname, '../..');

/** Where new manifests are opened, and the comment that registers the schemas there. */
export const folder = join(root, 'examples/quickstart/manifests');
export const comment = '# yaml-language-server: $schema=../../../schemas/cxform.json\n';

/** The published schemas of single kinds, by kind. */
export const schemas: ReadonlyMap<string, JsonObject> = new Map(
  readdirSync(join(root, 'schemas'))
    .filter((file) => file !== 'cxform.json')
    .map((file) => [file.replace('.json', ''), readJson(join(root, 'schemas', file))]),
);

function readJson(path: string): JsonObject {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A place of documents of a kind that holds a map. */
export interface MapPlace {
  /** The keys that lead there; `-` for an element of a list. */
  readonly path: readonly string[];
  /** Of all its forms. */
  readonly properties: readonly (readonly [string, JsonObject])[];
}

/** Every map that documents of a kind can have, the document itself first. */
export function mapPlaces(schema: JsonObject, path: readonly string[] = []): readonly MapPlace[] {
  const forms = formsOf(schema);
  const properties = forms.flatMap((form) => schemasIn(form.properties));
  const below = properties.flatMap(([name, property]) => mapPlaces(property, [...path, name]));
  const elements = forms.flatMap(({ items }) => (isObject(items) ? mapPlaces(items, [...path, '-']) : []));
  const members = forms.flatMap(({ additionalProperties, propertyNames }) =>
    isObject(additionalProperties) ? mapPlaces(additionalProperties, [...path, someName(propertyNames)]) : [],
  );
  const own = properties.length > 0 ? [{ path, properties }] : [];
  return [...own, ...below, ...elements, ...members];
}

const formsOf = (schema: JsonObject): readonly JsonObject[] =>
  isArray(schema.anyOf) ? [schema, ...schema.anyOf.filter(isObject)] : [schema];

const schemasIn = (properties: Json | undefined) =>
  isObject(properties)
    ? Object.entries(properties).flatMap(([name, schema]) =>
        isObject(schema) ? [[name, schema] as const] : [],
      )
    : [];

function someName(names: Json | undefined): string {
  const [first] = isObject(names) && isArray(names.enum) ? names.enum : [];
  return typeof first === 'string' ? first : 'some';
}

/** A document of a kind with nothing but what leads to a place, and `last` there, on the last line. */
export function documentTo(kind: string, path: readonly string[], last: string): string {
  let indent = '';
  let dash = '';
  const lines = path.flatMap((step) => {
    if (step === '-') {
      dash = '- ';
      return [];
    }
    const line = `${indent}${dash}${step}:`;
    indent += dash === '' ? '  ' : '    ';
    dash = '';
    return [line];
  });
  // Unless that is what stands last.
  const first = path.length === 0 && last.includes('kind:') ? [] : [`kind: ${kind}`];
  return [...first, ...lines, `${indent}${dash}${last}`, ''].join('\n');
}

/** A value that a schema takes, or nearly so. */
export function sampleOf(schema: JsonObject): Json {
  const [form] = isArray(schema.anyOf) ? schema.anyOf.filter(isObject) : [];
  if (form) return sampleOf(form);
  if (schema.const !== undefined) return schema.const;
  const [first] = [schema.enum, schema.examples].flatMap((values) => (isArray(values) ? values : []));
  switch ([schema.type].flat()[0]) {
    case 'object':
      return {};
    case 'array':
      return [];
    case 'boolean':
      return true;
    default:
      return first ?? 'text';
  }
}
