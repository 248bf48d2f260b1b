import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../../src/report/escape.ts';
import { mermaidText } from '../../../src/report/mermaid/escape.ts';
import { mermaidDrawing } from '../../../src/report/mermaid/graph.ts';
import { graphNamed, graphOf } from '../graphs.ts';
import { hostileIn } from '../hostile.ts';

/** What Mermaid shows for a label: it turns `#34;` into the character of that number. */
const shown = (label: string) =>
  label.replace(/#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)));

describe('a graph for Mermaid', () => {
  it('is a flowchart from left to right', () => {
    const marks = { a: ['loop'], b: ['loop'], d: ['dead-end', 'outside'] } as const;
    const text = mermaidDrawing().draw('prod', graphOf(['a>b:30s*', 'b>a:1m*', 'c>d:5m!', 'c>e'], marks));
    expect(text.split('\n').filter((line) => !line.includes('classDef'))).toEqual([
      'flowchart LR',
      '  subgraph g0["prod#58; Overflow"]',
      '    g0n0["a (loop)"]',
      '    g0n1["b (loop)"]',
      '    g0n2["c"]',
      '    g0n3["d (dead end, outside Git)"]',
      '    g0n4["e"]',
      '    g0n0 ==>|"30s (loop)"| g0n1',
      '    g0n1 ==>|"1m (loop)"| g0n0',
      '    g0n2 -.->|"5m (dead end)"| g0n3',
      '    g0n2 --> g0n4',
      '  end',
      '  class g0n0,g0n1 loop',
      '  class g0n3 deadEnd',
      '  class g0n3 outside',
      '',
    ]);
    for (const [, name] of text.matchAll(/^ {2}class \S+ (\w+)$/gm))
      expect(text).toContain(`classDef ${name} `);
  });

  it('is one document for several Tenants, whose things are told apart', () => {
    const drawing = mermaidDrawing();
    const text = ['dev', 'prod'].map((tenant) => drawing.draw(tenant, graphOf(['a>b']))).join('\n');
    expect(text.match(/flowchart/g)).toHaveLength(1);
    expect(text).toContain('g0n0 --> g0n1');
    expect(text).toContain('g1n0 --> g1n1');
  });
});

describe('a text in a label', () => {
  it.each([
    ['a quote', 'a"b', 'a#34;b'],
    ['brackets', ']})', '#93;#125;#41;'],
    ['an entity', '#quot;', '#35;quot#59;'],
    ["HTML's entity", '&lt;', '#38;lt#59;'],
    ['a tag', '<b>', '#60;b#62;'],
    ['a Markdown text', '`x`', '#96;x#96;'],
    ['a list of Markdown', '1. x', '1#46; x'],
    ['a comment', '%%{init: {}}%%', '#37;#37;#123;init#58; #123;#125;#125;#37;#37;'],
    ['a backslash', 'a\\nb', 'a#92;nb'],
    ["what Mermaid's own coding of entities is made of", 'ﬂ°lt¶ß', '#64258;#176;lt#182;ß'],
    ['a newline', 'a\nend', 'a#92;u000aend'],
    ['blanks at its ends', ' a ', '#32;a#32;'],
    ['nothing, which is no label', '', '#32;'],
  ])('means nothing where it is %s', (_, text, label) => {
    expect(mermaidText(text)).toBe(label);
  });

  it('stays readable where it is a name', () => {
    expect(mermaidText('billing-de_2 after hours')).toBe('billing-de_2 after hours');
    expect(mermaidText('Straße 東京 العربية 🙂')).toBe('Straße 東京 العربية 🙂');
  });

  it('shows as it is, and holds nothing but words, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const label = mermaidText(text);
        expect(shown(label)).toBe(escapeText(text));
        expect(label.replace(/#\d+;/g, '')).toMatch(/^[^!-,./:-@[-^`{-~ﬂ°¶\n]*$/);
      }),
    );
  });

  it.each([
    '"]\nclick g0n0 "javascript:alert(1)"',
    'x"]; click g0n0 call alert()',
    'end\n  subgraph y',
    '<img src=x onerror=alert(1)>',
    'style:x#1;',
  ])('adds no line and no quote to a drawing: %j', (text) => {
    const lines = mermaidDrawing().draw('prod', graphNamed(text)).split('\n');
    const harmless = mermaidDrawing().draw('prod', graphNamed('x')).split('\n');
    expect(lines).toHaveLength(harmless.length);
    const bones = (line: string) => line.replace(/"[^"]*"/g, '""');
    expect(lines.map(bones)).toEqual(harmless.map(bones));
    expect(hostileIn(lines.join(''))).toEqual([]);
  });
});
