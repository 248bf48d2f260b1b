import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { setInDocument } from '../../src/manifest/edit/edit.ts';
import { parseFile } from '../../src/manifest/parse.ts';
import { uglyDocument, uglyFile, uglyKey, uglyValue } from './ugly-yaml.ts';

const one = { kind: 'Gadget', name: 'one' };

/** A document whose spec has these lines, below another one. */
const fileWith = (...spec: string[]) =>
  [
    '# above',
    'kind: Gadget',
    'metadata: {name: other}',
    'spec: {a: 1}',
    '---   # below',
    'kind: Gadget',
    'metadata: {name: one}',
    ...spec,
    '',
  ].join('\n');

/** The lines after those of `fileWith` that an edit leaves. */
const edited = (spec: readonly string[], path: readonly string[], value: Json | undefined) => {
  const text = setInDocument(fileWith(...spec), one, path, value);
  const head = fileWith();
  expect(text?.slice(0, head.length - 1)).toBe(head.slice(0, -1));
  expect(text?.endsWith('\n')).toBe(true);
  return text
    ?.slice(head.length - 1, -1)
    .split('\n')
    .slice(head.endsWith('\n') ? 0 : 1);
};

const config = `# cxform.yaml
apiVersion: cxform/v1
kind: Tenant
metadata: {name: prod}     # the real one
spec:
    subdomain: acme        # four blanks, by taste

    manifests:
    - manifests/   # all
    # - more/

    # Nothing is deleted.
    prune: false


# The end.
`;

describe('a pin', () => {
  const prod = { kind: 'Tenant', name: 'prod' };
  const pin = (text: string, address: string) =>
    setInDocument(text, prod, ['spec', 'pins', address], 'que_8f3a');

  test('is added below the spec, and all else stays', () => {
    const below = '    prune: false\n';
    expect(pin(config, 'Queue/billing')).toBe(
      config.replace(below, `${below}    pins:\n      Queue/billing: que_8f3a\n`),
    );
  });

  test('is added to those that are there', () => {
    const first = pin(config, 'Queue/billing') ?? '';
    expect(pin(first, 'Queue/a b')).toBe(
      first.replace('que_8f3a\n', 'que_8f3a\n      Queue/a b: que_8f3a\n'),
    );
  });

  test('that is there already changes nothing', () => {
    const text = pin(config, 'Queue/billing') ?? '';
    expect(pin(text, 'Queue/billing')).toBe(text);
  });

  test('goes into braces where the others stand in braces', () => {
    const text = config.replace('prune: false', 'pins: {Queue/a: x}  # by hand');
    expect(pin(text, 'Queue/b')).toBe(text.replace('Queue/a: x', 'Queue/a: x, Queue/b: que_8f3a'));
  });

  test.each(['pins:', 'pins: {}', 'pins: null', 'pins: ~', 'pins: # none yet'])(
    'makes a map of %j',
    (pins) => {
      const text = config.replace('prune: false', pins);
      const key = pins.includes('#') ? pins : 'pins:';
      expect(pin(text, 'Queue/b')).toBe(text.replace(pins, `${key}\n      Queue/b: que_8f3a`));
    },
  );

  test('keeps carriage returns, and the end of a file without a line break', () => {
    const text = config.trimEnd().replaceAll('\n', '\r\n');
    expect(pin(text, 'Queue/b')).toBe(
      text.replace('prune: false\r\n', 'prune: false\r\n    pins:\r\n      Queue/b: que_8f3a\r\n'),
    );
    expect(pin('kind: Tenant\nmetadata: {name: prod}\nspec:\n  a: b', 'Queue/b')).toBe(
      'kind: Tenant\nmetadata: {name: prod}\nspec:\n  a: b\n  pins:\n    Queue/b: que_8f3a',
    );
  });

  test('goes into a JSON file', () => {
    const text = '{"kind": "Tenant", "metadata": {"name": "prod"},\n "spec": {"prune": false}}\n';
    expect(pin(text, 'Queue/b')).toBe(
      text.replace('"prune": false', '"prune": false, pins: {Queue/b: que_8f3a}'),
    );
  });
});

describe('which document', () => {
  test.each([
    ['of another kind', { kind: 'Tool', name: 'one' }],
    ['of another name', { kind: 'Gadget', name: 'two' }],
  ])('there is none %s', (_, where) => {
    expect(setInDocument(fileWith('spec: {}'), where, ['spec', 'a'], 1)).toBeUndefined();
  });

  test.each(['a: [', 'a: 1\na: 2', 'a: 012', '- *x', '\u0007'])(
    'none is found in a file that holds %j',
    (text) => {
      expect(setInDocument(`${fileWith('spec: {}')}---\n${text}\n`, one, ['spec', 'a'], 1)).toBeUndefined();
    },
  );

  test('empty documents and byte order marks do not confuse it', () => {
    const text = `\uFEFF---\n# nothing\n---\n${fileWith('spec: {a: 1}')}---\n`;
    expect(setInDocument(text, one, ['spec', 'a'], 2)).toBe(
      text.replace('{name: one}\nspec: {a: 1}', '{name: one}\nspec: {a: 2}'),
    );
  });
});

describe('replacing', () => {
  test.each<[string, string[], Json, string[]]>([
    ['a scalar', ['  a: 1   # why'], 2, ['  a: 2   # why']],
    ['a scalar in quotes', ["  a: 'x # y' # why"], 'yes', ['  a: "yes" # why']],
    ['a scalar by a map of scalars', ['  a: 1   # why'], { b: 2 }, ['  a: {b: 2}   # why']],
    ['a scalar by a list', ['  a: 1   # why'], [1, 2], ['  a: # why', '    - 1', '    - 2']],
    ['a scalar by paragraphs', ['  a: 1   # why'], 'x\ny\n', ['  a: | # why', '    x', '    y']],
    ['a block scalar', ['  a: |- # why', '    x', '', '    y'], 'z', ['  a: z # why']],
    [
      'a scalar below its key',
      ['  a: # why', '    # more', '    x # end'],
      'z',
      ['  a: # why', '    # more', '    z # end'],
    ],
    [
      'an anchored scalar below its key',
      ['  a: &x # why', '    !!str # more', '    5'],
      [1],
      ['  a: # why', '    # more', '    [1]'],
    ],
    [
      'what has a comment above',
      ['  a: # why', '  # more', '  - 1 # one'],
      3,
      ['  a: 3 # why', '    # more'],
    ],
    ['a scalar with anchor and tag', ['  a: &x !!str 5'], 6, ['  a: 6']],
    ['a list by a scalar', ['  a: # why', '  - 1', '  - 2 # two'], 3, ['  a: 3 # why']],
    ['a map by nothing', ['  a:', '    b: 1', '    c: 2'], {}, ['  a: {}']],
    ['nothing by a list', ['  a:'], ['x'], ['  a:', '    - x']],
    ['a scalar in braces', ['  a: {b: x} # why'], { b: '... x' }, ['  a: {b: "... x"} # why']],
    ['a text with a comma in braces', ['  a: {b: x}'], { b: 'x, y' }, ['  a: {b: "x, y"}']],
    ['a value below its key in braces', ['  a: {b: # why', '    x}'], { b: 1 }, ['  a: {b: # why', '    1}']],
    ['a pair in brackets', ['  a: [b: x, c]'], [{ b: 'z' }, 'c'], ['  a: [{b: z}, c]']],
    [
      'what goes and comes in brackets',
      ['  a: [', '    1, # one', '    2, # two', '    3  # three', '  ]'],
      [2, 3, 4],
      ['  a: [', '     # one', '    2, # two', '    3,  # three', '    4', '  ]'],
    ],
    [
      'brackets that hold a comment',
      ['  a: [ # none yet', '    ]'],
      [1, 2],
      ['  a: [ # none yet', '    1,', '    2', '    ]'],
    ],
    [
      'braces that hold a comment, behind a hyphen',
      ['  a:', '  - b: { # none yet', '      }'],
      [{ b: { c: 1 } }],
      ['  a:', '  - b: { # none yet', '      c: 1', '      }'],
    ],
    [
      'the first of a list that begins behind a hyphen',
      ['  a:', '  - - 1 # one', '    - 2 # two'],
      [[0, 1, 2]],
      ['  a:', '  - - 0', '    - 1 # one', '    - 2 # two'],
    ],
    [
      'an element with a comment above',
      ['  a:', '    - 1', '    # two', '    - 2'],
      [1, 3],
      ['  a:', '    - 1', '    # two', '    - 3'],
    ],
    ['a list in brackets', ['  a: [1, # one', '    2] # two'], [1, 3], ['  a: [1, # one', '    3] # two']],
  ])('%s', (_, before, value, after) => {
    expect(edited(['spec:', ...before, '  z: 0'], ['spec', 'a'], value)).toEqual([
      '',
      'spec:',
      ...after,
      '  z: 0',
    ]);
  });

  test('a map touches only the members that differ', () => {
    const spec = [
      'spec:',
      '  # one',
      '  a: 1',
      '',
      '  b: [x]   # two',
      '  c: {d: 1, e: 2} # three',
      '  f: 4 # four',
    ];
    const value = { a: 1, b: ['x', 'w'], c: { d: 1, e: 3 }, g: 5 };
    expect(edited(spec, ['spec'], value)).toEqual([
      ...['', 'spec:', '  # one', '  a: 1', '', '  b: [x, w]   # two', '  c: {d: 1, e: 3} # three', '  g: 5'],
    ]);
  });

  test('a list keeps the elements that are equal, with their comments, wherever they move', () => {
    const spec = ['spec:', '  l:', '  # first', '  - a', '  - b   # bee', '  - {c: 1} # sea', '  - d'];
    expect(edited(spec, ['spec', 'l'], ['new', 'b', 'x', { c: 1 }, 'w', 'z'])).toEqual([
      ...['', 'spec:', '  l:', '  # first', '  - new', '  - b   # bee', '  - x', '  - {c: 1} # sea'],
      ...['  - w', '  - z'],
    ]);
  });

  test('an element of a list is found by its index', () => {
    const spec = [
      'spec:',
      '  l:',
      '    - {skill: a, level: 1}',
      '    - skill: b # b',
      '      level: 2 # two',
    ];
    expect(edited(spec, ['spec', 'l', '1', 'level'], 5)?.at(-1)).toBe('      level: 5 # two');
    expect(edited(spec, ['spec', 'l', '0', 'level'], 5)?.[3]).toBe('    - {skill: a, level: 5}');
    expect(edited(spec, ['spec', 'l', '2'], { skill: 'c' })?.at(-1)).toBe('    - {skill: c}');
  });

  test('an alias gives way to what is wanted, and its anchor stays', () => {
    const spec = ['spec:', '  a: &x {p: 1, q: 2}', '  b: *x'];
    expect(edited(spec, ['spec', 'b', 'p'], 3)).toEqual([
      '',
      ...spec.slice(0, 2),
      '  b:',
      '    p: 3',
      '    q: 2',
    ]);
  });

  test('aliases of what changes are written out, others stay', () => {
    const spec = ['spec:', '  a: &x {p: 1}', '  k: &y [1]', '  b: [*x, *y]', '  c: *x # c'];
    expect(edited(spec, ['spec', 'a', 'p'], 2)).toEqual([
      ...['', 'spec:', '  a: &x {p: 2}', '  k: &y [1]', '  b: [{p: 1}, *y]', '  c: {p: 1} # c'],
    ]);
    expect(edited(spec, ['spec', 'a'], undefined)).toEqual([
      ...['', 'spec:', '  k: &y [1]', '  b: [{p: 1}, *y]', '  c: {p: 1} # c'],
    ]);
  });

  test('an alias in a pair in brackets is written out', () => {
    const spec = ['spec:', '  a: &x 1', '  b: [k: *x, *x]'];
    expect(edited(spec, ['spec', 'a'], 2)).toEqual(['', 'spec:', '  a: 2', '  b: [k: 1, 1]']);
  });

  test('an alias in brackets is written out so that it stays one element', () => {
    const spec = ['spec:', '  a: &x one, two', '  b: [*x]'];
    expect(edited(spec, ['spec', 'a'], 2)).toEqual(['', 'spec:', '  a: 2', '  b: ["one, two"]']);
  });

  test.each<[string, string[], string[], Json]>([
    ['no member of a map stays', ['  a: {b: 1, # why', '    c: 2}'], ['a'], { d: 3 }],
    [
      'what comes would have to stand where something goes',
      ['  a:', '  - b: 1', '    # two', '    c: # apart', '      2'],
      ['a', '0'],
      { c: 2, d: 3 },
    ],
  ])('is refused where a comment would be lost: %s', (_, before, path, value) => {
    expect(setInDocument(fileWith('spec:', ...before), one, ['spec', ...path], value)).toBeUndefined();
  });
});

describe('removing', () => {
  test.each<[string, string[], string[], string[]]>([
    ['a key', ['  # its own', '  a: 1 # a', '', '  b: 2'], ['a'], ['  # its own', '', '  b: 2']],
    ['the last key', ['  b: 2', '  a: 1'], ['a'], ['  b: 2']],
    [
      'a key with what is below it',
      ['  a: # a', '    - 1', '    # - 2', '  # b', '  b: 2'],
      ['a'],
      ['  # b', '  b: 2'],
    ],
    ['a member in braces', ['  m: {a: 1, b: 2, c: 3} # m'], ['m', 'b'], ['  m: {a: 1, c: 3} # m']],
    ['the last member in braces', ['  m: {a: 1, b: 2} # m'], ['m', 'b'], ['  m: {a: 1} # m']],
    [
      'a line in braces',
      ['  m: {', '    a: 1,', '    b: 2,', '  }'],
      ['m', 'b'],
      ['  m: {', '    a: 1,', '  }'],
    ],
    ['the only member', ['  m:', '    a: 1', '  n: 2'], ['m', 'a'], ['  m: {}', '  n: 2']],
    ['an element', ['  l:', '  - a # a', '  - b # b'], ['l', '0'], ['  l:', '  - b # b']],
    ['what a hyphen begins', ['  l:', '  - a: 1 # a', '    b: 2'], ['l', '0', 'a'], ['  l:', '  - b: 2']],
    ['what is not there', ['  a: 1'], ['b', 'c'], ['  a: 1']],
    [
      'below a text that keeps its blank lines',
      ['  t: |+', '    x', '', '  a: 1', '', '  b: 2'],
      ['a'],
      ['  t: |+', '    x', '', '  b: 2'],
    ],
  ])('%s', (_, before, path, after) => {
    expect(edited(['spec:', ...before], ['spec', ...path], undefined)).toEqual(['', 'spec:', ...after]);
  });

  test('the first key goes also where the file begins with an empty line', () => {
    const text = '\nfirst: 1\nkind: Gadget\nmetadata: {name: one}\n';
    expect(setInDocument(text, one, ['first'], undefined)).toBe(text.replace('first: 1\n', ''));
  });

  test('a file without a line break at its end keeps that', () => {
    const text = 'kind: Gadget\nmetadata: {name: one}\nspec: {}\nlast: 1';
    expect(setInDocument(text, one, ['last'], undefined)).toBe(text.slice(0, -'\nlast: 1'.length));
  });
});

test('what is new takes the place of first entries that go, where it can stand behind none that stay', () => {
  const before = ['spec:', '  a: 12', '  b: # apart', '    null'];
  expect(edited(before, ['spec'], { b: 'x', c: 1 })).toEqual([
    '',
    'spec:',
    '  c: 1',
    '  b: # apart',
    '    x',
  ]);
});

describe('any edit of any file', () => {
  test('makes the value what is wanted and leaves the document before it as it is', () => {
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const { text, spec } = anyFile(gen);
        const path = ['spec', ...anyPath(gen, spec)];
        const value = gen(fc.nat, { max: 4 }) === 0 ? undefined : gen(uglyValue);
        // The function itself throws where another value would change.
        const result = setInDocument(text, one, path, value);
        fc.pre(result !== undefined);
        const begin = text.lastIndexOf('\n---');
        expect(result.slice(0, begin)).toBe(text.slice(0, begin));
        const found = path.reduce<Json | undefined>(
          (at, segment) => (at as { [key: string]: Json } | null | undefined)?.[segment],
          valuesIn(result)?.[1],
        );
        if (value !== undefined) expect(found).toEqual(value);
        if (value !== undefined) expect(setInDocument(result, one, path, value)).toBe(result);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});

const valuesIn = (text: string) => {
  const { documents, diagnostics } = parseFile('a.yaml', new TextEncoder().encode(text));
  const isSound =
    diagnostics.length === 0 && documents.every((document) => document.diagnostics.length === 0);
  return isSound ? documents.map(({ value }) => value as JsonObject) : undefined;
};

function anyFile(gen: fc.GeneratorValue) {
  const text = uglyFile([gen(uglyDocument, 'other'), gen(uglyDocument, 'one')], gen);
  const values = valuesIn(text);
  // Comments inside block scalars become text, and can take a document's name away.
  const spec = values?.find(({ metadata }) => (metadata as JsonObject | undefined)?.name === 'one')?.spec;
  fc.pre(spec !== undefined && (values?.[1]?.kind as string) === 'Gadget');
  return { text, spec: spec as JsonObject };
}

/** A path that ends anywhere in a value, or leads out of it. */
function anyPath(gen: fc.GeneratorValue, value: Json | undefined): string[] {
  if (gen(fc.nat, { max: 3 }) === 0) return [];
  if (Array.isArray(value)) {
    const index = gen(fc.nat, { max: value.length });
    return [String(index), ...anyPath(gen, value[index])];
  }
  const members = typeof value === 'object' && value !== null ? (value as JsonObject) : {};
  const key = gen(fc.constantFrom, ...Object.keys(members), gen(uglyKey));
  return [key, ...anyPath(gen, members[key])];
}
