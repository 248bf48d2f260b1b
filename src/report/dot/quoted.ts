import { escapeText } from '../escape.ts';

/**
 * Text from outside as a quoted string of DOT that shows as it is: in a label Graphviz makes something of backslashes (`\N`, `\n`) and of
 * HTML's entities.
 */
export function quoted(text: string): string {
  const escaped = escapeText(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${escaped}"`;
}
