/** A stream of text for people, on which what concerns a Tenant stands under a heading where several are asked about. */
export class Page {
  readonly #write: (text: string) => void;
  #heading = '';
  #isEmpty = true;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Whether nothing was ever added. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** What comes next stands below this line; nothing comes, no heading does. */
  head(heading: string): void {
    this.#heading = heading;
  }

  add(text: string): void {
    const gap = this.#isEmpty ? '' : '\n';
    if (this.#heading !== '') this.#write(`${gap}${this.#heading}\n`);
    this.#heading = '';
    this.#isEmpty = false;
    this.#write(text);
  }
}
