import type { GraphView, Mark } from '../../core/view.ts';
import { type Drawing, remarks, titleOf } from '../drawing.ts';
import { mermaidText } from './escape.ts';

const classes: Record<Mark, string> = { loop: 'loop', 'dead-end': 'deadEnd', outside: 'outside' };

const opening = `flowchart LR
  classDef loop stroke:#c62828,stroke-width:3px
  classDef deadEnd stroke:#ef6c00,stroke-dasharray:4
  classDef outside stroke-dasharray:2
`;

/** Graphs as one Mermaid flowchart, a box for each. Loops are thick arrows, dead ends dotted ones. */
export function mermaidDrawing(): Drawing {
  let drawn = 0;
  return {
    draw(tenant, view) {
      const first = drawn === 0;
      const lines = graphLines(`g${drawn++}`, titleOf(tenant, view), view);
      return `${first ? opening : ''}${lines.map((line) => `  ${line}\n`).join('')}`;
    },
  };
}

function graphLines(graph: string, title: string, { nodes, edges }: GraphView): string[] {
  const idOf = new Map(nodes.map(({ id }, index) => [id, `${graph}n${index}`]));
  const boxes = nodes.map(
    ({ id, label, marks }) => `  ${idOf.get(id)}["${mermaidText(label)}${remarks(marks)}"]`,
  );
  const arrows = edges.map(({ from, to, label, marks }) => {
    const text = `${label === '' ? '' : mermaidText(label)}${remarks(marks)}`;
    return `  ${idOf.get(from)} ${arrowOf(marks)}${text && `|"${text}"|`} ${idOf.get(to)}`;
  });
  const styles = (Object.keys(classes) as Mark[]).flatMap((mark) => {
    const marked = nodes.flatMap(({ id, marks }) => (marks.includes(mark) ? (idOf.get(id) ?? []) : []));
    return marked.length === 0 ? [] : [`class ${marked.join(',')} ${classes[mark]}`];
  });
  return [`subgraph ${graph}["${mermaidText(title)}"]`, ...boxes, ...arrows, 'end', ...styles];
}

function arrowOf(marks: readonly Mark[]): string {
  if (marks.includes('loop')) return '==>';
  return marks.includes('dead-end') ? '-.->' : '-->';
}
