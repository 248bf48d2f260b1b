import { describe, expect, it } from 'vitest';
import { textDrawing } from '../../../src/report/text/graph.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { graphOf } from '../graphs.ts';

const draw = (...parts: Parameters<typeof graphOf>) =>
  textDrawing(styleOf({ color: false })).draw('prod', graphOf(...parts));

describe('a graph as text', () => {
  it('indents what leads on below what leads there, with the waits', () => {
    expect(draw(['a>b:30s', 'b>c:5m', 'd>c:1m'])).toBe(
      ['prod: Overflow', '  a', '    30s → b', '      5m → c', '  d', '    1m → c', ''].join('\n'),
    );
  });

  it('marks loops, dead ends and what is outside Git in words', () => {
    const marks = { a: ['loop'], b: ['loop'], d: ['dead-end'], e: ['outside'] } as const;
    expect(draw(['a>b:1s*', 'b>a:2s*', 'c>d:3s!', 'f>e:4s'], marks)).toBe(
      [
        'prod: Overflow',
        '  c',
        '    3s → d (dead end)',
        '  f',
        '    4s → e (outside Git)',
        '  a (loop)',
        '    1s → b (loop)',
        '      2s → a (loop, see above)',
        '',
      ].join('\n'),
    );
  });

  it('follows what several lead to once', () => {
    expect(draw(['a>c:1s', 'b>c:2s', 'c>d:3s'])).toBe(
      ['prod: Overflow', '  a', '    1s → c', '      3s → d', '  b', '    2s → c (see above)', ''].join('\n'),
    );
  });

  it('shows every way on where there are several', () => {
    expect(draw(['a>b', 'a>c', 'b>d'])).toBe(
      ['prod: Overflow', '  a', '    → b', '      → d', '    → c', ''].join('\n'),
    );
  });

  it('lists what is in no chain, and says so where there is nothing', () => {
    expect(draw(['a>b'], { z: ['dead-end'] }, ['y', 'z'])).toBe(
      ['prod: Overflow', '  a', '    → b', '  y', '  z (dead end)', ''].join('\n'),
    );
    expect(draw([])).toBe('prod: Overflow\n  nothing\n');
  });

  it('grows with the graph, however long its chains are', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => `n${index}>n${index + 1}:1s`);
    const text = draw(chain);
    expect(text.split('\n')).toHaveLength(20_003);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(80);
  });

  it('doubles nothing where ways part and meet again and again', () => {
    const lattice = Array.from({ length: 200 }, (_, index) => [
      `n${index}>l${index}`,
      `n${index}>r${index}`,
      `l${index}>n${index + 1}`,
      `r${index}>n${index + 1}`,
    ]).flat();
    expect(draw(lattice).split('\n')).toHaveLength(lattice.length + 3);
  });

  it('is coloured where colours are wanted, and says the same', () => {
    const view = graphOf(['a>b:1s*', 'b>a:2s*'], { a: ['loop'], b: ['loop'] });
    const coloured = textDrawing(styleOf({ color: true })).draw('prod', view);
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(coloured).toMatch(escapes);
    expect(coloured.replaceAll(escapes, '')).toBe(textDrawing(styleOf({ color: false })).draw('prod', view));
  });
});
