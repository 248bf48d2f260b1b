import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { formatManifests } from '../../src/manifest/format/format.ts';
import { parseFile } from '../../src/manifest/parse.ts';
import { gadget } from './gadget.ts';
import { commentsIn, uglyDocument, uglyFile } from './ugly-yaml.ts';

/** `text` formatted, having checked that formatting it again changes nothing and that all comments are there. */
const format = (text: string, schema: JsonObject = gadget.schema) => {
  const orders = (kind: string) => (kind === 'Gadget' ? schema : undefined);
  const formatted = formatManifests(text, orders);
  if (!('text' in formatted)) throw new Error(formatted.diagnostics.map(({ code }) => code).join());
  expect(formatManifests(formatted.text, orders)).toEqual(formatted);
  expect(commentsIn(formatted.text)).toEqual(commentsIn(text));
  return formatted.text;
};

const codes = (text: string) => {
  const formatted = formatManifests(text, () => undefined, 'a.yaml');
  return 'text' in formatted
    ? []
    : formatted.diagnostics.map(
        ({ code, source }) => `${code} ${source?.file}:${source?.line}:${source?.column}`,
      );
};

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');

describe('order', () => {
  test('of a document, its metadata and its spec, with unknown keys last as they were', () => {
    expect(
      format(
        lines(
          ...[
            'zeta: 1',
            'spec:',
            '  other: 1',
            '  wait: 30s',
            '  parts: []',
            '  any: 2',
            '  displayName: A',
            'metadata:',
          ],
          ...['  ignore: [{reason: r, until: 2026-06-30, path: /x}]', '  protect: true', '  mine: 1'],
          ...['  formerly: [b]', '  labels: {z: 1, a: 2}', '  name: a', 'kind: Gadget', 'alpha: 1'],
          'apiVersion: cxform/v1',
        ),
      ),
    ).toBe(
      lines(
        ...['apiVersion: cxform/v1', 'kind: Gadget', 'metadata:', '  name: a', '  labels: {z: 1, a: 2}'],
        ...['  formerly: [b]', '  protect: true', '  ignore: [{path: /x, until: 2026-06-30, reason: r}]'],
        ...['  mine: 1', 'spec:', '  displayName: A', '  wait: 30s', '  parts: []', '  other: 1', '  any: 2'],
        ...['zeta: 1', 'alpha: 1'],
      ),
    );
  });

  test('of what is nested follows the schemas of members, elements, further members and alternatives', () => {
    const schema: JsonObject = {
      properties: {
        list: { items: { properties: { b: {}, a: {} } } },
        either: { anyOf: [{ type: 'string' }, { properties: { d: {}, c: {} } }] },
      },
      additionalProperties: { properties: { f: {}, e: {} } },
    };
    const spec = [
      '  any: {e: 1, f: 2}',
      '  either: {c: 1, d: 2}',
      '  list:',
      '    - a: 1',
      '      b: 2',
      '    - {a: 1, b: 2}',
    ];
    const sorted = [
      '  list:',
      '    - b: 2',
      '      a: 1',
      '    - {b: 2, a: 1}',
      '  either: {d: 2, c: 1}',
      '  any: {f: 2, e: 1}',
    ];
    expect(format(lines('kind: Gadget', 'spec:', ...spec), schema)).toBe(
      lines('kind: Gadget', 'spec:', ...sorted),
    );
  });

  test.each(['Tenant', 'Overlay'])('of the spec of a %s stays', (kind) => {
    const text = lines('apiVersion: cxform/v1', `kind: ${kind}`, 'spec:', '  wait: 1', '  displayName: A');
    const formatted = formatManifests(text, () => gadget.schema);
    expect(formatted).toEqual({ text });
  });

  test('stays where an anchor would move below its alias', () => {
    const text = lines('kind: Gadget', 'spec:', '  wait: &w 30s', '  displayName: *w');
    const other = lines('kind: Gadget', 'spec:', '  wait: 30s', '  displayName: A');
    expect(format(`${text}---\n${other}`)).toBe(
      `${text}---\n${lines('kind: Gadget', 'spec:', '  displayName: A', '  wait: 30s')}`,
    );
  });
});

describe('layout', () => {
  test('maps and lists are indented by two, and blank lines are single and between things', () => {
    expect(
      format(
        '\n\n\nkind:   Gadget\n\n\n\nspec:\n\n     parts:\n     -   part:   a\n         level :  1\n\n\n     -\n         - x\n         -   - y\n     free:\n         deep:   1\n\n\n',
      ),
    ).toBe(
      lines(
        ...[
          'kind: Gadget',
          '',
          'spec:',
          '  parts:',
          '    - part: a',
          '      level: 1',
          '',
          '    - - x',
          '      - - y',
        ],
        ...['  free:', '    deep: 1'],
      ),
    );
  });

  test('carriage returns and the byte order mark go, and one line break ends the file', () => {
    expect(format('\uFEFFkind: Gadget\r\nspec:\r\n  a: |\r\n    x\r\n    y')).toBe(
      lines('kind: Gadget', 'spec:', '  a: |', '    x', '    y'),
    );
    expect(format('')).toBe('');
  });

  test('braces stay braces, on one line where they fit', () => {
    expect(format('a: {  b : 1,c: [ 1,2 , ] , "d":x, e, f: }\ng: {\n  h: 1,\n  i: {},\n}\n')).toBe(
      lines('a: {b: 1, c: [1, 2], "d": x, e, f:}', 'g: {h: 1, i: {}}'),
    );
  });

  test('braces that are wider than 100 columns get a line for each entry', () => {
    const wide = 'x'.repeat(70);
    expect(format(`a: {b: ${wide}, c: {d: 1}, e: 2}\nl:\n- [${wide}, ${wide}]\n`)).toBe(
      lines(
        `a: {b: ${wide}, c: {d: 1}, e: 2}`,
        ...['l:', '  - [', `      ${wide},`, `      ${wide},`, '    ]'],
      ),
    );
  });

  test('quotes, numbers, block scalars, tags, anchors and aliases stay as they are written', () => {
    const text = lines(
      ...[
        `a: 'it''s'`,
        'b: "\\u00e9"',
        'c: 0x1F',
        'd: 1.50',
        'e: ~',
        'f:',
        'g: &g !!str 012',
        'h: *g',
        '&k i: !!map {}',
      ],
      ...[
        'j: >-',
        '  folded',
        '  text',
        '',
        '    more',
        '',
        '  end',
        'k: |2+',
        '    indented',
        '',
        '',
        'l: |',
        '  a # b',
      ],
    );
    expect(format(text)).toBe(text);
  });

  test('scalars of several lines keep their lines', () => {
    expect(
      format('a: plain\n   text\n\n   end\nb: "x\\\n\n     \\ y\\ \n z  "\nc:\n  - \'q\n    r\'\n'),
    ).toBe(
      lines(
        'a: plain',
        '  text',
        '',
        '  end',
        'b: "x\\',
        '',
        '  \\ y\\ ',
        '  z  "',
        'c:',
        "  - 'q",
        "    r'",
      ),
    );
  });

  test('blank lines and blanks at the end of block scalars are part of their text', () => {
    const text = lines('a: |+', '  x', '', '', 'b: |', '  y  ', '   ', 'c: 1');
    expect(format(text)).toBe(text);
  });

  test('explicit keys become plain ones', () => {
    expect(format('? a\n: 1\n? "b c"\n? |-\n  d\n  e\n: 2\n')).toBe(lines('a: 1', '"b c":', '"d\\ne": 2'));
  });

  test('a list may be a document, and so may a scalar', () => {
    expect(format('-   1\n-  - 2\n---\n"x\n  y"\n--- |\n a\n')).toBe(
      lines('- 1', '- - 2', '---', '"x', '  y"', '---', '|', '  a'),
    );
  });
});

describe('documents', () => {
  test('are parted by ---, and the first has one only for what stands above it', () => {
    expect(format('---\na: 1\n...\n---\nb: 2\n---\n---\nc: 3\n---\n')).toBe(
      lines('a: 1', '---', 'b: 2', '---', 'c: 3'),
    );
    expect(format('# file\n---\n# document\na: 1\n')).toBe(lines('# file', '---', '# document', 'a: 1'));
    expect(format('---   # first\na: 1\n')).toBe(lines('--- # first', 'a: 1'));
  });

  test('keep their directives', () => {
    const text = lines(
      '%YAML 1.2',
      '---',
      'a: 1',
      '...',
      '# tags',
      '%TAG !e! tag:example.org,2000:',
      '---',
      'b: 2',
    );
    expect(format(text)).toBe(text);
  });

  test('without content are kept for their comments', () => {
    expect(format('a: 1\n---\n# only this\n---\n\n---\nb: 2\n--- # end\n')).toBe(
      lines('a: 1', '---', '# only this', '---', 'b: 2', '--- # end'),
    );
    expect(format('\n# nothing else\n\n')).toBe(lines('# nothing else'));
  });

  test('comments around the ends of documents stay there', () => {
    expect(format('a: 1\n\n# end of a\n\n\n---\n\n# before b\n\nb: 2\n...   # behind b\n# last\n')).toBe(
      lines('a: 1', '', '# end of a', '---', '# before b', '', 'b: 2', '# behind b', '# last'),
    );
  });
});

describe('comments', () => {
  test('move with the key that they stand before and behind', () => {
    expect(
      format(
        lines(
          ...[
            'kind: Gadget',
            'spec:',
            '  # wait, first',
            '  # wait, second',
            '  wait: 30s   # half a minute',
            '',
          ],
          ...['  # name', '  displayName: A # a', '  # the end'],
        ),
      ),
    ).toBe(
      lines(
        ...[
          'kind: Gadget',
          'spec:',
          '  # name',
          '  displayName: A # a',
          '  # wait, first',
          '  # wait, second',
        ],
        ...['  wait: 30s # half a minute', '  # the end'],
      ),
    );
  });

  test('at the top of a document stay there', () => {
    expect(
      format('# yaml-language-server: $schema=x\n# About this queue.\nkind: Gadget\napiVersion: v\n'),
    ).toBe(
      lines('# yaml-language-server: $schema=x', '# About this queue.', 'apiVersion: v', 'kind: Gadget'),
    );
    expect(format('# yaml-language-server: $schema=x\n# the spec\nspec: {}\nkind: Gadget\n')).toBe(
      lines('# yaml-language-server: $schema=x', 'kind: Gadget', '# the spec', 'spec: {}'),
    );
  });

  test('over a whole map, parted by a blank line, stay on top of it', () => {
    expect(format('kind: Gadget\nspec:\n  # all of it\n\n  # wait\n  wait: 30s\n  displayName: A\n')).toBe(
      lines('kind: Gadget', 'spec:', '  # all of it', '', '  displayName: A', '  # wait', '  wait: 30s'),
    );
  });

  test('belong to what their indentation says', () => {
    const text = lines(
      ...[
        'a:',
        '  b:',
        '    - 1',
        '    # of the list',
        '  # of a',
        '# of the next key',
        'c:',
        '  # nothing in c yet',
        'd: 1',
      ],
      ...['  # further in than d', 'e:', '  f: 1', '  # of e', '# the end'],
    );
    expect(format(text)).toBe(text.replace('  # further', '# further'));
    expect(format('a:\n- 1\n# next\nb:\n- 2\n # of b\n# end\n')).toBe(
      lines('a:', '  - 1', '# next', 'b:', '  - 2', '  # of b', '# end'),
    );
  });

  test('behind keys and hyphens stay there, with what they stand over below', () => {
    const text = lines(
      ...[
        'a: # one',
        '  b: 1',
        'c: # two',
        '  - 1',
        'd: # three',
        '  x',
        'e: # four',
        '  # five',
        '  "y"',
        'f: # six',
      ],
      ...['g:', '  - # seven', '    h: 1', '  - | # eight', '    text', 'i: &i # nine', '  j: 1'],
    );
    expect(format(text)).toBe(text);
  });

  test('of the key that a hyphen begins with go above the hyphen', () => {
    const item = ['    - level: 1 # low', '      # the part', '      part: a'];
    expect(format(lines('kind: Gadget', 'spec:', '  parts:', ...item))).toBe(
      lines('kind: Gadget', 'spec:', '  parts:', '    # the part', '    - part: a', '      level: 1 # low'),
    );
  });

  test('in braces keep their entries on lines of their own', () => {
    expect(format('a: { # first\n  b: 1, # one\n  # two\n  c: [1, 2] # three\n  , d: 3 } # all\n')).toBe(
      lines('a: {', '  # first', '  b: 1, # one', '  # two', '  c: [1, 2], # three', '  d: 3,', '} # all'),
    );
    expect(format('a: [ # empty\n]\n')).toBe(lines('a: [', '  # empty', ']'));
  });
});

describe('what is not formatted', () => {
  test.each([
    ['a: [', ['YAML_SYNTAX a.yaml:1:5']],
    ['a: 1\na: 2\n---\nb: 012\n', ['DUPLICATE_KEY a.yaml:2:1', 'NUMBER_AMBIGUOUS a.yaml:4:4']],
    ['a: \u0007\n', ['CONTROL_CHARACTER a.yaml:1:4']],
    ['['.repeat(70), ['NESTING_TOO_DEEP a.yaml:1:65']],
  ])('%j has its own diagnostics', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('a document that would say something else is left as it is', () => {
    expect(codes('a: 1\n---\n  --- b\n')).toEqual(['FORMAT_UNSAFE a.yaml:3:3']);
  });
});

describe('any file', () => {
  const schema: JsonObject = {
    properties: {
      c: {},
      'Queue/billing': { properties: { b: {}, a: {} } },
      a: { items: { properties: { level: {}, skill: {} } } },
      b: { anyOf: [{ type: 'string' }, { properties: { c: {}, b: {}, a: {} } }] },
    },
    additionalProperties: {
      properties: { yes: {}, b: {}, a: {} },
      items: { properties: { c: {}, b: {}, a: {} } },
    },
  };

  const read = (text: string) => {
    const { documents, diagnostics } = parseFile('a.yaml', new TextEncoder().encode(text));
    const problems = [...diagnostics, ...documents.flatMap((document) => document.diagnostics)];
    return { values: documents.map(({ value }) => value), problems };
  };

  test('keeps its values and comments, and is formatted once and for all', () => {
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const text = uglyFile([gen(uglyDocument, 'one'), gen(uglyDocument, 'two')], gen);
        const { values, problems } = read(text);
        fc.pre(problems.length === 0);
        // The parser misreads some comments between a key and its value, but not with carriage returns.
        fc.pre(JSON.stringify(read(text.replaceAll('\r\n', '\n')).values) === JSON.stringify(values));
        const formatted = format(text, schema);
        expect(read(formatted)).toEqual({ values, problems: [] });
        expect(formatted).not.toMatch(/\r|\uFEFF|^\n|#.*[ \t]\n/);
        expect(formatted.endsWith('\n')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
