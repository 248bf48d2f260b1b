import { type Document, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Json } from '../core/json.ts';
import { nestingMax } from './compose.ts';
import { isForbiddenKey } from './forbidden-key.ts';
import { numberProblem } from './number-problem.ts';

/**
 * The value of a document in which every node is what it looks like: no alias, anchor, tag or directive, and nothing that toValue would
 * say a word about. Undefined for any other document. Keeps no places, which makes it several times cheaper than toValue.
 */
export function plainValue({ contents, errors, warnings, directives }: Document.Parsed): Json | undefined {
  const hasDirectives = directives.yaml.explicit === true || Object.keys(directives.tags).length > 1;
  if (hasDirectives || errors.length > 0 || warnings.length > 0) return undefined;
  return isMap(contents) && isBare(contents) ? plainMap(contents.items as readonly Pair[], 0) : undefined;
}

const isBare = ({ anchor, tag }: { readonly anchor?: string; readonly tag?: string }) =>
  anchor === undefined && tag === undefined;

function plain(node: Node | null, depth: number): Json | undefined {
  if (node === null) return null;
  if (isScalar(node)) return isBare(node) ? plainScalar(node.value, node.source ?? '') : undefined;
  if (depth === nestingMax || !(isMap(node) || isSeq(node)) || !isBare(node)) return undefined;
  return isMap(node) ? plainMap(node.items, depth) : plainList(node.items as readonly Node[], depth);
}

function plainScalar(value: unknown, written: string): Json | undefined {
  if (typeof value === 'number') return numberProblem(value, written) ? undefined : value;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function plainList(items: readonly Node[], depth: number): Json | undefined {
  const values: Json[] = [];
  for (const item of items) {
    const value = plain(item, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function plainMap(pairs: readonly Pair[], depth: number): Json | undefined {
  const members: Record<string, Json> = {};
  for (const { key, value: node } of pairs) {
    if (!isScalar(key) || typeof key.value !== 'string' || !isBare(key)) return undefined;
    const name = key.value;
    if (name === '<<' || isForbiddenKey(name) || Object.hasOwn(members, name)) return undefined;
    const value = plain(node as Node | null, depth + 1);
    if (value === undefined) return undefined;
    members[name] = value;
  }
  return members;
}
