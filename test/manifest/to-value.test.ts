import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { parseFile } from '../../src/manifest/parse.ts';
import { briefly } from './gadget.ts';

const forbidden = ['__proto__', 'constructor', 'prototype', '<<'];

const toValue = (text: string) => {
  const [document] = parseFile('a.yaml', new TextEncoder().encode(text)).documents;
  if (!document) throw new Error('no document');
  return document;
};

describe('plain values', () => {
  test('any JSON is read as itself, and every place in it has a source', () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constant(null),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    );
    const key = fc.string().filter((name) => !forbidden.includes(name));
    const { json } = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        // Wrapped, since an empty document is none; escaped, since YAML has fewer plain characters than JSON.
        const text = JSON.stringify({ value }).replace(/\p{Cc}/gu, escaped);
        const read = toValue(text);
        expect(read.diagnostics).toEqual([]);
        expect(read.value).toEqual(JSON.parse(text));
        expect([...read.sources.keys()].sort()).toEqual([...pointers({ value }, '')].sort());
      }),
    );
  });

  test('values are found where they stand, and keys where they do', () => {
    const { sources, keys } = toValue('a:\n  b/c: [x, {d: y}]\n');
    expect(sources.get('')).toEqual({ file: 'a.yaml', line: 1, column: 1 });
    expect(sources.get('/a')).toMatchObject({ line: 2, column: 3 });
    expect(keys.get('/a')).toMatchObject({ line: 1, column: 1 });
    expect(sources.get('/a/b~1c/1/d')).toMatchObject({ line: 2, column: 16 });
    expect(keys.get('/a/b~1c/1/d')).toMatchObject({ line: 2, column: 13 });
  });

  test('YAML 1.2 words are text', () => {
    expect(toValue('[yes, no, on, off, 12:30, 2026-06-01, 1_000]').value).toEqual([
      ...['yes', 'no', 'on', 'off', '12:30', '2026-06-01', '1_000'],
    ]);
  });

  test('the tags of plain values are read', () => {
    expect(toValue('{a: !!str 012, b: !!int 5, c: !!map {}, d: !!seq []}')).toMatchObject({
      value: { a: '012', b: 5, c: {}, d: [] },
      diagnostics: [],
    });
  });
});

describe('values that are refused', () => {
  test.each([
    ['a leading zero', 'a: 012', 'NUMBER_AMBIGUOUS 1:4'],
    ['a signed leading zero', 'a: -007', 'NUMBER_AMBIGUOUS 1:4'],
    ['a leading zero before a fraction', 'a: 01.5', 'NUMBER_AMBIGUOUS 1:4'],
    ['an integer over 2^53', 'a: 9007199254740993', 'NUMBER_AMBIGUOUS 1:4'],
    ['such an integer in hexadecimal', 'a: 0xffffffffffffffff', 'NUMBER_AMBIGUOUS 1:4'],
    ['infinity', 'a: -.inf', 'NUMBER_NOT_FINITE 1:4'],
    ['an exponent beyond all numbers', 'a: 1e999', 'NUMBER_NOT_FINITE 1:4'],
    ['not a number', 'a: .nan', 'NUMBER_NOT_FINITE 1:4'],
    ['a duplicate key', 'a: 1\nb: 2\na: 3', 'DUPLICATE_KEY 3:1'],
    ['a duplicate key spelt otherwise', 'a: 1\n"\\x61": 2', 'DUPLICATE_KEY 2:1'],
    ['a number as a key', '1: x', 'KEY_NOT_TEXT 1:1'],
    ['null as a key', '{~: x}', 'KEY_NOT_TEXT 1:2'],
    ['a list as a key', '? [a]\n: x', 'KEY_NOT_TEXT 1:3'],
    ['an alias as a key', 'a: &k b\n*k : x', 'KEY_NOT_TEXT 2:1'],
    ['__proto__', '__proto__: {x: 1}', 'FORBIDDEN_KEY 1:1'],
    ['constructor', 'a: [{constructor: 1}]', 'FORBIDDEN_KEY 1:6'],
    ['prototype', '"prototype": 1', 'FORBIDDEN_KEY 1:1'],
    ['a merge key', 'a: &a {x: 1}\nb: {<<: *a}', 'MERGE_KEY 2:5'],
    ['an alias to nothing', 'a: *b\nc: &b 1', 'UNKNOWN_ALIAS 1:4'],
    ['an alias to what it is part of', 'a: &a {b: [*a]}', 'ALIAS_EXPANSION 1:12'],
    ['!!js/function', 'a: !!js/function "x"', 'UNKNOWN_TAG 1:4'],
    ['!!binary', 'a: !!binary aGk=', 'UNKNOWN_TAG 1:4'],
    ['!!set', 'a: !!set {x}', 'UNKNOWN_TAG 1:4'],
    ['!!timestamp', 'a: !!timestamp 2026-06-01', 'UNKNOWN_TAG 1:4'],
    ['a local tag', 'a: !thing [1]', 'UNKNOWN_TAG 1:4'],
    ['a tag that does not fit its value', 'a: !!int abc', 'UNKNOWN_TAG 1:4'],
    ['a tag under another handle', '%TAG !e! tag:example.org,2026:\n---\na: !e!x 1', 'UNKNOWN_TAG 3:4'],
  ])('%s', (_, text, expected) => {
    expect(briefly(toValue(text))).toEqual([expected]);
  });

  test.each(['0', '-0', '0.5', '10', '9007199254740991', '1e3', '0x1F'])(
    '%s is a number as any other',
    (text) => {
      expect(toValue(`a: ${text}`)).toMatchObject({ value: { a: Number(text) }, diagnostics: [] });
    },
  );

  test('quoted, any of them is text', () => {
    expect(toValue('["012", \'9007199254740993\', ".inf", "*a", "!b"]').diagnostics).toEqual([]);
  });

  test('a duplicate key names the place of the first', () => {
    expect(toValue('a: 1\nb: 2\na: 3').diagnostics[0]?.detail).toContain('a.yaml:1:1');
  });

  test('no forbidden key reaches the value', () => {
    const { value } = toValue('{a: 1, __proto__: {polluted: true}}');
    expect(Object.keys(value as object)).toEqual(['a']);
    expect((value as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('aliases', () => {
  test('an alias stands for what was anchored last before it', () => {
    expect(toValue('[&x 1, &y [*x], &x 2, *y, *x]').value).toEqual([1, [1], 2, [1], 2]);
  });

  test('a key can be anchored', () => {
    expect(toValue('&k name: x\nother: *k').value).toEqual({ name: 'x', other: 'name' });
  });

  test('an alias has its own place, what it brings in the place where it was anchored', () => {
    const { sources } = toValue('a: &a\n  x: 1\nb: *a\n');
    expect(sources.get('/b')).toMatchObject({ line: 3, column: 4 });
    expect(sources.get('/b/x')).toMatchObject({ line: 2, column: 6 });
  });

  test('a mistake in what is anchored is reported once', () => {
    expect(briefly(toValue('a: &a [012]\nb: *a\nc: *a\n'))).toEqual(['NUMBER_AMBIGUOUS 1:8']);
  });

  test('a bomb of aliases is refused, and not expanded', () => {
    const layers = Array.from(
      { length: 30 },
      (_, depth) => `l${depth + 1}: &l${depth + 1} [${`*l${depth},`.repeat(9)}]`,
    );
    const { diagnostics } = toValue(['l0: &l0 [x, x, x]', ...layers].join('\n'));
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['ALIAS_EXPANSION']));
  });

  test('aliases that nest too deep are refused', () => {
    const layers = Array.from({ length: 100 }, (_, depth) => `l${depth + 1}: &l${depth + 1} [*l${depth}]`);
    const { diagnostics } = toValue(['l0: &l0 x', ...layers].join('\n'));
    expect(diagnostics[0]).toMatchObject({ code: 'NESTING_TOO_DEEP', source: { line: 65, column: 12 } });
  });

  test('maps that are written without braces count as levels too', () => {
    const { diagnostics } = toValue(`${'[a: '.repeat(40)}1${']'.repeat(40)}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['NESTING_TOO_DEEP']);
  });

  test('a file shares one budget among its documents', () => {
    const document = `a: &a [${'x,'.repeat(9_999)}]\nb: [${'*a,'.repeat(6)}]\n`;
    const { documents } = parseFile('a.yaml', new TextEncoder().encode(`${document}---\n${document}`));
    expect(documents.map(({ diagnostics }) => diagnostics.length > 0)).toEqual([false, true]);
  });
});

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

function* pointers(value: Json, at: string): Generator<string> {
  yield at;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    yield* pointers(member, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}
