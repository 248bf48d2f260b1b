import stringWidth from 'string-width';

/** Rows with their cells padded to columns, the last cell free. Widths are what a terminal shows, not characters. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  options: { indent: string; gap?: string; widthMax?: number },
): string[] {
  const { indent, gap = '  ', widthMax = 40 } = options;
  const count = Math.max(0, ...rows.map((row) => row.length - 1));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(
      0,
      ...rows.map((row) => (column < row.length - 1 ? Math.min(widthMax, widthOf(row, column)) : 0)),
    ),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const padding = column < row.length - 1 ? (widths[column] ?? 0) - widthOf(row, column) : 0;
      return cell + ' '.repeat(Math.max(0, padding));
    });
    return `${indent}${cells.join(gap)}`.trimEnd();
  });
}

function widthOf(row: readonly string[], column: number): number {
  return stringWidth(row[column] ?? '');
}
