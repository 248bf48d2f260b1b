import type { GraphView, Mark } from '../core/view.ts';

/** A medium that shows graphs. It remembers what it has drawn, so that several graphs stand in one document. */
export interface Drawing {
  /** The document's next part: one graph of one Tenant. */
  draw(tenant: string, view: GraphView): string;
}

const words: Record<Mark, string> = { loop: 'loop', 'dead-end': 'dead end', outside: 'outside Git' };

/** Marks and further remarks in brackets behind a label, such as ` (loop, see above)`; empty where there are none. */
export function remarks(marks: readonly Mark[], further: readonly string[] = []): string {
  const all = [...new Set(marks)].map((mark) => words[mark]);
  const said = [...all, ...further];
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

/** What stands above a graph. */
export function titleOf(tenant: string, { title }: GraphView): string {
  return `${tenant}: ${title}`;
}
