import type { GraphView, Mark } from '../../core/view.ts';
import { type Drawing, remarks, titleOf } from '../drawing.ts';
import { quoted } from './quoted.ts';

/** Graphs in the DOT language of Graphviz, a digraph for each. Loops are bold, dead ends dotted. */
export function dotDrawing(): Drawing {
  return { draw: digraph };
}

function digraph(tenant: string, view: GraphView): string {
  const idOf = new Map(view.nodes.map(({ id }, index) => [id, `n${index}`]));
  const nodes = view.nodes.map(
    ({ id, label, marks }) => `${idOf.get(id)} [${attributes(`${label}${remarks(marks)}`, marks)}]`,
  );
  const edges = view.edges.map(
    ({ from, to, label, marks }) =>
      `${idOf.get(from)} -> ${idOf.get(to)} [${attributes(`${label}${remarks(marks)}`, marks)}]`,
  );
  const title = titleOf(tenant, view);
  const lines = ['rankdir=LR', `label=${quoted(title)}`, 'node [shape=box]', ...nodes, ...edges];
  return `digraph ${quoted(title)} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function attributes(label: string, marks: readonly Mark[]): string {
  const style = marks.includes('loop') ? ', style=bold' : marks.length > 0 ? ', style=dotted' : '';
  return `label=${quoted(label)}${style}`;
}
