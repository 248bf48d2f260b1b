/** A mark that a renderer may show as a colour, a word or a shape. */
export type Mark = 'loop' | 'dead-end' | 'outside';

export interface GraphNode {
  /** Unique in the graph. */
  readonly id: string;
  readonly label: string;
  readonly marks: readonly Mark[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly marks: readonly Mark[];
}

/** Things and what leads from one to another. Nodes sorted by id, edges by their ends. */
export interface GraphView {
  readonly type: 'graph';
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
