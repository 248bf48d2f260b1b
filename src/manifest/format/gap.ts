import type { Line } from './tree.ts';

/** A line between two pieces of content. */
export interface GapLine {
  readonly text: Line;
  /** Of its `#`, from 0. */
  readonly column: number;
}

/** Where comments may go that stand below something and further in than what follows. */
interface Tail {
  /** The least column of such comments. */
  readonly column: number;
  readonly lines: Line[];
}

/** What to do with a comment on the line of some content. */
export type TakeComment = (comment: string) => void;

/** Walks a text from one piece of content to the next. What lies between are blanks, line breaks and comments. */
export class GapReader {
  readonly #text: string;
  #at = 0;
  #take: TakeComment = () => {};
  #tails: Tail[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes past a piece of content. Returns the lines before it; a comment that ends its line will go to `take`. */
  pass(
    { offset, source }: { readonly offset: number; readonly source: string },
    take: TakeComment,
  ): readonly GapLine[] {
    // The first line follows no content.
    const gap = (this.#at === 0 ? '\n' : '') + this.#text.slice(this.#at, offset);
    const [behind = '', ...lines] = gap.split('\n');
    if (behind.includes('#')) this.#take(behind.trim());
    this.#take = take;
    // The line break at the end of a block scalar is that of its line.
    this.#at = offset + source.replace(/\n$/, '').length;
    // What is left before content is its indentation.
    if (offset < this.#text.length) lines.pop();
    return lines.map((line) => ({ text: line.trim(), column: line.search(/[^ ]/) }));
  }

  /** Something ends that comments further down may belong to. */
  addTail(tail: Tail): void {
    this.#tails.push(tail);
  }

  /** Shares lines out to what has ended, the innermost first, and to what follows at a column. Returns those for the latter. */
  share(lines: readonly GapLine[], column: number): Line[] {
    const tails = this.#tails;
    this.#tails = [];
    const rest: Line[] = [];
    let level = 0;
    let blanks: Line[] = [];
    for (const line of lines) {
      if (line.text === '') {
        blanks = [''];
        continue;
      }
      // Once a comment belongs further out, those below it do too.
      const from = level;
      const found = tails.findIndex((tail, index) => index >= from && line.column >= tail.column);
      level = line.column <= column || found === -1 ? tails.length : found;
      (tails[level]?.lines ?? rest).push(...blanks, line.text);
      blanks = [];
    }
    return [...rest, ...blanks];
  }
}
