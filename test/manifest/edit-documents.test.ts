import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { editDocuments } from '../../src/manifest/edit/edit.ts';
import { isSayable, soundValues } from '../../src/manifest/edit/sound-values.ts';
import { withValueAt } from '../../src/manifest/edit/value.ts';
import { uglyDocument, uglyFile, uglyKey, uglyValue } from './ugly-yaml.ts';

const text = `# above
kind: Gadget
metadata: {name: one}
spec:
  a: 1   # why
  list:
    - x # ex
    - y # why
---
kind: Gadget
metadata: {name: one}
spec: {a: 2}
`;

describe('several edits of a file', () => {
  test('are carried out in their documents, be these of one name', () => {
    const edited = editDocuments(text, [
      { document: 1, path: ['spec', 'a'], value: 3 },
      { document: 0, path: ['spec', 'a'], value: 4 },
      { document: 1, path: ['spec', 'b'], value: 5 },
    ]);
    expect(edited?.text).toBe(text.replace('a: 1', 'a: 4').replace('{a: 2}', '{a: 3, b: 5}'));
  });

  test('are carried out in their order, so that each sees what those before it made', () => {
    const edited = editDocuments(text, [
      { document: 0, path: ['spec', 'list', '2'], value: 'z' },
      { document: 0, path: ['spec', 'list', '0'], value: undefined },
      { document: 0, path: ['spec', 'list', '1'], value: 'w' },
    ]);
    expect(edited?.text).toBe(text.replace('    - x # ex\n', '').replace('y # why\n', 'y # why\n    - w\n'));
  });

  test('change nothing where there are none', () => {
    expect(editDocuments(text, [])?.text).toBe(text);
  });

  test('are refused for a file that is no sound YAML', () => {
    expect(
      editDocuments(`${text}---\na: [`, [{ document: 0, path: ['spec', 'a'], value: 3 }]),
    ).toBeUndefined();
  });
});

describe('any edits of any file', () => {
  test('make the values what is wanted', () => {
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const before = ['one', 'two', 'three'].map((name) => gen(uglyDocument, name));
        const file = uglyFile(before, gen);
        fc.pre(isDeepStrictEqual(soundValues(file), before));
        const edits = Array.from({ length: gen(fc.nat, { max: 6 }) }, () => ({
          document: gen(fc.nat, { max: 2 }),
          path: ['spec', gen(uglyKey)],
          value: gen(fc.nat, { max: 3 }) === 0 ? undefined : gen(uglyValue),
        }));
        // The function itself throws where another value would change.
        const { text: after, refused } = editDocuments(file, edits) ?? {};
        fc.pre(refused === undefined);
        const wanted = edits.reduce<Json[]>(
          (values, { document, path, value }) =>
            values.with(document, withValueAt(values[document], path, value) ?? null),
          before,
        );
        expect(soundValues(after ?? '')).toEqual(wanted);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});

describe('a value', () => {
  test.each<[Json]>([
    ['half \ud83d a pair'],
    ['\u0000\u001b[31m\u202e'],
    ['!!binary aGk='],
    ['--- # no\n...\n'],
    [{ 'a: b': ['', '~', '1e3', -0.5, 2 ** 53 - 1, null, {}, []] }],
  ])('can be written: %j', (value) => {
    expect(isSayable({ spec: value })).toBe(true);
  });

  test.each<[Json]>([
    [2 ** 53],
    [-(2 ** 60)],
    [1e300],
    [{ constructor: 1 }],
    [JSON.parse('{"__proto__": 1}')],
    [nested(300)],
  ])('cannot be written such that it is read again: %j', (value) => {
    expect(isSayable({ spec: value })).toBe(false);
  });
});

function nested(depth: number): Json {
  return Array.from({ length: depth }).reduce<Json>((inner) => [inner], 0);
}
