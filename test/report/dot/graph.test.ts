import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotDrawing } from '../../../src/report/dot/graph.ts';
import { quoted } from '../../../src/report/dot/quoted.ts';
import { escapeText } from '../../../src/report/escape.ts';
import { graphNamed, graphOf } from '../graphs.ts';
import { hostileIn } from '../hostile.ts';

describe('a graph for Graphviz', () => {
  it('is a digraph from left to right', () => {
    const marks = { a: ['loop'], c: ['outside'] } as const;
    expect(
      dotDrawing()
        .draw('prod', graphOf(['a>a:30s*', 'a>b:1m!', 'b>c'], marks))
        .split('\n'),
    ).toEqual([
      'digraph "prod: Overflow" {',
      '  rankdir=LR',
      '  label="prod: Overflow"',
      '  node [shape=box]',
      '  n0 [label="a (loop)", style=bold]',
      '  n1 [label="b"]',
      '  n2 [label="c (outside Git)", style=dotted]',
      '  n0 -> n0 [label="30s (loop)", style=bold]',
      '  n0 -> n1 [label="1m (dead end)", style=dotted]',
      '  n1 -> n2 [label=""]',
      '}',
      '',
    ]);
  });
});

describe('a quoted string', () => {
  it.each([
    ['a quote', 'a"b', '"a\\"b"'],
    ['a backslash', 'a\\', '"a\\\\"'],
    ["one of Graphviz's own escapes", '\\N\\n', '"\\\\N\\\\n"'],
    ["one of HTML's entities", '&lt;', '"&amp;lt;"'],
    ['a newline', 'a\nb', '"a\\\\u000ab"'],
    ['nothing', '', '""'],
  ])('holds %s as it is', (_, text, string) => {
    expect(quoted(text)).toBe(string);
  });

  it('ends where it ends, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const inner = /^"((?:[^"\\]|\\\\|\\")*)"$/.exec(quoted(text))?.[1] ?? 'no string';
        expect(inner.replace(/\\(.)/g, '$1').replaceAll('&amp;', '&')).toBe(escapeText(text));
      }),
    );
  });

  it.each(['"]; n9 [URL="javascript:alert(1)', '\\"]\n}\ndigraph x {', '<b>bold</b>', '{a|b}'])(
    'adds nothing to a drawing: %j',
    (text) => {
      const bones = (drawn: string) => drawn.replace(/"(?:[^"\\]|\\.)*"/g, '""');
      const drawn = dotDrawing().draw('prod', graphNamed(text));
      expect(bones(drawn)).toBe(bones(dotDrawing().draw('prod', graphNamed('x'))));
      expect(hostileIn(drawn)).toEqual([]);
    },
  );
});
