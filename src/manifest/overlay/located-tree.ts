import type { Source } from '../../core/diagnostic.ts';
import { isArray, isObject, type Json } from '../../core/json.ts';
import { childPath, type Path } from '../../core/path.ts';
import type { LocatedValue } from '../to-value.ts';

/**
 * A value of which every part carries the place that it was written at. Overlays change such trees: what moves, as elements do when one
 * before them is removed, takes its places along.
 */
export interface LocatedNode {
  readonly source: Source;
  /** The place of its key, where it is a member. */
  readonly key?: Source;
  readonly content: Content;
  /** Where overlays took members away. */
  removed?: Map<string, Source>;
}

export type Content = Members | LocatedNode[] | string | number | boolean | null;

/** The members of a map. It has no prototype: no name in a document means anything but a member. */
export interface Members {
  [name: string]: LocatedNode;
}

export function isMembers(content: Content): content is Members {
  return isObject(content);
}

export function noMembers(): Members {
  return Object.create(null) as Members;
}

/** What stands directly below a node; undefined where it has no such member or element. */
export function childOf({ content }: LocatedNode, segment: string): LocatedNode | undefined {
  if (Array.isArray(content)) return isIndex(segment) ? content[Number(segment)] : undefined;
  return isMembers(content) ? content[segment] : undefined;
}

/** An element's position as RFC 6901 writes it. */
export function isIndex(segment: string): boolean {
  return /^(0|[1-9]\d*)$/.test(segment);
}

type Places = Pick<LocatedValue, 'sources' | 'keys'>;

/** The part of a document that stands at `pointer`. */
export function toTree(places: Places, pointer: Path, value: Json, around: Source): LocatedNode {
  const source = places.sources.get(pointer) ?? around;
  const key = places.keys.get(pointer);
  return { source, ...(key && { key }), content: toContent(places, pointer, value, source) };
}

function toContent(places: Places, pointer: Path, value: Json, around: Source): Content {
  if (isArray(value)) {
    return value.map((element, index) => toTree(places, childPath(pointer, index), element, around));
  }
  if (!isObject(value)) return value;
  const members = noMembers();
  for (const [name, member] of Object.entries(value)) {
    members[name] = toTree(places, childPath(pointer, name), member, around);
  }
  return members;
}

/** The tree as the document that it would have been, had it been written so. */
export function toLocatedValue(tree: LocatedNode): Pick<LocatedValue, 'value' | 'sources' | 'keys'> {
  const sources = new Map<Path, Source>();
  const keys = new Map<Path, Source>();
  const visit = ({ source, content, removed }: LocatedNode, path: Path): Json => {
    sources.set(path, source);
    if (Array.isArray(content))
      return content.map((element, index) => visit(element, childPath(path, index)));
    if (!isMembers(content)) return content;
    for (const [name, place] of removed ?? []) keys.set(childPath(path, name), place);
    const members = Object.entries(content).map(([name, member]): [string, Json] => {
      const at = childPath(path, name);
      keys.set(at, member.key ?? member.source);
      return [name, visit(member, at)];
    });
    return Object.fromEntries(members);
  };
  return { value: visit(tree, ''), sources, keys };
}

/** The value alone. */
export function toJson({ content }: LocatedNode): Json {
  if (Array.isArray(content)) return content.map(toJson);
  if (!isMembers(content)) return content;
  return Object.fromEntries(Object.entries(content).map(([name, member]) => [name, toJson(member)]));
}
