import fc from 'fast-check';
import { Lexer } from 'yaml';
import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { keyText } from '../../src/manifest/print/lines.ts';

/** Values as YAML documents in every style that people write: comments anywhere, uneven indentation, anchors, both line breaks. */
export function uglyFile(
  values: readonly Json[],
  gen: fc.GeneratorValue,
  { explicitOnceIn = 8 }: UglyOptions = {},
): string {
  return new Ugly((count) => gen(fc.nat, { max: count - 1 }), explicitOnceIn).file(values);
}

interface UglyOptions {
  /** Of so many keys, one stands behind a question mark. */
  readonly explicitOnceIn?: number;
}

/** A document of a kind of the tests' own; its values are few, so that equal ones meet. */
export const uglyDocument = (name: string): fc.Arbitrary<JsonObject> =>
  fc.dictionary(uglyKey(), uglyValue(), { minKeys: 1, maxKeys: 5, noNullPrototype: true }).map((spec) => ({
    kind: 'Gadget',
    metadata: { name, labels: { a: 'b' } },
    spec,
    apiVersion: 'cxform/v1',
  }));

export const uglyValue = (): fc.Arbitrary<Json> =>
  fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Json>(
        'a',
        'two words',
        '',
        'x: y',
        '# no',
        '30s',
        '012',
        'yes',
        ' edge ',
        'üß 🎉',
        '- a',
        '...',
        '--- a',
      ),
      fc.constantFrom<Json>(
        'line\nline\n',
        'line\n\n  deep\nend',
        'a\n\n',
        "it's",
        '"q"',
        'a\\b',
        '[x], {y}',
        'line\n...\n',
      ),
      fc.constantFrom<Json>(null, true, false, 0, 12, -1.5),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(uglyKey(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;

export const uglyKey = () =>
  fc.constantFrom(
    ...[
      'a',
      'b',
      'c',
      'skill',
      'level',
      'Queue/billing',
      'two words',
      'yes',
      '012',
      'a,b',
      'x: y',
      'k'.repeat(40),
    ],
  );

/** All comments of a text, sorted. */
export function commentsIn(text: string): string[] {
  const comments: string[] = [];
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text.replaceAll('\r\n', '\n'))) {
    if (!isScalar && lexeme.startsWith('#')) comments.push(lexeme.trim());
    isScalar = lexeme === '\u001f';
  }
  return comments.sort();
}

class Ugly {
  /** Gives a number from 0 up to, and without, `count`. */
  readonly #choose: (count: number) => number;
  #anchors: { readonly name: string; readonly value: string }[] = [];
  #count = 0;

  readonly #explicitOnceIn: number;

  constructor(choose: (count: number) => number, explicitOnceIn: number) {
    this.#choose = choose;
    this.#explicitOnceIn = explicitOnceIn;
  }

  file(values: readonly Json[]): string {
    const documents = values.map((value, index) => {
      this.#anchors = [];
      const begin = index > 0 || this.#once(3) ? `---${this.#comment()}\n` : '';
      const end = this.#once(6) ? `...${this.#comment()}\n` : '';
      const above = index === 0 ? this.#lines(0) : '';
      return `${above}${begin}${this.#root(value)}\n${this.#lines(this.#choose(5))}${end}`;
    });
    const text = this.#once(3) ? documents.join('').trimEnd() : documents.join('');
    return (this.#once(8) ? '\uFEFF' : '') + (this.#once(4) ? text.replaceAll('\n', '\r\n') : text);
  }

  #once(of: number): boolean {
    return this.#choose(of) === 1;
  }

  #root(value: Json): string {
    return this.#once(8) ? this.#flow(value, 0) : this.#block(value, 0).replace(/^\n/, '');
  }

  /** What follows a colon or hyphen, with the blank or line break before it. */
  #value(value: Json, indent: number): string {
    const written = JSON.stringify(value);
    const known = this.#anchors.find((anchor) => anchor.value === written);
    if (known && this.#once(2)) return ` *${known.name}`;
    if (!this.#once(8)) return this.#bare(value, indent, '');
    const name = `n${this.#count++}`;
    const text = this.#bare(value, indent, ` &${name}`);
    this.#anchors.push({ name, value: written });
    return text;
  }

  #bare(value: Json, indent: number, anchor: string): string {
    const isFilled = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    if (isFilled && !this.#once(3)) return `${anchor}${this.#comment()}${this.#block(value, indent)}`;
    const apart = this.#once(8) ? `${this.#comment()}\n${this.#lines(indent)}${blanks(indent)}` : ' ';
    const block = typeof value === 'string' && this.#once(2) ? this.#blockText(value, indent) : undefined;
    return `${anchor}${apart}${block ?? this.#flow(value, indent) + this.#comment()}`;
  }

  /** An indented map or list, beginning with a line break. */
  #block(value: Json, indent: number): string {
    if (isArray(value)) return value.map((element) => this.#element(element, indent)).join('');
    if (!isObject(value)) return `\n${blanks(indent)}${this.#flow(value, indent)}`;
    const step = 1 + this.#choose(4);
    return Object.entries(value)
      .map(([key, member]) => {
        const begin = `\n${this.#lines(indent)}${blanks(indent)}`;
        if (this.#once(this.#explicitOnceIn)) return `${begin}${this.#explicit(key, member, indent)}`;
        const name = this.#key(key) + blanks(this.#once(10) ? 1 : 0);
        const inner = indent + (isArray(member) && this.#once(2) ? 0 : step);
        return `${begin}${name}:${this.#value(member, inner)}`;
      })
      .join('');
  }

  /** A key behind a question mark, with comments all around it. Nothing needs no colon. */
  #explicit(key: string, member: Json, indent: number): string {
    const apart = this.#once(4) ? `${this.#comment()}\n${this.#lines(indent + 1)}${blanks(indent + 1)}` : ' ';
    const block = this.#once(4) ? this.#blockText(key, indent + 1) : undefined;
    const name = `?${apart}${block ?? this.#key(key) + this.#comment()}`;
    if (member === null && this.#once(2)) return name;
    return `${name}\n${this.#lines(indent)}${blanks(indent)}:${this.#compact(member, indent)}`;
  }

  #element(element: Json, indent: number): string {
    return `\n${this.#lines(indent)}${blanks(indent)}-${this.#compact(element, indent)}`;
  }

  /** What follows a mark of one character; a map or list may begin on its line. */
  #compact(value: Json, indent: number): string {
    const inner = this.#value(value, indent + 2);
    const isCompact = /^\n +[^ #\n]/.test(inner) && this.#once(2);
    return isCompact ? inner.replace(/^\n */, ' ') : inner;
  }

  #flow(value: Json, indent: number): string {
    if (typeof value === 'string') return this.#text(value, indent);
    if (!isArray(value) && !isObject(value)) return value === null && this.#once(2) ? '~' : String(value);
    const entries = isArray(value)
      ? value.map((element) => this.#flow(element, indent + 2))
      : Object.entries(value).map(([key, member]) => this.#flowMember(key, member, indent + 2));
    const inner = entries
      .map((entry, index) => (index > 0 ? `${this.#gap(indent)},` : '') + this.#gap(indent) + entry)
      .join('');
    const trailing = entries.length > 0 && this.#once(4) ? `${this.#gap(indent)},` : '';
    const [open, close] = isArray(value) ? '[]' : '{}';
    return open + inner + trailing + this.#gap(indent) + close;
  }

  #flowMember(key: string, member: Json, indent: number): string {
    const mark = this.#once(this.#explicitOnceIn) ? `?${this.#gap(indent) || ' '}` : '';
    const name = mark + this.#quotedKey(key);
    if (member === null && this.#once(3)) return name;
    const colon = mark ? `${this.#gap(indent) || ' '}:` : ':';
    return `${name}${colon}${this.#gap(indent) || ' '}${this.#flow(member, indent)}`;
  }

  #gap(indent: number): string {
    if (!this.#once(6)) return blanks(this.#choose(3));
    return `${this.#comment()}\n${this.#lines(indent + 1)}${blanks(indent + 1)}`;
  }

  #key(key: string): string {
    return this.#once(5) ? JSON.stringify(key) : keyText(key);
  }

  #quotedKey(key: string): string {
    return /^[\w/]+$/.test(key) ? this.#key(key) : JSON.stringify(key);
  }

  #text(text: string, indent: number): string {
    const isPlain = /^[a-zü][\w 🎉ßü]*$/u.test(text) && keyText(text) === text;
    const broken = (inner: string) =>
      this.#once(4) ? inner.replace(/(?<=[a-z]) (?=[a-z])/, ` \n${blanks(indent + 1)}`) : inner;
    if (isPlain && !this.#once(3)) return broken(text);
    if (!/[\n\\]/.test(text) && this.#once(2)) return `'${broken(text.replaceAll("'", "''"))}'`;
    return broken(JSON.stringify(text));
  }

  /** Undefined for texts that need more care than this takes. */
  #blockText(text: string, indent: number): string | undefined {
    const body = text.trimEnd();
    if (body === '' || body.trim() !== body) return undefined;
    const end = text.slice(body.length);
    if (end.includes(' ')) return undefined;
    const chomp = end === '' ? '-' : end === '\n' ? '' : '+';
    const inner = blanks(Math.max(1, indent + this.#choose(3)));
    const lines = body.split('\n').map((line) => (line === '' ? line : inner + line));
    return `|${chomp}${this.#comment()}\n${lines.join('\n')}${end.slice(1)}`;
  }

  #comment(): string {
    return this.#once(5) ? `${blanks(1 + this.#choose(4))}# c${this.#count++}${blanks(this.#choose(2))}` : '';
  }

  /** Blank lines and comments of their own. */
  #lines(indent: number): string {
    const count = this.#once(4) ? 1 + this.#choose(3) : 0;
    return Array.from({ length: count }, () => {
      if (this.#once(2)) return `${blanks(this.#once(4) ? 2 : 0)}\n`;
      return `${blanks(Math.max(0, indent + this.#choose(5) - 2))}# c${this.#count++}\n`;
    }).join('');
  }
}

const blanks = (count: number) => ' '.repeat(count);
