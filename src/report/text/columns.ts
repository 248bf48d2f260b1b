import stringWidth from 'string-width';

/** Rows with their cells padded to columns, the last cell free. Widths are what a terminal shows, not characters. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  options: { indent: string; gap?: string; widthMax?: number },
): string[] {
  const { indent, gap = '  ', widthMax = 40 } = options;
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, Math.min(widthMax, widthOf(cell)));
    }
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const padding = column < row.length - 1 ? (widths[column] ?? 0) - widthOf(cell) : 0;
      return cell + ' '.repeat(Math.max(0, padding));
    });
    return `${indent}${cells.join(gap)}`.trimEnd();
  });
}

/** Of what is all ASCII, as most is, the width is the length; the library takes long to say so. */
function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
