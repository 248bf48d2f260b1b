import { byCodeUnit, nameIn } from '../../../core/address.ts';
import type { ObjectKind } from '../../../core/kind.ts';
import { type Reference, referenceSegment } from '../../../core/reference.ts';
import type { Resource } from '../../../core/resource.ts';
import type { GraphEdge, GraphNode, Mark } from '../../../core/view.ts';
import { deadEndsIn, loopsIn, type Overflow, overflowsOf } from './overflows.ts';
import { servedQueues } from './served.ts';

/** Queues, and where their contacts go when they have waited too long: each edge says how long. */
export const overflowGraph: NonNullable<ObjectKind['graph']> = (own, all) => {
  const overflows = overflowsOf(own);
  const steps = [...overflows.values()];
  const looping = new Set(loopsIn(overflows).flat());
  const deadEnds = new Set(deadEndsIn(overflows, servedQueues(all)));
  const inLoop = new Set(Array.from(looping, ({ from }) => from));
  const ends = new Set(Array.from(deadEnds, ({ to }) => to));
  const queueNode = (queue: Resource): GraphNode => ({
    id: queue.address,
    label: nameIn(queue.address),
    marks: marks({ loop: inLoop.has(queue), 'dead-end': ends.has(queue) }),
  });
  const edge = (step: Overflow): GraphEdge => ({
    from: step.from.address,
    to: targetNode(step).id,
    label: step.wait,
    marks: marks({ loop: looping.has(step), 'dead-end': deadEnds.has(step) }),
  });
  const targets = steps.filter(({ to }) => !to).map(targetNode);
  const nodes = new Map([...own.map(queueNode), ...targets].map((node) => [node.id, node]));
  return {
    type: 'graph',
    title: 'Overflow of queues',
    nodes: [...nodes.values()].sort((a, b) => byCodeUnit(a.id, b.id)),
    edges: steps.map(edge).sort((a, b) => byCodeUnit(a.from, b.from)),
  };
};

/** Ids of queues have a `/` after their kind, those of targets outside Git a `:`; so `drop` is neither. */
function targetNode({ target, to }: Overflow): GraphNode {
  if (to) return { id: to.address, label: nameIn(to.address), marks: [] };
  if (target === undefined) return { id: 'drop', label: 'drop', marks: [] };
  return { id: referenceSegment(target), label: labelOf(target), marks: ['outside'] };
}

function labelOf(target: Reference): string {
  if (typeof target === 'string') return target;
  return 'external' in target ? target.external : target.id;
}

function marks(present: { readonly [mark in Mark]?: boolean }): readonly Mark[] {
  return (Object.keys(present) as Mark[]).filter((mark) => present[mark]);
}
