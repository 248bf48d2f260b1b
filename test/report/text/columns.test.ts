import { describe, expect, it } from 'vitest';
import { alignColumns } from '../../../src/report/text/columns.ts';
import { styleOf } from '../../../src/report/text/style.ts';

const align = (...rows: string[][]) => alignColumns(rows, { indent: '  ' });

describe('rows', () => {
  it('stand in columns two apart, the last one free', () => {
    expect(align(['a', 'bb', 'x'], ['ccc', 'd', 'a longer end'])).toEqual([
      '  a    bb  x',
      '  ccc  d   a longer end',
    ]);
  });

  it('are aligned by what a terminal shows: a wide character takes two cells, a combining mark and an emoji their own', () => {
    expect(align(['漢字', 'x'], ['abcd', 'x'], ['e\u0301', 'x'], ['🙂', 'x'])).toEqual([
      '  漢字  x',
      '  abcd  x',
      '  e\u0301     x',
      '  🙂    x',
    ]);
  });

  it('are aligned as if colours were not there', () => {
    const { chalk } = styleOf({ color: true });
    const red = chalk.red('ab');
    expect(red).not.toBe('ab');
    expect(align([red, 'x'], ['abcd', 'x'])).toEqual([`  ${red}    x`, '  abcd  x']);
  });

  it('are not pushed apart by one long cell', () => {
    const long = 'x'.repeat(60);
    expect(align([long, 'y'], ['a', 'b'])).toEqual([`  ${long}  y`, `  a${' '.repeat(39)}  b`]);
  });

  it('may be more than a call can have arguments', () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => [`${index}`, 'x']);
    expect(alignColumns(rows, { indent: '' }).at(-1)).toBe('199999  x');
  });

  it('may have different lengths, and end without spaces', () => {
    expect(align(['a'], ['bb', 'c'])).toEqual(['  a', '  bb  c']);
    expect(align(['a', ''], ['bb', 'c'])).toEqual(['  a', '  bb  c']);
    expect(align()).toEqual([]);
  });
});
