import { alignColumns } from './columns.ts';

/** A title with rows below it; nothing where there are none. Rows beyond `shownMax` are counted rather than listed. */
export function sectionLines(
  title: string,
  rows: readonly (readonly string[])[],
  shownMax = rows.length,
): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > shownMax ? [`  … and ${rows.length - shownMax} more`] : [];
  return [title, ...alignColumns(rows.slice(0, shownMax), { indent: '  ', widthMax: 72 }), ...more];
}

/** Sections as text, each followed by an empty line; those that hold nothing are left out. */
export function sectionsText(sections: readonly (readonly string[])[]): string {
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n\n`)
    .join('');
}
