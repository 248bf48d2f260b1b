import { describe, expect, test } from 'vitest';
import { parseFile } from '../../src/manifest/parse.ts';
import { briefly, gadgetText } from './gadget.ts';

const parse = (content: string | Uint8Array) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { documents, diagnostics } = parseFile('a.yaml', bytes);
  return {
    documents,
    diagnostics: [...diagnostics, ...documents.flatMap((document) => document.diagnostics)],
  };
};

describe('documents', () => {
  test('a file holds several, each with its own place', () => {
    const { documents, diagnostics } = parse('# first\na: 1\n---\nb: 2\n...\n---\n- 3\n');
    expect(diagnostics).toEqual([]);
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }, [3]]);
    expect(documents.map(({ source }) => source.line)).toEqual([2, 4, 7]);
  });

  test.each(['', '# only a comment\n', '---\n', '---\n# nothing\n---\n', '\uFEFF'])(
    '%j holds none',
    (text) => {
      expect(parse(text)).toEqual({ documents: [], diagnostics: [] });
    },
  );

  test('a trailing --- adds none', () => {
    expect(parse('a: 1\n---\n').documents).toHaveLength(1);
  });

  test('a byte order mark is passed over, and columns do not count it', () => {
    const { documents, diagnostics } = parse('\uFEFFa: 1\n');
    expect(diagnostics).toEqual([]);
    expect(documents[0]?.source).toEqual({ file: 'a.yaml', line: 1, column: 1 });
  });

  test('lines that end with carriage return and line feed count once', () => {
    expect(parse('a: 1\r\nb: 2\r\n').documents[0]?.sources.get('/b')?.line).toBe(2);
  });

  test('a syntax error in one document leaves the others as they are', () => {
    const { documents, diagnostics } = parse('a: 1\n---\nb: "x\n---\nc: 3\n');
    expect(documents.map(({ wellFormed }) => wellFormed)).toEqual([true, false]);
    expect(diagnostics.every(({ code }) => code === 'YAML_SYNTAX')).toBe(true);
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test.each([
    ['a tab for indentation', 'a:\n\tb: 1\n', 'YAML_SYNTAX 2:1'],
    ['a colon inside a value', 'a: b: c\n', 'YAML_SYNTAX 1:4'],
    ['a reserved first character', 'a: @x\n', 'YAML_SYNTAX 1:4'],
    ['an escape that does not exist', 'a: "\\q"\n', 'YAML_SYNTAX 1:5'],
    ['an older version of YAML', '%YAML 1.1\n---\na: yes\n', 'YAML_SYNTAX 2:1'],
    ['an unknown directive', '%FOO bar\n---\na: 1\n', 'YAML_SYNTAX 1:1'],
    ['a control character', 'a: 1\nb: x\u0007\n', 'CONTROL_CHARACTER 2:5'],
  ])('%s is reported at its place', (_, text, expected) => {
    expect(briefly(parse(text))).toEqual([expected]);
  });

  test('of very many syntax errors only the first are reported', () => {
    expect(parse('a: %\n'.repeat(500)).diagnostics).toHaveLength(10);
  });

  test('a closing bracket at the margin is no error', () => {
    expect(parse('a: {\n  b: 1\n}\n').diagnostics).toEqual([]);
  });
});

describe('hostile bytes', () => {
  const text = (content: string) => [...new TextEncoder().encode(content)];

  test('invalid UTF-8 is reported at its line and column', () => {
    const bytes = new Uint8Array([...text('a: 1\nb: ä'), 0xff, ...text('\nc: 3\n')]);
    expect(briefly(parse(bytes))).toEqual(['INVALID_UTF8 2:5']);
  });

  test('a character that the file ends inside is invalid', () => {
    expect(briefly(parse(new Uint8Array([...text('a: '), 0xe2, 0x82])))).toEqual(['INVALID_UTF8 1:4']);
  });

  test('UTF-16 is invalid', () => {
    expect(briefly(parse(new Uint8Array([0xff, 0xfe, 0x61, 0x00])))).toEqual(['INVALID_UTF8 1:1']);
  });

  test.each([
    ['lists', '['.repeat(20_000)],
    ['closed lists', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['maps', '{a: '.repeat(20_000)],
    ['list items on a line', '- '.repeat(20_000)],
    ['keys on a line', '? '.repeat(20_000)],
    ['values on a line', ': '.repeat(20_000)],
    ['indented maps', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('20,000 nested %s are refused, and do no harm', (_, content) => {
    expect(parse(content).diagnostics.map(({ code }) => code)).toEqual(['NESTING_TOO_DEEP']);
  });

  test('64 levels are read and 65 are not', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(parse(nested(64)).diagnostics).toEqual([]);
    expect(briefly(parse(nested(65)))).toEqual(['NESTING_TOO_DEEP 1:65']);
  });

  test('what stands before a document that is too deep is read', () => {
    const { documents } = parse(`${gadgetText('a')}---\n${'['.repeat(100)}`);
    expect(documents).toHaveLength(1);
  });

  test('a key that comes twice is found among 20,000', () => {
    const content = `${Array.from({ length: 20_000 }, (_, index) => `key${index}: 1`).join('\n')}\nkey0: 2\n`;
    expect(briefly(parse(content))).toEqual(['DUPLICATE_KEY 20001:1']);
  });
});
