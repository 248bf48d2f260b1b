import type { FieldNode } from '../../core/field-tree.ts';
import { canonicalJson } from '../../core/fingerprint.ts';
import { isArray, type Json } from '../../core/json.ts';
import { stableAt } from '../../core/stable.ts';

interface OwnList {
  /** As the manifest has it. */
  readonly own: readonly Json[];
  /** The same elements with their references bound. */
  readonly bound: readonly Json[];
}

interface LiveList {
  readonly live: Json | undefined;
  /** The same elements as a manifest would say them. */
  readonly written: readonly Json[];
}

/** The tenant's list for a manifest. A set keeps the order and the spelling that the manifest has, and what is new stands last. */
export function mergedSet(node: FieldNode | undefined, { own, bound }: OwnList, { live, written }: LiveList) {
  if (node?.list !== 'set' || !isArray(live)) return written;
  const keyOf = (element: Json) => canonicalJson(stableAt(node.below.get('*'), element));
  const wanted = new Set(live.map(keyOf));
  const there = new Set(bound.map(keyOf));
  const kept = own.filter((_, index) => wanted.has(keyOf(bound[index] ?? null)));
  const added = new Map(live.map((element, index) => [keyOf(element), written[index] ?? null]));
  for (const key of there) added.delete(key);
  return [...kept, ...added.values()];
}
