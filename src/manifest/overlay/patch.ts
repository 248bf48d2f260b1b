import jsonPatch, { type Operation } from 'fast-json-patch';
import type { Source } from '../../core/diagnostic.ts';
import { childPath, type Path, pathSegments } from '../../core/path.ts';
import { shown } from '../shown.ts';
import type { OverlayBudget } from './budget.ts';
import { copyTree } from './copy-tree.ts';
import { childOf, isIndex, isMembers, type LocatedNode } from './located-tree.ts';

/** One operation of RFC 6902. Its path was found harmless. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove' | 'test';
  /** Into the document; never the document itself. */
  readonly path: Path;
  /** Of all operations but `remove`. */
  readonly value?: LocatedNode;
  readonly source: Source;
}

export interface FailedOperation {
  readonly source: Source;
  /** Goes on from the name of the manifest. */
  readonly reason: string;
  readonly detail?: string;
}

/** Carries operations out on a tree, up to the first that fails. */
export function applyPatch(
  tree: LocatedNode,
  operations: readonly PatchOperation[],
  budget: OverlayBudget,
): FailedOperation | undefined {
  for (const operation of operations) {
    if (budget.stepsLeft < 0) return undefined;
    const failure = applyOperation(tree, operation, budget);
    if (failure) return { source: operation.source, ...failure };
  }
  return undefined;
}

type Failure = Omit<FailedOperation, 'source'>;

function applyOperation(
  tree: LocatedNode,
  operation: PatchOperation,
  budget: OverlayBudget,
): Failure | undefined {
  const segments = pathSegments(operation.path);
  const last = segments.pop() ?? '';
  budget.stepsLeft -= 1 + segments.length;
  const parent = segments.reduce<LocatedNode | undefined>(
    (node, segment) => node && childOf(node, segment),
    tree,
  );
  const failure = whyNot(parent, last, operation, budget);
  if (failure || operation.op === 'test' || !parent) return failure;
  change(parent, last, operation, budget);
  return undefined;
}

/**
 * What the library would not notice, or would tell by printing the whole document: it takes `01` and 2^32 for positions, and
 * compares by what values may have put in place of methods.
 */
function whyNot(
  parent: LocatedNode | undefined,
  last: string,
  { op, path, value }: PatchOperation,
  budget: OverlayBudget,
): Failure | undefined {
  if (op === 'add')
    return parent && canHold(parent, last) ? undefined : { reason: `has no place for ${path}` };
  const child = parent && childOf(parent, last);
  if (!child) return { reason: `has nothing at ${path}` };
  if (op !== 'test' || !value || isSame(child, value, budget)) return undefined;
  return {
    reason: `does not hold the tested value at ${path}`,
    detail: `It is ${shownNode(child)}; tested for ${shownNode(value)}`,
  };
}

/** Lists and maps are shown by their type alone. */
const shownNode = ({ content }: LocatedNode) =>
  shown(Array.isArray(content) ? [] : isMembers(content) ? {} : content);

function canHold({ content }: LocatedNode, segment: string): boolean {
  if (!Array.isArray(content)) return isMembers(content);
  return segment === '-' || (isIndex(segment) && Number(segment) <= content.length);
}

function isSame({ content: a }: LocatedNode, { content: b }: LocatedNode, budget: OverlayBudget): boolean {
  budget.stepsLeft -= 1;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((element, index) => {
        const other = b[index];
        return other !== undefined && isSame(element, other, budget);
      })
    );
  }
  if (!isMembers(a)) return a === b;
  if (Array.isArray(b) || !isMembers(b)) return false;
  const members = Object.entries(a);
  budget.stepsLeft -= members.length;
  return (
    members.length === Object.keys(b).length &&
    members.every(([name, member]) => {
      const other = b[name];
      return other !== undefined && isSame(member, other, budget);
    })
  );
}

function change(
  parent: LocatedNode,
  last: string,
  { op, value, source }: PatchOperation,
  budget: OverlayBudget,
): void {
  const { content } = parent;
  // Elements that move up or down.
  if (Array.isArray(content)) budget.stepsLeft -= Math.ceil(content.length / 64);
  else if (op === 'remove') {
    parent.removed ??= new Map();
    parent.removed.set(last, source);
  }
  const path = childPath('', last);
  const key = childOf(parent, last)?.key ?? source;
  const operation = { op, path, ...(value && { value: { ...copyTree(value, budget), key } }) } as Operation;
  jsonPatch.applyOperation(content, operation, false, true);
}
