import type { GraphEdge, GraphNode, GraphView, Mark } from '../../src/core/view.ts';

/** `a>b` is an edge, with what it waits after a colon; `*` marks it as part of a loop, `!` as leading to a dead end. */
export function graphOf(
  edges: readonly string[],
  marks: Readonly<Record<string, readonly Mark[]>> = {},
  more: readonly string[] = [],
): GraphView {
  const parsed = edges.map(parseEdge);
  const ids = [...new Set([...parsed.flatMap(({ from, to }) => [from, to]), ...more])].sort();
  const nodes = ids.map((id): GraphNode => ({ id, label: id, marks: marks[id] ?? [] }));
  return { type: 'graph', title: 'Overflow', nodes, edges: parsed };
}

function parseEdge(text: string): GraphEdge {
  const [, from = '', to = '', label = '', mark = ''] = /^(\w+)>(\w+):?(\w*)([*!]?)$/.exec(text) ?? [];
  const marks: readonly Mark[] = mark === '*' ? ['loop'] : mark === '!' ? ['dead-end'] : [];
  return { from, to, label, marks };
}

/** A graph in which everything that people can name bears this text. */
export function graphNamed(text: string): GraphView {
  const marks: readonly Mark[] = ['loop', 'dead-end', 'outside'];
  return {
    type: 'graph',
    title: text,
    nodes: [
      { id: text, label: text, marks },
      { id: `${text}2`, label: text, marks: [] },
    ],
    edges: [{ from: text, to: `${text}2`, label: text, marks: [] }],
  };
}
