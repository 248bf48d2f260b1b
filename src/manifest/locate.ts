import { LineCounter } from 'yaml';
import type { Source } from '../core/diagnostic.ts';

/** Turns an offset in a file's text (in UTF-16 code units) into its place. */
export type Locate = (offset: number) => Source;

/** Prepares one file's text, so that each place costs a binary search. */
export function locateIn(file: string, text: string): Locate {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return (offset) => {
    const { line, col } = lines.linePos(Math.max(0, offset));
    return { file, line, column: col };
  };
}

/** A place as people write it: `queues.yaml:3:1`. */
export const placeText = ({ file, line, column }: Source) => `${file}:${line}:${column}`;
