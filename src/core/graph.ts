/**
 * A cycle among nodes, as the nodes in order with the first one again at the end; undefined where there is none.
 * Iterative, so that a chain of any length fits the stack.
 */
export function findCycle<Node>(
  nodes: Iterable<Node>,
  next: (node: Node) => Iterable<Node>,
): Node[] | undefined {
  const done = new Set<Node>();
  for (const start of nodes) {
    if (done.has(start)) continue;
    const path: { node: Node; rest: Iterator<Node> }[] = [
      { node: start, rest: next(start)[Symbol.iterator]() },
    ];
    const onPath = new Set([start]);
    while (path.length > 0) {
      const top = path[path.length - 1] as (typeof path)[number];
      const step = top.rest.next();
      if (step.done) {
        path.pop();
        onPath.delete(top.node);
        done.add(top.node);
        continue;
      }
      const node = step.value;
      if (onPath.has(node)) {
        const nodesOnPath = path.map((entry) => entry.node);
        return [...nodesOnPath.slice(nodesOnPath.indexOf(node)), node];
      }
      if (!done.has(node)) {
        path.push({ node, rest: next(node)[Symbol.iterator]() });
        onPath.add(node);
      }
    }
  }
  return undefined;
}
