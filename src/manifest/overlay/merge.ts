import { type FieldModel, listKey, type Pattern } from '../../core/field-model.ts';
import { referenceAt } from '../../core/field-tree.ts';
import { canonicalJson } from '../../core/fingerprint.ts';
import type { OverlayBudget } from './budget.ts';
import { copyTree } from './copy-tree.ts';
import { isMembers, type LocatedNode, type Members, noMembers, toJson } from './located-tree.ts';

export interface MergeRules {
  /** Which lists have a key, and what is a reference. */
  readonly model: FieldModel;
  readonly budget: OverlayBudget;
}

/**
 * What stands at a place once an overlay's value is merged into what stood there (interface §3): maps member by member, where null
 * removes the member; lists with a key element by element; anything else, references too, is replaced. `before` is changed.
 */
export function merge(
  before: LocatedNode | undefined,
  overlay: LocatedNode,
  rules: MergeRules,
  pattern: Pattern,
): LocatedNode {
  const { content } = overlay;
  if (isMembers(content) && !referenceAt(rules.model, pattern)) {
    const into = before && isMembers(before.content) ? before : { ...overlay, content: noMembers() };
    mergeMembers(into, content, rules, pattern);
    return into;
  }
  const key = listKey(rules.model, pattern);
  if (!key || !Array.isArray(content)) return copyTree(overlay, rules.budget);
  const list = before && Array.isArray(before.content) ? before.content : [];
  mergeElements(list, content, key, rules, pattern);
  return before?.content === list ? before : { ...overlay, content: list };
}

function mergeMembers(into: LocatedNode, overlay: Members, rules: MergeRules, pattern: Pattern): void {
  const members = into.content as Members;
  for (const [name, member] of Object.entries(overlay)) {
    rules.budget.stepsLeft -= 1;
    if (member.content !== null) {
      members[name] = merge(members[name], member, rules, `${pattern}/${name}`);
    } else if (members[name]) {
      delete members[name];
      into.removed ??= new Map();
      into.removed.set(name, member.source);
    }
  }
}

/** An element without a key, which its schema will refuse, is added as it is. */
function mergeElements(
  list: LocatedNode[],
  overlay: readonly LocatedNode[],
  key: readonly string[],
  rules: MergeRules,
  pattern: Pattern,
): void {
  const indexes = new Map<string, number>();
  for (const [index, element] of list.entries()) {
    const name = keyOf(element, key, rules);
    if (name !== undefined && !indexes.has(name)) indexes.set(name, index);
  }
  for (const element of overlay) {
    const name = keyOf(element, key, rules);
    const index = (name === undefined ? undefined : indexes.get(name)) ?? list.length;
    list[index] = merge(list[index], element, rules, `${pattern}/*`);
    if (name !== undefined) indexes.set(name, index);
  }
}

/** What an element is found by; undefined for one that lacks it. */
function keyOf({ content }: LocatedNode, key: readonly string[], { budget }: MergeRules): string | undefined {
  budget.stepsLeft -= 1;
  if (!isMembers(content)) return undefined;
  const parts: string[] = [];
  for (const member of key) {
    const value = content[member];
    if (!value) return undefined;
    const text = canonicalJson(toJson(value));
    // A key may be a whole tree.
    budget.stepsLeft -= Math.ceil(text.length / 32);
    parts.push(text);
  }
  return parts.join(',');
}
