import { groupBy } from '../../core/group-by.ts';
import type { GraphEdge, GraphNode, GraphView, Mark } from '../../core/view.ts';
import { type Drawing, remarks, titleOf } from '../drawing.ts';
import { escapeText } from '../escape.ts';
import type { Style } from './style.ts';

/** Deeper than this chains are not indented further: no terminal is wide enough. */
const depthMax = 20;

/** Graphs as chains for people: what leads somewhere, and indented below it where that leads on to. */
export function textDrawing(style: Style): Drawing {
  return {
    draw: (tenant, view) => {
      const lines = view.nodes.length === 0 ? ['  nothing'] : new Chains(view, style).lines();
      return `${[style.chalk.bold(escapeText(titleOf(tenant, view))), ...lines].join('\n')}\n`;
    },
  };
}

/** A place in a chain: a node, and what led to it. */
interface Visit {
  readonly node: GraphNode;
  readonly edge?: GraphEdge;
  readonly depth: number;
}

/** Each node is followed once, however many lead to it, so that the text grows with the graph. */
class Chains {
  readonly #view: GraphView;
  readonly #style: Style;
  readonly #nodes: ReadonlyMap<string, GraphNode>;
  readonly #edgesFrom: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly #followed = new Set<string>();
  readonly #lines: string[] = [];

  constructor(view: GraphView, style: Style) {
    this.#view = view;
    this.#style = style;
    this.#nodes = new Map(view.nodes.map((node) => [node.id, node]));
    this.#edgesFrom = groupBy(view.edges, ({ from }) => from);
  }

  /** Chains from where they begin, then those without a beginning, then what is in none. */
  lines(): readonly string[] {
    const { nodes, edges } = this.#view;
    const targets = new Set(edges.map(({ to }) => to));
    const leading = nodes.filter(({ id }) => this.#edgesFrom.has(id));
    for (const node of leading) if (!targets.has(node.id)) this.#follow(node);
    for (const node of leading) if (!this.#followed.has(node.id)) this.#follow(node);
    for (const node of nodes)
      if (!targets.has(node.id) && !this.#edgesFrom.has(node.id)) this.#add({ node, depth: 0 }, false);
    return this.#lines;
  }

  #follow(start: GraphNode): void {
    const open: Visit[] = [{ node: start, depth: 0 }];
    for (let visit = open.pop(); visit; visit = open.pop()) {
      const { node, depth } = visit;
      const onward = this.#edgesFrom.get(node.id) ?? [];
      this.#add(visit, onward.length > 0 && this.#followed.has(node.id));
      if (this.#followed.has(node.id)) continue;
      this.#followed.add(node.id);
      for (const edge of [...onward].reverse()) {
        const target = this.#nodes.get(edge.to);
        if (target) open.push({ node: target, edge, depth: depth + 1 });
      }
    }
  }

  #add({ node, edge, depth }: Visit, isRepeated: boolean): void {
    const marks = [...(edge?.marks ?? []), ...node.marks];
    const label = `${escapeText(node.label)}${remarks(marks, isRepeated ? ['see above'] : [])}`;
    const way = edge ? `${edge.label === '' ? '' : `${escapeText(edge.label)} `}→ ` : '';
    const indent = '  '.repeat(Math.min(depth, depthMax) + 1);
    this.#lines.push(`${indent}${way}${this.#coloured(label, marks)}`);
  }

  #coloured(label: string, marks: readonly Mark[]): string {
    const { chalk } = this.#style;
    if (marks.includes('loop')) return chalk.red(label);
    if (marks.includes('dead-end')) return chalk.yellow(label);
    return marks.includes('outside') ? chalk.dim(label) : label;
  }
}
