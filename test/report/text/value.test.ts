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
