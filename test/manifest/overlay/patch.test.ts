import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type Json } from '../../../src/core/json.ts';
import { childPath } from '../../../src/core/path.ts';
import { briefly, gadgetText } from '../gadget.ts';
import { loadOverlaid, loadPatched, overlayText, placeIn } from './overlay-world.ts';

const spec = ['displayName: A', 'parts:', '  - {part: p, level: 1}', '  - {part: q, level: 2}'];

describe('operations on a manifest', () => {
  test.each([
    ['add a member', '{op: add, path: /spec/count, value: 3}', { count: 3 }],
    ['add over a member', '{op: add, path: /spec/displayName, value: B}', { displayName: 'B' }],
    ['add null, which clears', '{op: add, path: /spec/wait, value: null}', { wait: null }],
    [
      'replace a member',
      '{op: replace, path: /spec/parts/1/level, value: 5}',
      { parts: [{ level: 1 }, { level: 5 }] },
    ],
    ['remove an element', '{op: remove, path: /spec/parts/0}', { parts: [{ part: 'q' }] }],
    [
      'add an element in front',
      '{op: add, path: /spec/parts/0, value: {part: x, level: 9}}',
      { parts: [{ part: 'x' }, { part: 'p' }, { part: 'q' }] },
    ],
    [
      'add an element behind',
      '{op: add, path: /spec/parts/-, value: {part: x, level: 9}}',
      { parts: [{ part: 'p' }, { part: 'q' }, { part: 'x' }] },
    ],
    [
      'add an element at the length',
      '{op: add, path: /spec/parts/2, value: {part: x, level: 9}}',
      { parts: [{ part: 'p' }, { part: 'q' }, { part: 'x' }] },
    ],
    ['test a map whatever its order', '{op: test, path: /spec/parts/0, value: {level: 1, part: p}}', {}],
  ])('%s', async (_, operation, expected) => {
    const { manifests, diagnostics } = await loadPatched(spec, operation);
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.spec).toMatchObject(expected);
  });

  test('each sees what those before it did', async () => {
    const { manifests, diagnostics } = await loadPatched(
      spec,
      '{op: remove, path: /spec/parts/0}',
      '{op: test, path: /spec/parts/0/part, value: q}',
      '{op: replace, path: /spec/parts/0/level, value: 7}',
      '{op: add, path: /spec/colour, value: red}',
      '{op: test, path: /spec/colour, value: red}',
    );
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.spec).toEqual({ displayName: 'A', parts: [{ part: 'q', level: 7 }], colour: 'red' });
  });

  test('labels, protection, former names and ignored fields can be changed', async () => {
    const { manifests, diagnostics } = await loadPatched(
      spec,
      '{op: add, path: /metadata/labels, value: {}}',
      '{op: add, path: /metadata/labels/a~1b, value: x}',
      '{op: add, path: /metadata/protect, value: true}',
      '{op: add, path: /metadata/formerly, value: [b]}',
      '{op: add, path: /metadata/ignore, value: [{path: /wait}]}',
    );
    expect(diagnostics).toEqual([]);
    expect(manifests[0]).toMatchObject({ labels: { 'a/b': 'x' }, protect: true, formerly: [{ name: 'b' }] });
    expect(manifests[0]?.ignore).toHaveLength(1);
  });
});

test('values are not shared between the manifests that get them', async () => {
  const { manifests } = await loadOverlaid({
    manifests: { 'a.yaml': `${gadgetText('a')}---\n${gadgetText('b')}` },
    overlays: {
      'o.yaml': overlayText(
        '{target: {kind: Gadget}, patch: [{op: add, path: /spec/parts, value: [{part: p, level: 1}]}]}',
        '{target: {kind: Gadget, name: a}, patch: [{op: replace, path: /spec/parts/0/level, value: 9}]}',
      ),
    },
  });
  expect(manifests.map((manifest) => manifest.spec.parts)).toEqual([
    [{ part: 'p', level: 9 }],
    [{ part: 'p', level: 1 }],
  ]);
});

describe('an operation that cannot be carried out', () => {
  test.each([
    ['replaces what is not there', '{op: replace, path: /spec/count, value: 1}'],
    ['removes what is not there', '{op: remove, path: /spec/count}'],
    ['tests what is not there', '{op: test, path: /spec/count, value: null}'],
    ['adds below what is not there', '{op: add, path: /spec/deep/er, value: 1}'],
    ['adds below text', '{op: add, path: /spec/displayName/x, value: 1}'],
    ['adds past the end of a list', '{op: add, path: /spec/parts/3, value: {part: x, level: 1}}'],
    [
      'replaces the element behind the last',
      '{op: replace, path: /spec/parts/-, value: {part: x, level: 1}}',
    ],
    ['adds a member to a list', '{op: add, path: /spec/parts/length, value: 0}'],
    ['counts with a leading zero', '{op: remove, path: /spec/parts/01}'],
    ['counts with a sign', '{op: remove, path: /spec/parts/+1}'],
    ['counts with a fraction', '{op: remove, path: /spec/parts/1.0}'],
    ['names no element', '{op: remove, path: /spec/parts/}'],
    ['counts beyond 32 bits', '{op: remove, path: /spec/parts/4294967297}'],
    ['adds beyond 32 bits', '{op: add, path: /spec/parts/4294967297, value: {part: x, level: 1}}'],
    ['removes what every object inherits', '{op: remove, path: /spec/toString}'],
    ['replaces what every object inherits', '{op: replace, path: /spec/hasOwnProperty, value: 1}'],
    ['adds below what every object inherits', '{op: add, path: /spec/toString/x, value: 1}'],
    ['tests for other text', '{op: test, path: /spec/displayName, value: B}'],
    ['tests for a number in place of text', '{op: test, path: /spec/parts/0/part, value: 0}'],
    ['tests for fewer members', '{op: test, path: /spec/parts/0, value: {part: p}}'],
    ['tests for more members', '{op: test, path: /spec/parts/0, value: {part: p, level: 1, x: 1}}'],
    ['tests for fewer elements', '{op: test, path: /spec/parts, value: []}'],
    ['tests for a list in place of a map', '{op: test, path: /spec/parts/0, value: [p]}'],
  ])('one that %s is an error at its place, once', async (_, operation) => {
    const loaded = await loadPatched(spec, '{op: test, path: /spec/displayName, value: A}', operation);
    expect(briefly(loaded)).toEqual(['OVERLAY_PATCH_FAILED 7:7']);
    expect(loaded.diagnostics[0]).toMatchObject({ address: 'Gadget/a', source: { file: 'overlays/o.yaml' } });
    expect(loaded.manifests).toEqual([]);
    expect(loaded.broken[0]?.spec).toMatchObject({ displayName: 'A', parts: [{ part: 'p' }, { part: 'q' }] });
  });

  test('those after it are left alone', async () => {
    const loaded = await loadPatched(
      spec,
      '{op: remove, path: /spec/count}',
      '{op: remove, path: /spec/share}',
      '{op: add, path: /spec/colour, value: red}',
    );
    expect(briefly(loaded)).toEqual(['OVERLAY_PATCH_FAILED 6:7']);
    expect(loaded.broken[0]?.spec).not.toHaveProperty('colour');
  });

  test('it is told for each manifest that it fails for', async () => {
    const { diagnostics } = await loadOverlaid({
      manifests: {
        'a.yaml': [gadgetText('a'), gadgetText('b', 'displayName: A', 'count: 1'), gadgetText('c')].join(
          '---\n',
        ),
      },
      overlays: {
        'o.yaml': overlayText('{target: {kind: Gadget}, patch: [{op: remove, path: /spec/count}]}'),
      },
    });
    expect(diagnostics.map(({ address }) => address)).toEqual(['Gadget/a', 'Gadget/c']);
  });

  test('it says what stands there in place of what was tested for', async () => {
    const { diagnostics } = await loadPatched(spec, '{op: test, path: /spec/displayName, value: {x: 1}}');
    expect(diagnostics[0]?.detail).toBe('It is "A"; tested for a map');
  });
});

describe('an operation that is refused whatever the manifest', () => {
  test.each([
    ['the kind', '{op: replace, path: /kind, value: Other}', 'OVERLAY_PATH 6:27'],
    ['the name', '{op: replace, path: /metadata/name, value: b}', 'OVERLAY_PATH 6:27'],
    ['all of the metadata', '{op: remove, path: /metadata}', 'OVERLAY_PATH 6:26'],
    ['all of the spec', '{op: add, path: /spec, value: {}}', 'OVERLAY_PATH 6:23'],
    [
      'the prototype of all objects',
      '{op: add, path: /spec/__proto__/polluted, value: 1}',
      'OVERLAY_PATH 6:23',
    ],
    ['a constructor', '{op: add, path: /spec/constructor/prototype/polluted, value: 1}', 'OVERLAY_PATH 6:23'],
    ['a prototype', '{op: add, path: /spec/prototype, value: 1}', 'OVERLAY_PATH 6:23'],
    [
      'an escape that becomes none of them',
      '{op: add, path: /spec/__proto__, value: 1}',
      'OVERLAY_PATH 6:23',
    ],
    ['more than 64 steps', `{op: add, path: /spec${'/a'.repeat(64)}, value: 1}`, 'OVERLAY_PATH 6:23'],
    ['the document', '{op: remove, path: ""}', 'BAD_POINTER 6:26'],
    ['no pointer', '{op: remove, path: spec/count}', 'BAD_POINTER 6:26'],
    ['an unknown operation', '{op: delete, path: /spec/count}', 'NOT_ALLOWED_VALUE 6:12'],
    ['nothing to add', '{op: add, path: /spec/count}', 'MISSING_KEY 6:7'],
    ['nothing to test for', '{op: test, path: /spec/count}', 'MISSING_KEY 6:7'],
  ])('%s', async (_, operation, expected) => {
    const loaded = await loadPatched(spec, operation);
    expect(briefly(loaded)).toEqual([expected]);
    expect(loaded.diagnostics[0]?.address).toBe('Overlay/prod');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each(['move', 'copy'])('%s', async (op) => {
    const loaded = await loadPatched(spec, `{op: ${op}, from: /spec/parts, path: /spec/parts/0}`);
    expect(briefly(loaded)).toContain('NOT_ALLOWED_VALUE 6:12');
    expect(loaded.manifests[0]?.spec.parts).toHaveLength(2);
  });

  test('all of them are told, whether or not the target is there', async () => {
    const loaded = await loadOverlaid({
      overlays: {
        'o.yaml': overlayText(
          '{target: {kind: Gadget, name: b}, patch: [{op: remove, path: /kind}, {op: remove, path: /spec}]}',
        ),
      },
    });
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual([
      'OVERLAY_PATH',
      'OVERLAY_PATH',
      'OVERLAY_TARGET_NOT_FOUND',
    ]);
  });
});

describe('the places of what was patched', () => {
  test('elements that moved keep theirs', async () => {
    const loaded = await loadPatched(
      spec,
      '{op: add, path: /spec/parts/0, value: {part: x, level: 9}}',
      '{op: remove, path: /spec/parts/1}',
    );
    expect(
      ['/parts', '/parts/0/part', '/parts/1', '/parts/1/level'].map((path) => placeIn(loaded, path)),
    ).toEqual([
      'manifests/a.yaml:7:5',
      'overlays/o.yaml:6:52',
      'manifests/a.yaml:8:7',
      'manifests/a.yaml:8:24',
    ]);
    expect(placeIn(loaded, '/parts/2')).toBe('nowhere');
  });

  test.each([
    ['a value that does not fit', '{op: replace, path: /spec/displayName, value: 5}', 'WRONG_TYPE 6:53'],
    ['an unknown key', '{op: add, path: /spec/colur, value: red}', 'UNKNOWN_KEY 6:7'],
    ['a missing key', '{op: remove, path: /spec/displayName}', 'MISSING_KEY 6:7'],
    [
      'an ignored field',
      '{op: add, path: /metadata/ignore, value: [{path: /x}]}',
      'IGNORE_UNKNOWN_FIELD 6:56',
    ],
  ])('%s is reported in the overlay', async (_, operation, expected) => {
    const loaded = await loadPatched(spec, operation);
    expect(briefly(loaded)).toEqual([expected]);
    expect(loaded.diagnostics[0]).toMatchObject({ address: 'Gadget/a', source: { file: 'overlays/o.yaml' } });
  });

  test('a key that an operation only gives another value stays the mistake of the manifest', async () => {
    const loaded = await loadPatched(
      [...spec, 'colur: red'],
      '{op: replace, path: /spec/colur, value: green}',
    );
    expect(briefly(loaded)).toEqual(['UNKNOWN_KEY 9:3']);
    expect(loaded.diagnostics[0]?.source?.file).toBe('manifests/a.yaml');
    expect(placeIn(loaded, '/colur')).toBe('overlays/o.yaml:6:47');
  });

  test('whatever operations do, each value is found where it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 12 }), async (operations) => {
        const list = Array.from({ length: 4 }, (_, index) => `{part: m${index}, level: ${index}}`);
        const manifest = gadgetText(
          'a',
          'displayName: mA',
          `parts: [${list.join(', ')}]`,
          'map: {a: ma, b: {c: mc}}',
        );
        const patch = operations.map((one, index) => `      ${JSON.stringify(numbered(one, index))},`);
        const overlay = overlayText(['{target: {kind: Gadget}, patch: [', ...patch, '    ]}'].join('\n'));
        const loaded = await loadOverlaid({
          manifests: { 'a.yaml': manifest },
          overlays: { 'o.yaml': overlay },
        });
        const texts = new Map([
          ['manifests/a.yaml', manifest.split('\n')],
          ['overlays/o.yaml', overlay.split('\n')],
        ]);
        const [only] = [...loaded.manifests, ...loaded.broken];
        const places = [...leaves(only?.spec ?? {}, '')];
        expect(places.length).toBeGreaterThan(0);
        for (const [path, value] of places) {
          const source = only?.sources.get(path);
          const line = texts.get(source?.file ?? '')?.[(source?.line ?? 0) - 1] ?? '';
          expect(
            line
              .slice((source?.column ?? 0) - 1)
              .replace(/^"/, '')
              .startsWith(String(value)),
          ).toBe(true);
        }
      }),
    );
  });
});

const operation = fc.record({
  op: fc.constantFrom('add', 'replace', 'remove'),
  path: fc.constantFrom(
    ...['/spec/parts/0', '/spec/parts/1', '/spec/parts/2', '/spec/parts/-', '/spec/parts/0/part'],
    ...['/spec/map', '/spec/map/a', '/spec/map/b', '/spec/map/b/c', '/spec/map/new', '/spec/parts'],
  ),
  value: fc.constantFrom('text', 'list', 'map'),
});

/** No two values are alike, so that each can be told from the others. */
function numbered({ op, path, value }: { op: string; path: string; value: string }, index: number): Json {
  const values: { readonly [value: string]: Json } = {
    text: `o${index}x`,
    list: [`o${index}y`, `o${index}z`],
    map: { a: `o${index}v`, b: { c: `o${index}w` } },
  };
  return { op, path, value: values[value] ?? null };
}

function* leaves(value: Json, path: string): Generator<[string, Json]> {
  if (!Array.isArray(value) && !isObject(value)) yield [path, value];
  else for (const [key, member] of Object.entries(value)) yield* leaves(member as Json, childPath(path, key));
}
