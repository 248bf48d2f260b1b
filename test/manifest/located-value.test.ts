import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDocuments } from '../../src/manifest/compose.ts';
import { locateIn } from '../../src/manifest/locate.ts';
import { locatedValue } from '../../src/manifest/located-value.ts';
import { plainValue } from '../../src/manifest/plain-value.ts';
import { toValue } from '../../src/manifest/to-value.ts';
import { uglyDocument, uglyFile } from './ugly-yaml.ts';

/** All documents of a text, read with places from the start, and with places that are found out later. */
function bothWays(text: string) {
  const locate = locateIn('a.yaml', text);
  return composeDocuments(text, (document) => {
    const lazy = locatedValue(document, text, locate, { nodesLeft: 1_000 });
    const { value, sources, keys, diagnostics } = lazy;
    return {
      isPlain: plainValue(document) !== undefined,
      lazy: { value, sources: new Map(sources), keys: new Map(keys), diagnostics },
      eager: toValue(document, locate, { nodesLeft: 1_000 }),
    };
  }).documents;
}

describe('the value of a document', () => {
  it('has the same members and the same places, whether these are found out at once or later', () => {
    const several = fc.uniqueArray(uglyDocument('a'), { minLength: 1, maxLength: 3, selector: String });
    let plain = 0;
    fc.assert(
      fc.property(several, fc.gen(), (values, gen) => {
        for (const { lazy, eager, isPlain } of bothWays(uglyFile(values, gen))) {
          if (isPlain) plain++;
          expect(lazy).toEqual(eager);
        }
      }),
      { numRuns: 500 },
    );
    expect(plain).toBeGreaterThan(50);
  });

  it.each([
    ['below a marker', '---\na: 1\nb: [x, {c: d}]\n'],
    ['beside a marker', '--- {a: 1, b: [2]}\n'],
    ['indented', '   a: 1\n   b:\n     - c\n'],
    [
      'after comments, blank lines and other documents',
      '# x\na: 1\n...\n# y\n\n---\n\n# z\nb: |\n  t\n\n---\nc: d',
    ],
    ['with Windows line breaks', 'a: 1\r\n---\r\nb:\r\n  - c\r\n  - d: |-\r\n      t\r\n'],
    ['with a key that stands alone', 'a:\nb: ~\n? c\n: d\n'],
    ['behind a byte order mark', '\ufeffa: 1\nb: 2\n'],
  ])('has the same places %s', (_, text) => {
    const read = bothWays(text);
    expect(read.length).toBeGreaterThan(0);
    for (const { lazy, eager } of read) expect(lazy).toEqual(eager);
  });

  it.each([
    ['an alias', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a directive', '%YAML 1.2\n---\na: 1\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a merge key', '<<: {a: 1}\n'],
    ['a key that could reach a prototype', '__proto__: {a: 1}\n'],
    ['a number that is read as another one', 'a: 012\n'],
    ['a key that is no text', '1: a\n'],
    ['a syntax error', 'a: [1\n'],
    ['no map', '- a\n'],
    ['nesting beyond the limit', `a: ${'['.repeat(70)}${']'.repeat(70)}\n`],
  ])('is read with all its places where there is %s', (_, text) => {
    const [read] = bothWays(text);
    expect(read?.isPlain ?? false).toBe(false);
  });
});
