import type { OverlayBudget } from './budget.ts';
import { isMembers, type LocatedNode, noMembers } from './located-tree.ts';

/** A tree of its own for a document, since a later overlay may change it there. */
export function copyTree(node: LocatedNode, budget: OverlayBudget): LocatedNode {
  budget.stepsLeft -= 1;
  const { content } = node;
  if (Array.isArray(content)) {
    return { ...node, content: content.map((element) => copyTree(element, budget)) };
  }
  if (!isMembers(content)) return { ...node };
  const members = noMembers();
  for (const [name, member] of Object.entries(content)) members[name] = copyTree(member, budget);
  return { ...node, content: members };
}
