import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { ExportedManifest } from '../../src/core/kind.ts';
import { parseFile } from '../../src/manifest/parse.ts';
import { printManifests } from '../../src/manifest/print/print.ts';
import { briefly } from './gadget.ts';

const gadget = (spec: JsonObject): ExportedManifest => ({ kind: 'Gadget', name: 'a', spec });

const specLines = (spec: JsonObject) =>
  printManifests([gadget(spec)])
    .split('\n')
    .slice(4, -1);

const readBack = (text: string) => {
  const { documents, diagnostics } = parseFile('a.yaml', new TextEncoder().encode(text));
  return { specs: documents.map(({ value }) => (value as JsonObject).spec), diagnostics, documents };
};

/** What the text reads back as, and that nothing is wrong with it. */
const again = (value: Json) => {
  const { specs, diagnostics, documents } = readBack(printManifests([gadget({ value, list: [{ value }] })]));
  expect(diagnostics).toEqual([]);
  expect(documents.flatMap((document) => briefly(document))).toEqual([]);
  return specs;
};

describe('layout', () => {
  test('documents stand in the order of the keys that all have, and their specs in the order given', () => {
    const billing = { displayName: 'Billing', channel: 'voice' };
    expect(
      printManifests([
        { kind: 'Queue', name: 'billing', spec: billing },
        { kind: 'Skill', name: 'spanish', spec: {} },
      ]),
    ).toBe(
      [
        'apiVersion: cxform/v1',
        'kind: Queue',
        'metadata: {name: billing}',
        'spec:',
        '  displayName: Billing',
        '  channel: voice',
        '---',
        'apiVersion: cxform/v1',
        'kind: Skill',
        'metadata: {name: spanish}',
        'spec: {}',
        '',
      ].join('\n'),
    );
  });

  test('nothing is an empty file', () => {
    expect(printManifests([])).toBe('');
  });

  test('small maps and references stand in braces, lists and what holds lists on lines of their own', () => {
    expect(
      specLines({
        skills: [
          { skill: 'billing', level: 3 },
          { skill: { external: 'Spanish' }, level: 2 },
        ],
        overflow: { maxWaitTime: '2m', action: 'drop' },
        targetQueue: { external: 'Night desk' },
        nested: { deep: { a: 1 }, list: ['x', [1], {}] },
      }),
    ).toEqual([
      '  skills:',
      '    - {skill: billing, level: 3}',
      '    - {skill: {external: Spanish}, level: 2}',
      '  overflow: {maxWaitTime: 2m, action: drop}',
      '  targetQueue: {external: Night desk}',
      '  nested:',
      '    deep: {a: 1}',
      '    list:',
      '      - x',
      '      - - 1',
      '      - {}',
    ]);
  });

  test('braces end at column 100, and what is wider gets lines', () => {
    const wide = (length: number) => specLines({ list: [{ a: 'x'.repeat(length), b: 1 }] });
    expect(wide(83)).toEqual(['  list:', `    - {a: ${'x'.repeat(83)}, b: 1}`]);
    expect(wide(83)[1]).toHaveLength(100);
    expect(wide(84)).toEqual(['  list:', `    - a: ${'x'.repeat(84)}`, '      b: 1']);
  });

  test('long texts are not folded', () => {
    const long = 'word '.repeat(40).trim();
    expect(specLines({ long })).toEqual([`  long: ${long}`]);
  });

  test('paragraphs keep their lines, unless blanks at an end could not be seen', () => {
    expect(specLines({ text: 'one\n\n two\n', item: [{ text: 'a\nb' }], hidden: 'one \ntwo' })).toEqual([
      ...['  text: |', '    one', '', '     two'],
      ...['  item:', '    - text: |-', '        a', '        b'],
      '  hidden: "one\\ \\ntwo"',
    ]);
  });
});

describe('texts', () => {
  test.each([
    ...['yes', 'no', 'on', 'off', 'y', 'N', 'True', 'null', '~', '', 'NULL'],
    ...[
      '012',
      '1e3',
      '0x1f',
      '0o17',
      '0b1',
      '1_000',
      '1:30',
      '07:00',
      '.5',
      '.inf',
      '-.INF',
      '.nan',
      '+12',
      '-1',
      '=',
    ],
    ...['2026-06-01', '2026-06-01T07:00', '2026-6-1 07:00:00', '<<'],
    ...['---', '--- a', '...', '... a', '...a', '%YAML 1.2'],
  ])('%j is quoted, since some reader takes it for no text', (text) => {
    expect(specLines({ text })).toEqual([`  text: ${JSON.stringify(text)}`]);
    expect(specLines({ [text]: 'x' })).toEqual([`  ${JSON.stringify(text)}: x`]);
  });

  test.each([
    '30s',
    '1h30m',
    'que_8f3a',
    'Queue/billing',
    'Invoices, refunds (all)',
    'team:early',
    'ana@example.org',
    'Ärzte',
  ])('%j needs no quotes', (text) => {
    expect(specLines({ text })).toEqual([`  text: ${text}`]);
  });

  test('what cannot be seen is written as an escape, and what can as itself', () => {
    expect(specLines({ text: 'a\u202eb\u0007\u0085\u2028\ufeff\ud800🎉' })).toEqual([
      '  text: "a\\u202eb\\a\\u0085\\u2028\\ufeff\\ud800🎉"',
    ]);
  });

  test.each([
    ...[
      'a: b',
      'a:',
      ':a',
      'a #b',
      '#a',
      '- a',
      '-',
      '? a',
      '?',
      '&a',
      '*a',
      '!x',
      '%x',
      '@x',
      '`x',
      '| x',
      '> x',
    ],
    ...['"', "'", '\'"', '{a', 'a}', '[a', 'a]', ',a', 'a,b', '\\', '\\n', '---', '...', '--- a'],
    ...[
      ' a',
      'a ',
      '\ta',
      'a\t',
      '\n',
      '\na',
      'a\n',
      'a\n\n',
      'a\r\nb',
      '  a\n b',
      'x'.repeat(200),
      'x '.repeat(700),
    ],
    ...['\u0000', '\u001b[31m', '\u200f', '👩‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '\udfff', '\ud800x', '\uffff', '\u{10ffff}'],
  ])('%j reads back as it was', (text) => {
    expect(again(text)).toEqual([{ value: text, list: [{ value: text }] }]);
    expect(again({ [text]: text })).toEqual([
      { value: { [text]: text }, list: [{ value: { [text]: text } }] },
    ]);
  });

  test('any text reads back as it was, half surrogate pairs too', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(...' \n\t\r:#-?&*!%@`"\'[]{},|>=~\\.019eXyn\ud800\udc00'.split('')),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(again(text)).toEqual([{ value: text, list: [{ value: text }] }]);
      }),
      { numRuns: 500 },
    );
  });
});

test('any JSON reads back as it was, from several documents', () => {
  const key = fc.string({ unit: 'binary', maxLength: 6 });
  const isReadable = (name: string) => !['__proto__', 'constructor', 'prototype', '<<'].includes(name);
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string()),
      fc.oneof(fc.boolean(), fc.constant(null), fc.maxSafeInteger()),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(key.filter(isReadable), tie('json'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const spec = fc.dictionary(key.filter(isReadable), json, { maxKeys: 5, noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(spec, { maxLength: 3 }), (specs) => {
      const read = readBack(printManifests(specs.map(gadget)));
      expect(read.diagnostics).toEqual([]);
      expect(read.documents.flatMap((document) => briefly(document))).toEqual([]);
      expect(read.specs).toEqual(specs);
    }),
    { numRuns: 200 },
  );
});
