import type { Argument, Command, Option } from 'commander';

/** What stands at the cursor: a command's name, one of its options, or a value of an option or argument. */
export type Cursor = {
  /** The command that the words before call; the program itself where there is none yet. */
  readonly command: Command;
  /** What is written of the word at the cursor already. */
  readonly begun: string;
  /** What the word begins with before its value, such as `--format=`. */
  readonly prefix: string;
  /** The values of options before, the last one of each, by the option's name in code. */
  readonly given: ReadonlyMap<string, string>;
} & (
  | { readonly at: 'command' | 'option' | 'nothing' }
  | { readonly at: 'value'; readonly of: Option | Argument }
);

/** Finds out what stands at the cursor. `words` are those after the program's name up to it, the last one as far as it is written. */
export function cursorIn(program: Command, words: readonly string[]): Cursor {
  const joined = joinAtEquals(words);
  const state = new Walk(program);
  for (const word of joined.slice(0, -1)) state.step(word);
  return state.cursorAt(joined.at(-1) ?? '');
}

/** Bash ends a word before and after `=`: what belongs to one option comes in three. */
function joinAtEquals(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1) ?? '';
    const continues = /^--[^=]+$/.test(last) && word === '=';
    if (continues || /^--[^=]+=$/.test(last)) joined[joined.length - 1] = `${last}${word}`;
    else joined.push(word);
  }
  return joined;
}

/** The way through the words, as the parser goes. */
class Walk {
  readonly #program: Command;
  readonly #given = new Map<string, string>();
  #command: Command;
  #awaiting: Option | undefined;
  #position = 0;
  #optionsEnded = false;

  constructor(program: Command) {
    this.#program = program;
    this.#command = program;
  }

  step(word: string): void {
    const option = this.#awaited(word);
    this.#awaiting = option?.variadic ? option : undefined;
    if (option) {
      this.#given.set(option.attributeName(), word);
    } else if (word === '--') {
      this.#optionsEnded = true;
    } else if (word.startsWith('-') && !this.#optionsEnded) {
      this.#stepOption(word);
    } else {
      this.#stepWord(word);
    }
  }

  /** The option that this word is a value of: one that can do without is none where another option follows. */
  #awaited(word: string): Option | undefined {
    const option = this.#awaiting;
    return option?.optional && word.startsWith('-') ? undefined : option;
  }

  #stepWord(word: string): void {
    const below =
      this.#position === 0 ? this.#command.commands.find((one) => one.name() === word) : undefined;
    if (below) this.#command = below;
    else if (this.#command !== this.#program) this.#position++;
  }

  #stepOption(word: string): void {
    const [flag = '', value] = split(word);
    const option = this.#find(flag);
    if (!option || option.isBoolean()) return;
    if (value === undefined) this.#awaiting = option;
    else this.#given.set(option.attributeName(), value);
  }

  cursorAt(word: string): Cursor {
    const at = { command: this.#command, given: this.#given, prefix: '', begun: word };
    const awaited = this.#awaited(word);
    if (awaited) return { ...at, at: 'value', of: awaited };
    if (word.startsWith('-') && !this.#optionsEnded) {
      const [flag = '', value] = split(word);
      const option = this.#find(flag);
      if (value === undefined) return { ...at, at: 'option' };
      if (!option || option.isBoolean()) return { ...at, at: 'nothing' };
      return { ...at, at: 'value', of: option, prefix: `${flag}=`, begun: value };
    }
    if (this.#position === 0 && this.#command.commands.length > 0) return { ...at, at: 'command' };
    const argument = this.#command.registeredArguments[this.#position];
    return argument ? { ...at, at: 'value', of: argument } : { ...at, at: 'nothing' };
  }

  #find(flag: string): Option | undefined {
    const options = [...this.#command.options, ...this.#program.options];
    return options.find(({ long, short }) => flag === long || flag === short);
  }
}

/** Flag and value of `--format=json`. */
function split(word: string): [flag: string, value?: string] {
  const at = word.indexOf('=');
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}
