import { describe, expect, it } from 'vitest';
import { fieldValueText, valueText } from '../../../src/report/text/value.ts';
import { hostileIn } from '../hostile.ts';

describe('a value in one line', () => {
  it.each([
    ['nothing is a dash', null, '–'],
    ['an empty text shows', '', '""'],
    ['zero shows', 0, '0'],
    ['false shows', false, 'false'],
    ['an empty list shows', [], '[]'],
    ['a text is as it is', '1m30s', '1m30s'],
    ['an unmanaged object by its name', { id: 's1', label: 'English' }, 'English'],
    ['one without a name by its id', { id: 's1' }, 'id s1'],
    ['one that is gone by its id, which says so', { id: 's1', gone: true }, 'id s1 (gone)'],
    ['an external one by its name', { external: 'English', id: 's1' }, 'English'],
    ['an object by its members', { maxWaitTime: '1m', action: 'drop' }, 'maxWaitTime 1m, action drop'],
  ])('%s', (_, value, text) => {
    expect(valueText(value)).toBe(text);
  });

  it('stays one line whatever it holds', () => {
    const text = valueText({ 'a\nb': ['\u202e', { id: 'x', label: '\u001b[2J' }] });
    expect([text.split('\n').length, hostileIn(text)]).toEqual([1, []]);
  });

  it('leaves out the member that its path names already', () => {
    expect(fieldValueText('/skills/billing', { skill: 'billing', level: 3 })).toBe('level 3');
    expect(fieldValueText('/skills/id:s1', { skill: { id: 's1', label: 'English' }, level: 3 })).toBe(
      'level 3',
    );
    expect(
      fieldValueText('/skills/external:English', { skill: { external: 'English', id: 's1' }, level: 3 }),
    ).toBe('level 3');
  });
});

describe('a text that looks like another value', () => {
  it.each([
    ...['null', 'Null', '~', '–', 'true', 'FALSE', '12', '012', '-1.5', '1e3', '0x1F', 'Infinity', '.inf'],
    ...['[]', 'a, b', ' edge', 'edge\t', '', ' '],
  ])('stands in quotes: %j', (text) => {
    expect(valueText(text)).toBe(`"${text.replace('\t', '\\u0009')}"`);
  });

  it('is never shown as that value is', () => {
    const values = [null, true, false, 12, -1.5, [], ['a', 'b'], { a: 'b', c: 'd' }];
    for (const value of values) expect(valueText(valueText(value))).not.toBe(valueText(value));
    expect(valueText('"12"')).toBe('"\\"12\\""');
  });

  it('stands in quotes in lists, maps and as a name', () => {
    expect(valueText(['a, b', 'c', '1'])).toBe('"a, b", c, "1"');
    expect(valueText({ level: '3', text: 'x' })).toBe('level "3", text x');
    expect(valueText({ id: 'q1', label: '–' })).toBe('"–"');
    expect(valueText({ external: 'Sales, EU' })).toBe('"Sales, EU"');
    expect(fieldValueText('/displayName', 'null')).toBe('"null"');
  });

  it.each(['voice', '30s', 'two words', 'a,b', 'yes', 'nullable', 'v1.2', '12 desks', 'it\'s "so"'])(
    'is not %j',
    (text) => {
      expect(valueText(text)).toBe(text);
    },
  );
});
