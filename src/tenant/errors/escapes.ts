import { namedEntity } from './named-entity.ts';

/** A way to write characters as others. */
export interface Notation {
  /** Finds one character as it is written. */
  readonly pattern: RegExp;
  /** The character; undefined where there is none. */
  meaning(groups: Groups): string | undefined;
}

type Groups = { readonly [name: string]: string | undefined };

const uri =
  '(?<bytes>%f[0-7](?:%[89ab][\\da-f]){3}|%e[\\da-f](?:%[89ab][\\da-f]){2}|%[cd][\\da-f]%[89ab][\\da-f]|%[\\da-f]{2})|%u(?<unit>[\\da-f]{4})';
const form = '(?<plus>\\+)';
const script =
  '\\\\u(?<escaped>[\\da-f]{4})|\\\\x(?<byte>[\\da-f]{2})|\\\\u\\{(?<braced>[\\da-f]{1,6})\\}|\\\\(?<short>[^\\p{L}\\p{N}\\s]|[bfnrt])';
const html = '&#x(?<hex>[\\da-f]{1,10});|&#(?<decimal>\\d{1,10});|&(?<name>[a-z]+\\d*);';

const notation = (...patterns: readonly string[]): Notation => ({
  pattern: new RegExp(patterns.join('|'), 'giu'),
  meaning,
});

/** URLs, forms, JSON and JavaScript, HTML. */
export const notations: readonly Notation[] = [
  notation(uri),
  notation(uri, form),
  notation(script),
  notation(html),
];

/** All of them at once. */
export const escapes: Notation = notation(uri, form, script, html);

function meaning(groups: Groups): string | undefined {
  const { bytes, plus, short, decimal, name } = groups;
  if (bytes !== undefined) return ofBytes(bytes);
  if (plus !== undefined) return ' ';
  if (short !== undefined) return controls[short.toLowerCase()] ?? short;
  if (decimal !== undefined) return ofCode(Number(decimal));
  if (name !== undefined) return namedEntity(name);
  const { unit, escaped, byte, braced, hex } = groups;
  return ofCode(Number.parseInt(unit ?? escaped ?? byte ?? braced ?? hex ?? '', 16));
}

const controls: Groups = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const ofCode = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : undefined);

/** What is no UTF-8 is taken for Latin-1. */
function ofBytes(bytes: string): string | undefined {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes.length === 3 ? ofCode(Number.parseInt(bytes.slice(1), 16)) : undefined;
  }
}
