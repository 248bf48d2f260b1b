import { isArray, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { tenantKind } from '../tenant-schema.ts';
import type { Collection, Content, EntryTree, Line } from './tree.ts';

/** Puts the keys of a document in the canonical order; `specSchema` tells that of its spec. Unknown keys come last, as they are. */
export function orderDocument(content: Content | undefined, specSchema: JsonObject | undefined): void {
  orderContent(content, { properties: { apiVersion: {}, kind: {}, metadata, spec: specSchema ?? {} } }, true);
}

/** The kinds whose spec says things in an order of its own. */
export function keepsOrder(kind: Json | undefined): boolean {
  return kind === tenantKind.kind || kind === 'Overlay';
}

const metadata: JsonObject = {
  properties: {
    name: {},
    labels: {},
    formerly: {},
    protect: {},
    ignore: { items: { properties: { path: {}, until: {}, reason: {} } } },
  },
};

/** A schema with the alternatives that it is made of. */
function partsOf(schema: Json | undefined): readonly JsonObject[] {
  if (!isObject(schema)) return [];
  const alternatives = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const parts = schema[keyword];
    return isArray(parts) ? parts : [];
  });
  return [schema, ...alternatives.flatMap(partsOf)];
}

function orderContent(content: Content | undefined, schema: Json | undefined, isRoot = false): void {
  if (content?.type !== 'block' && content?.type !== 'flow') return;
  const parts = partsOf(schema);
  const maps = parts.map(({ properties }) => (isObject(properties) ? properties : {}));
  if (!content.isList) sortEntries(content, [...new Set(maps.flatMap(Object.keys))], isRoot);
  const further = content.isList ? 'items' : 'additionalProperties';
  const others = parts.find((part) => isObject(part[further]))?.[further];
  for (const { key, value } of content.entries) {
    const map = key && maps.find((properties) => Object.hasOwn(properties, key.name));
    orderContent(value.content, map ? map[key.name] : others);
  }
}

function sortEntries(collection: Collection, names: readonly string[], isRoot: boolean): void {
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  const rankOf = ({ key }: EntryTree) => ranks.get(key?.name ?? '') ?? names.length;
  const [first] = collection.entries;
  collection.entries.sort((a, b) => rankOf(a) - rankOf(b));
  const [newFirst] = collection.entries;
  if (!first || !newFirst || newFirst === first) return;
  // What stands over the kind speaks of the document.
  const ofAll = isRoot && rankOf(first) <= 1 ? first.before.length : headingLength(first.before);
  const own = first.before.slice(ofAll);
  newFirst.before = [...first.before.slice(0, ofAll), ...newFirst.before];
  first.before = own.slice(Math.max(0, own.findIndex(Boolean)));
}

/** Comments that stand over a whole map: those that a blank line follows, and those that tools read. */
function headingLength(lines: readonly Line[]): number {
  return lines.findLastIndex((line, index) => (line === '' && index > 0) || isDirective.test(line)) + 1;
}

const isDirective = /^#(!|\s*(yaml-language-server\s*:|\$schema\s*:|vim?\s*:|-\*-))/;
