import stringWidth from 'string-width';

/** Lines of at most `width` columns, broken between words; a longer word has a line to itself. At least one line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let lineWidth = 0;
  for (const word of text.split(' ')) {
    const wordWidth = stringWidth(word);
    if (line.length > 0 && lineWidth + 1 + wordWidth > width) {
      lines.push(line.join(' '));
      line = [];
      lineWidth = 0;
    }
    lineWidth += (line.length > 0 ? 1 : 0) + wordWidth;
    line.push(word);
  }
  return [...lines, line.join(' ')];
}
