import { describe, expect, it } from 'vitest';
import { readCsv, shownText } from '../../src/kinds/csv.ts';

const read = (text: string) => readCsv({ file: 'a.csv', text });
const texts = (text: string) => {
  const { header, rows, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  return [header, ...rows].map((row) => row.map((cell) => cell.text));
};
const problems = (text: string) =>
  read(text).diagnostics.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`);

describe('a CSV file', () => {
  it('is read with either line end, a byte order mark, quotes and blanks around cells', () => {
    const expected = [
      ['a', 'b'],
      ['1', 'x, "y"'],
      ['', '2'],
    ];
    expect(texts('a,b\n1,"x, ""y"""\n,2')).toEqual(expected);
    expect(texts('\uFEFFa,b\r\n1,"x, ""y"""\r\n , 2 \r\n')).toEqual(expected);
    expect(texts('"a","b"\r1,"x, ""y"""\r"",2\r')).toEqual(expected);
  });

  it('may have blank rows anywhere', () => {
    expect(texts('\n\na,b\n\n,\n  ,\n1,2\n\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('may have nothing in it', () => {
    for (const text of ['', '\uFEFF', '\n', ' ', '\r\n\r\n']) {
      expect(read(text)).toEqual({ header: [], rows: [], diagnostics: [] });
    }
  });

  it('is read as text: nothing becomes a number, a date or a member that every object has', () => {
    expect(texts('__proto__,constructor\n007,1e3')).toEqual([
      ['__proto__', 'constructor'],
      ['007', '1e3'],
    ]);
  });

  it('tells where each cell begins, in lines and UTF-16 columns', () => {
    const { rows } = read('a,b,c\r\n\r\né😀,"x\r\ny",z\n  1 ,"2", 3');
    const places = rows.map((row) => row.map(({ source }) => `${source.line}:${source.column}`));
    expect(places).toEqual([
      ['3:1', '3:5', '4:4'],
      ['5:1', '5:6', '5:10'],
    ]);
  });

  it('has no row with more or fewer cells than its header', () => {
    const text = 'a,b\n1\n1,2\n1,2,3\n';
    expect(problems(text)).toEqual(['CSV_ROW_LENGTH 2:1', 'CSV_ROW_LENGTH 4:1']);
    expect(read(text).rows).toHaveLength(1);
  });

  it.each([
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', 'CSV_SYNTAX 2:3'],
    ['a quote inside a cell', 'a,b\n1,2\n3,x"y"\n', 'CSV_SYNTAX 3:3'],
    ['text after a closing quote', 'a,b\n"x"y,2\n', 'CSV_SYNTAX 2:1'],
    ['a row without an end', `a,b\n${','.repeat(5_000)}`, 'CSV_SYNTAX 2:1'],
  ])('with %s cannot be taken apart', (_, text, expected) => {
    expect(problems(text)).toEqual([expected]);
    expect(read(text).header.map((cell) => cell.text)).toEqual(['a', 'b']);
  });

  it('is read as far as it can be taken apart', () => {
    expect(read('a,b\n1,2\n3,"4').rows.map((row) => row.map((cell) => cell.text))).toEqual([['1', '2']]);
    expect(read('a,"b\n1,2').header).toEqual([]);
  });

  it('has at most 100,000 rows', () => {
    const rows = (count: number) => `a,b\n${'1,2\n'.repeat(count)}`;
    expect(read(rows(100_000)).rows).toHaveLength(100_000);
    expect(problems(rows(100_000))).toEqual([]);
    expect(problems(rows(100_001))).toEqual(['CSV_TOO_LONG 100002:1']);
  });

  it('of four megabytes comes to an end, however hostile', () => {
    const size = 4 * 1024 * 1024;
    for (const unit of [',', '\n', '"', '""', 'a\n', 'é,\n', '"\r\n",']) {
      expect(() => read(unit.repeat(size / unit.length))).not.toThrow();
    }
  });
});

describe('a cell inside a message', () => {
  it('is short', () => {
    const source = { file: 'a.csv', line: 1, column: 1 };
    expect(shownText({ text: 'x'.repeat(60), source })).toBe('x'.repeat(60));
    expect(shownText({ text: 'x'.repeat(61), source })).toBe(`${'x'.repeat(60)}…`);
  });
});
