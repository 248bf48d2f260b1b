/** Rows of cells under their titles: first what a row is about, then figures. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What one has to know to read it. */
  readonly note: string;
}

/** For a terminal: the first column to the left, figures to the right. */
export function textTable({ title, columns, rows, note }: Table): string {
  const widths = columns.map((_, index) =>
    Math.max(...[columns, ...rows].map((cells) => (cells[index] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return `${[title, '', line(columns), ...rows.map(line), '', note].join('\n')}\n`;
}

/** For BENCHMARKS.md. */
export function markdownTable({ title, columns, rows, note }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, index) => (index === 0 ? '---' : '---:'));
  return `${[`### ${title}`, '', line(columns), line(rule), ...rows.map(line), '', note].join('\n')}\n`;
}
