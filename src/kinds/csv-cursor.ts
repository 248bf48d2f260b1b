/** Follows a CSV parser that does not tell where its cells stand, through text that it has accepted. Lines end in a line feed. */
export class CsvCursor {
  line = 1;
  /** In UTF-16 code units, as everywhere. */
  column = 1;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  skipEmptyLines(): void {
    while (this.#text[this.#at] === '\n') this.skipCell();
  }

  /** Over a cell and the comma or line feed that ends it. */
  skipCell(): void {
    let isQuoted = false;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at];
      this.#at += 1;
      this.column += 1;
      if (character === '"') isQuoted = !isQuoted;
      if (character === '\n') {
        this.line += 1;
        this.column = 1;
      }
      if (!isQuoted && (character === ',' || character === '\n')) return;
    }
  }
}
