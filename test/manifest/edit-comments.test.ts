import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCollection, isMap, type Node, parseAllDocuments } from 'yaml';
import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { editDocuments, setInDocument } from '../../src/manifest/edit/edit.ts';
import { soundValues } from '../../src/manifest/edit/sound-values.ts';
import { commentsIn, uglyDocument, uglyFile, uglyValue } from './ugly-yaml.ts';

const a = { kind: 'Queue', name: 'a' };

/** Keys behind question marks at every depth, with comments wherever one can stand. */
const explicit = `# above
? apiVersion # k1
# b1
: cxform/v1 # v1
# above kind
? # q2
  kind # k2
: # c2
  # d2
  Queue # v2
metadata: # m
  # above name
  ? name # k3
  # b3
  : a # v3
? spec # k4
: # spec
  # before name
  ? displayName # k5
  : a # name
  # before channel
  ? channel   # key comment
  # between
  : voice     # value comment
  ? description # nothing said
  # before wrap
  ? |- # long way
    wrapUpTimeout
  : 30s   # wrap comment
  ? skills # k6
  # the list
  : # s0
    # s1
    - ? skill # k7
      : es # e7
      ? level # k8
      : # c8
        1 # e8
    # s2
    - {? skill # k9
       : en, # e9
       ? level : 2 # two
       }
  ? overflow # of
  : ? maxWaitTime # mw
    # more
    : 1m # mwt
    action: {? external # ex
      # pre
      : # post
      drop # dd
      , ? other }
  # the end
# below
`;

const where = (path: string) => ['spec', ...path.split('.')];

describe('keys behind question marks', () => {
  test.each<[string, string, string, string]>([
    ['a value', 'channel', ': voice     # value', ': chat     # value'],
    ['a value below a comment', 'skills.0.level', '        1 # e8', '        chat # e8'],
    ['the key of several lines', 'wrapUpTimeout', ': 30s  ', ': chat  '],
    ['within a list', 'skills.0.skill', ': es #', ': chat #'],
    ['in braces', 'skills.1.skill', ': en, #', ': chat, #'],
    ['on one line in braces', 'skills.1.level', '? level : 2 #', '? level : chat #'],
    ['in an inner map', 'overflow.maxWaitTime', ': 1m #', ': chat #'],
    ['in braces below a comment', 'overflow.action.external', '      drop #', '      chat #'],
    ['alone', 'description', '# nothing said\n', '# nothing said\n  : chat\n'],
    ['alone in braces', 'overflow.action.other', '? other }', '? other: chat }'],
  ])('are edited in their place: %s', (_, path, before, after) => {
    expect(setInDocument(explicit, a, where(path), 'chat')).toBe(explicit.replace(before, after));
  });

  test.each<[string, string, string]>([
    ['new', '  # the end\n', '  new: 1\n  # the end\n'],
    ['skills.0.new', ': es # e7', ': es # e7\n      new: 1'],
    ['skills.1.new', '? level : 2 # two', '? level : 2, # two\n       new: 1'],
    ['overflow.new', '  # the end\n', '    new: 1\n  # the end\n'],
    ['overflow.action.new', '? other }', '? other, new: 1 }'],
  ])('get neighbours: %s', (path, before, after) => {
    expect(setInDocument(explicit, a, where(path), 1)).toBe(explicit.replace(before, after));
  });

  test('at the top and in the metadata are edited too', () => {
    const edited = editDocuments(explicit, [
      { document: 0, path: ['apiVersion'], value: 'cxform/v2' },
      { document: 0, path: ['kind'], value: 'Line' },
      { document: 0, path: ['metadata', 'name'], value: 'b' },
    ]);
    expect(edited?.text).toBe(
      explicit
        .replace('cxform/v1 #', 'cxform/v2 #')
        .replace('  Queue #', '  Line #')
        .replace(': a # v3', ': b # v3'),
    );
  });

  test('go with what they hold', () => {
    const edited = setInDocument(explicit, a, ['spec', 'channel'], undefined);
    const gone = '  ? channel   # key comment\n  # between\n  : voice     # value comment\n';
    expect(edited).toBe(explicit.replace(gone, ''));
  });

  test('may be longer than a key that stands without', () => {
    const key = 'k'.repeat(1100);
    const text = `kind: Queue\nmetadata: {name: a}\nspec:\n  ? ${key} # long\n  : 1 # one\n`;
    expect(setInDocument(text, a, ['spec', key], [2])).toBe(text.replace(': 1 # one', ': # one\n    - 2'));
  });
});

test('edits that would lose a comment are told, and none is carried out', () => {
  const text = explicit.replace('{? external', '{? c: 0, # c\n      ? external');
  const edits = [
    { document: 0, path: where('overflow.action'), value: { d: 1 } },
    { document: 0, path: where('overflow.maxWaitTime'), value: '2m' },
  ];
  expect(editDocuments(text, edits)).toEqual({ refused: [edits[0]] });
  expect(setInDocument(text, a, where('overflow.action'), { d: 1 })).toBeUndefined();
});

const queue: JsonObject = {
  apiVersion: 'cxform/v1',
  kind: 'Queue',
  metadata: { name: 'a', labels: { site: 'paris' } },
  spec: {
    displayName: 'a',
    channel: 'voice',
    description: null,
    wrapUpTimeout: '30s',
    skills: [
      { skill: 'es', level: 1 },
      { skill: 'en', level: 2 },
    ],
    overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: { external: 'b' } },
  },
};

test('what the library would read as the next key is quoted; what cannot be quoted is refused', () => {
  const text = "a:\n\n# c\n 'x'\nb: 1\n";
  const set = (value: Json) => editDocuments(text, [{ document: 0, path: ['a'], value }]);
  expect(set('new')?.text).toBe(text.replace("'x'", '"new"'));
  expect(set(1)?.refused).toMatchObject([{ path: ['a'], value: 1 }]);
});

describe('any edit', () => {
  test('of one value touches nothing but that value, however keys are written', () => {
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const text = gen(fc.boolean) ? explicit : uglyFile([queue], gen, { explicitOnceIn: 2 });
        const [value] = soundValues(text) ?? [];
        fc.pre(value !== undefined && isObject(value) && (value.metadata as JsonObject)?.name === 'a');
        const path = gen(fc.constantFrom, ...leavesOf(value));
        const edited = editDocuments(text, [{ document: 0, path, value: 'new' }])?.text ?? '';
        expect(commentsIn(edited)).toEqual(commentsIn(text));
        fc.pre(!/[&*]n\d/.test(text));
        const { start, end } = stretchOf(text, path) ?? {};
        if (start === undefined) expect(isWithin(text, edited)).toBe(true);
        else {
          expect(edited.startsWith(text.slice(0, start).trimEnd())).toBe(true);
          expect(edited.endsWith(text.slice(end).trimStart())).toBe(true);
        }
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('that adds takes nothing away', () => {
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const text = gen(fc.boolean) ? explicit : uglyFile([queue], gen, { explicitOnceIn: 2 });
        const [value] = soundValues(text) ?? [];
        fc.pre(value !== undefined && isObject(value) && (value.metadata as JsonObject)?.name === 'a');
        fc.pre(!/[&*]n\d/.test(text));
        const path = gen(fc.constantFrom, ...gapsOf(value));
        const edited = editDocuments(text, [{ document: 0, path, value: gen(uglyValue) }])?.text ?? '';
        expect(commentsIn(edited)).toEqual(commentsIn(text));
        expect(isWithin(text, edited)).toBe(true);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('loses no comment but those of what goes', () => {
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const document = gen(uglyDocument, 'one');
        const text = uglyFile([document], gen, { explicitOnceIn: 4 });
        fc.pre(JSON.stringify(soundValues(text)) === JSON.stringify([document]));
        const path = gen(
          fc.constantFrom,
          ...[...leavesOf(document), ...gapsOf(document), ...mapsOf(document)],
        );
        const value = gen(fc.nat, { max: 4 }) === 0 ? undefined : gen(uglyValue);
        const edited = editDocuments(text, [{ document: 0, path, value }]);
        fc.pre(edited?.text !== undefined);
        const kept = commentsIn(edited.text);
        const lost = commentsIn(text).filter((comment) => !kept.includes(comment));
        expect(kept.length + lost.length).toBe(commentsIn(text).length);
        const { start, end, isFilled, whole } = stretchOf(text, path) ?? nothing;
        const going = value === undefined ? whole : isFilled ? text.slice(start, end) : '';
        for (const comment of lost) expect(going).toContain(comment);
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });
});

/** The paths of all values that are no maps and no lists. */
function leavesOf(value: Json, path: readonly string[] = []): string[][] {
  if (!isArray(value) && !isObject(value)) return [[...path]];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

/** The paths of all maps and lists below the top. */
function mapsOf(value: Json, path: readonly string[] = []): string[][] {
  if (!isArray(value) && !isObject(value)) return [];
  const own = path.length > 1 ? [[...path]] : [];
  return [...own, ...Object.entries(value).flatMap(([key, member]) => mapsOf(member, [...path, key]))];
}

/** The paths where something can be added. */
function gapsOf(value: Json, path: readonly string[] = []): string[][] {
  if (!isArray(value) && !isObject(value)) return [];
  const own = [...path, isArray(value) ? String(value.length) : 'added'];
  return [own, ...Object.entries(value).flatMap(([key, member]) => gapsOf(member, [...path, key]))];
}

const nothing: Stretch = { start: 0, end: 0, isFilled: false, whole: '' };

interface Stretch {
  /** Of the value. */
  readonly start: number;
  readonly end: number;
  /** It is a map or a list. */
  readonly isFilled: boolean;
  /** With its key, and the comments that follow. */
  readonly whole: string;
}

/**
 * Where the value at a path stands, as the library says; undefined where nothing is written. Elements of a list can stand for each
 * other: then it is the list.
 */
function stretchOf(text: string, path: readonly string[]): Stretch | undefined {
  let node = parseAllDocuments(text).find(({ contents }) => contents)?.contents as Node | null;
  let keyStart = 0;
  let isFlow = false;
  for (const segment of path) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => String(key) === segment);
    if (!pair) return undefined;
    const [from = 0] = (pair.key as Node).range ?? [];
    const mark = /\?(?:\s|#[^\n]*\n|&n\d+)*$/.exec(text.slice(0, from));
    keyStart = mark?.index ?? from;
    isFlow = node.flow === true;
    node = pair.value as Node | null;
    if (!node?.range || node.range[0] === node.range[1]) return undefined;
  }
  const [start = 0, end = 0, after = 0] = node?.range ?? [];
  return {
    start,
    end: isCollection(node) ? after : end,
    isFilled: isCollection(node),
    whole: text.slice(keyStart, after) + commentsBelow(text, after, isFlow ? -1 : columnOf(text, keyStart)),
  };
}

const columnOf = (text: string, offset: number) => offset - text.lastIndexOf('\n', offset - 1) - 1;

/** The comments that are indented further than a key belong to it; in braces all up to its comma. */
function commentsBelow(text: string, offset: number, column: number): string {
  const [lines = ''] = /^(?:[ \t]*(?:#.*)?\r?\n)*(?:[ \t]*#.*)?/.exec(text.slice(offset)) ?? [];
  return lines
    .split('\n')
    .filter((line) => line.indexOf('#') > column)
    .join('\n');
}

/** Whether all characters of a text stand in another in their order. */
function isWithin(text: string, other: string): boolean {
  let at = 0;
  for (const character of other) if (text.startsWith(character, at)) at += character.length;
  return at === text.length;
}
