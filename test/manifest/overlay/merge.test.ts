import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldModel } from '../../../src/core/field-model.ts';
import { isObject, type Json } from '../../../src/core/json.ts';
import { toJson, toTree } from '../../../src/manifest/overlay/located-tree.ts';
import { merge } from '../../../src/manifest/overlay/merge.ts';
import { gadget } from '../gadget.ts';
import { batch } from '../roles.ts';
import { loadOverlaid, loadUnder, overlayText, placeIn } from './overlay-world.ts';

const treeOf = (value: Json) =>
  toTree({ sources: new Map(), keys: new Map() }, '', value, { file: 'a.yaml', line: 1, column: 1 });

const toGadget = (spec: string) => `{target: {kind: Gadget}, merge: {spec: ${spec}}}`;

describe('what is merged into a manifest', () => {
  test.each([
    ['a new member is added', ['displayName: A'], '{count: 2}', { displayName: 'A', count: 2 }],
    ['a scalar is replaced', ['displayName: A'], '{displayName: B}', { displayName: 'B' }],
    ['null removes a member', ['displayName: A', 'count: 2'], '{count: null}', { displayName: 'A' }],
    ['null for what is not there changes nothing', ['displayName: A'], '{count: null}', { displayName: 'A' }],
    ['an empty merge changes nothing', ['displayName: A'], '{}', { displayName: 'A' }],
    [
      'elements of a keyed list are found by their key, and others added behind',
      ['displayName: A', 'parts: [{part: p, level: 1}, {part: q, level: 2}]'],
      '{parts: [{part: q, level: 5}, {part: r, level: 3}]}',
      {
        displayName: 'A',
        parts: [
          { part: 'p', level: 1 },
          { part: 'q', level: 5 },
          { part: 'r', level: 3 },
        ],
      },
    ],
    [
      'a keyed list where there was none is taken as it is',
      ['displayName: A'],
      '{parts: [{part: p, level: 1}]}',
      { displayName: 'A', parts: [{ part: 'p', level: 1 }] },
    ],
    [
      'null removes a keyed list',
      ['displayName: A', 'parts: [{part: p, level: 1}]'],
      '{parts: null}',
      { displayName: 'A' },
    ],
  ])('%s', async (_, spec, change, expected) => {
    const { manifests, diagnostics } = await loadUnder(spec, toGadget(change));
    expect(diagnostics).toEqual([]);
    expect(manifests.map((manifest) => manifest.spec)).toEqual([expected]);
  });

  test('a reference that is a key is found by its value, however it is written', async () => {
    const { manifests, diagnostics } = await loadUnder(
      ['displayName: A', 'parts: [{part: {id: "1"}, level: 1}, {part: "1", level: 2}]'],
      toGadget('{parts: [{level: 5, part: {"id": "1"}}, {part: {id: "2"}, level: 4}]}'),
    );
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.spec.parts).toEqual([
      { part: { id: '1' }, level: 5 },
      { part: '1', level: 2 },
      { part: { id: '2' }, level: 4 },
    ]);
  });

  test('a reference is replaced whole, so that it never has two forms at once', () => {
    const model: FieldModel = { references: [{ path: '/host', kind: 'Gadget' }], lists: {}, durations: [] };
    const merged = merge(
      treeOf({ host: { external: 'A' }, other: { external: 'A' } }),
      treeOf({ host: { id: '1' }, other: { id: '1' } }),
      { model, budget: { stepsLeft: 100 } },
      '',
    );
    expect(toJson(merged)).toEqual({ host: { id: '1' }, other: { external: 'A', id: '1' } });
  });

  test('the lists of a kind that expands are those of its manifests', async () => {
    const text =
      'apiVersion: cxform/v1\nkind: Batch\nmetadata: {name: b}\nspec:\n  lines: [{of: x, note: a}]\n';
    const { manifests } = await loadOverlaid({
      manifests: { 'b.yaml': text },
      overlays: {
        'o.yaml': overlayText('{target: {kind: Batch}, merge: {spec: {lines: [{of: x, note: b}, {of: y}]}}}'),
      },
      kinds: [batch],
    });
    expect(manifests[0]?.spec).toEqual({ lines: [{ of: 'x', note: 'b' }, { of: 'y' }] });
  });

  test('labels, protection, former names and ignored fields are merged too', async () => {
    const { manifests, diagnostics } = await loadUnder(
      [],
      '{target: {kind: Gadget}, merge: {metadata: {labels: {site: manila}, protect: true, formerly: [b]}}}',
      '{target: {kind: Gadget}, merge: {metadata: {labels: {floor: "3"}, formerly: [c], ignore: [{path: /wait}]}}}',
      '{target: {kind: Gadget}, merge: {metadata: {labels: {site: null}}}}',
    );
    expect(diagnostics).toEqual([]);
    expect(manifests[0]).toMatchObject({
      protect: true,
      formerly: [{ name: 'c' }],
      ignore: [{ path: '/wait' }],
    });
    expect(manifests[0]?.labels).toEqual({ floor: '3' });
    expect(manifests[0]?.formerly[0]?.source.file).toBe('overlays/o.yaml');
  });

  test('lists of the metadata have no key, whatever those of the spec are called', async () => {
    const { manifests } = await loadOverlaid({
      overlays: {
        'o.yaml': overlayText(
          '{target: {kind: Gadget}, merge: {metadata: {ignore: [{path: /wait}]}}}',
          '{target: {kind: Gadget}, merge: {metadata: {ignore: [{path: /count}]}}}',
        ),
      },
      kinds: [{ ...gadget, fields: { ...gadget.fields, lists: { '/ignore': { key: ['path'] } } } }],
    });
    expect(manifests[0]?.ignore.map(({ path }) => path)).toEqual(['/count']);
  });

  test('an element that the manifest has twice is changed where it stands first, as often as the overlay names it', async () => {
    const { broken, manifests } = await loadUnder(
      ['displayName: A', 'parts: [{part: p, level: 1}, {part: p, level: 2}]'],
      toGadget('{parts: [{part: p, level: 3}, {part: q, level: 4}, {part: q, level: 5}]}'),
    );
    expect([...manifests, ...broken][0]?.spec.parts).toEqual([
      { part: 'p', level: 3 },
      { part: 'p', level: 2 },
      { part: 'q', level: 5 },
    ]);
  });

  test.each([
    ['the name', '{metadata: {name: b}}'],
    ['the kind', '{kind: Other}'],
    ['the version', '{apiVersion: cxform/v2}'],
    ['something unknown', '{specs: {}}'],
  ])('%s is nothing to merge', async (_, change) => {
    const loaded = await loadUnder([], `{target: {kind: Gadget}, merge: ${change}}`);
    expect(loaded.diagnostics).toMatchObject([{ code: 'UNKNOWN_KEY', address: 'Overlay/prod' }]);
    expect(loaded.manifests[0]).toMatchObject({ kind: 'Gadget', name: 'a' });
  });

  test('a whole spec cannot be removed', async () => {
    const { diagnostics } = await loadUnder([], '{target: {kind: Gadget}, merge: {spec: null}}');
    expect(diagnostics).toMatchObject([{ code: 'WRONG_TYPE', source: { file: 'overlays/o.yaml' } }]);
  });

  test('values are not shared between the manifests that get them', async () => {
    const { manifests } = await loadOverlaid({
      manifests: {
        'a.yaml': ['a', 'b'].map((name) => documentOf(name)).join('---\n'),
      },
      overlays: {
        'o.yaml': overlayText(
          toGadget('{parts: [{part: p, level: 1}]}'),
          '{target: {kind: Gadget, name: a}, patch: [{op: replace, path: /spec/parts/0/level, value: 9}]}',
        ),
      },
    });
    expect(manifests.map(({ spec }) => spec.parts)).toEqual([
      [{ part: 'p', level: 9 }],
      [{ part: 'p', level: 1 }],
    ]);
  });
});

describe('the places of what was merged', () => {
  test('what the overlay wrote is in its file, the rest where it was', async () => {
    const loaded = await loadUnder(
      ['displayName: A', 'count: 1', 'parts:', '  - {part: p, level: 1}', '  - {part: q, level: 2}'],
      '{target: {kind: Gadget}, merge: {spec: {count: 2, parts: [{part: q, level: 5}, {part: r, level: 3}]}}}',
    );
    expect(loaded.diagnostics).toEqual([]);
    const places = [
      '',
      '/displayName',
      '/count',
      '/parts',
      '/parts/0/level',
      '/parts/1',
      '/parts/1/level',
      '/parts/2',
    ];
    expect(places.map((path) => placeIn(loaded, path))).toEqual([
      'manifests/a.yaml:1:1',
      'manifests/a.yaml:5:16',
      'overlays/o.yaml:5:52',
      'manifests/a.yaml:8:5',
      'manifests/a.yaml:8:24',
      'manifests/a.yaml:9:7',
      'overlays/o.yaml:5:80',
      'overlays/o.yaml:5:84',
    ]);
  });

  test.each([
    ['a value that does not fit', '{count: many}', 'WRONG_TYPE 5:52'],
    ['an unknown key', '{colur: red}', 'UNKNOWN_KEY 5:45'],
    ['a key that is missing since it was removed', '{displayName: null}', 'MISSING_KEY 5:58'],
    ['an element without its key', '{parts: [{level: 2}]}', 'MISSING_KEY 5:53'],
    ['an element that is none', '{parts: [p]}', 'WRONG_TYPE 5:53'],
  ])('%s is reported in the overlay', async (_, change, expected) => {
    const loaded = await loadUnder(['displayName: A'], toGadget(change));
    expect(loaded.diagnostics.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`)).toEqual(
      [expected],
    );
    expect(loaded.diagnostics[0]).toMatchObject({ address: 'Gadget/a', source: { file: 'overlays/o.yaml' } });
    expect(loaded.broken.map(({ name }) => name)).toEqual(['a']);
  });

  test('a mistake of the manifest that an overlay mends is none', async () => {
    expect((await loadUnder(['count: 2'], toGadget('{displayName: A}'))).diagnostics).toEqual([]);
  });

  test('mistakes on the same line and column of two files are both told', async () => {
    const spec = [`share: ${'012'.padStart(45)}`, 'displayName: A'];
    const { diagnostics } = await loadUnder(spec, toGadget('{count: many}'));
    expect(diagnostics.map(({ code, source }) => [code, source])).toEqual([
      ['NUMBER_AMBIGUOUS', { file: 'manifests/a.yaml', line: 5, column: 52 }],
      ['WRONG_TYPE', { file: 'overlays/o.yaml', line: 5, column: 52 }],
    ]);
  });
});

const documentOf = (name: string) =>
  `apiVersion: cxform/v1\nkind: Gadget\nmetadata: {name: ${name}}\nspec: {displayName: A}\n`;

describe('merging any values', () => {
  const keys = ['a', 'b', 'toString', 'hasOwnProperty', '0', ''];
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom<Json>(null, true, 1, 'x'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('json'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const model: FieldModel = { references: [], lists: {}, durations: [] };

  test('without keyed lists it is what RFC 7396 says', () => {
    fc.assert(
      fc.property(json, json, (before, overlay) => {
        const merged = merge(treeOf(before), treeOf(overlay), { model, budget: { stepsLeft: 1e9 } }, '');
        expect(toJson(merged)).toEqual(mergePatch(before, overlay));
      }),
    );
  });

  test('an overlay that is merged twice changes nothing the second time', () => {
    const keyed: FieldModel = { ...model, lists: { '/a': { key: ['b'] }, '/a/*/a': { key: ['a', 'b'] } } };
    fc.assert(
      fc.property(json, json, (before, overlay) => {
        const rules = { model: keyed, budget: { stepsLeft: 1e9 } };
        const keyOnly = withKeys(overlay);
        const once = merge(treeOf(before), treeOf(keyOnly), rules, '');
        const first = toJson(once);
        expect(toJson(merge(once, treeOf(keyOnly), rules, ''))).toEqual(first);
      }),
    );
  });
});

/** The algorithm of RFC 7396, section 2. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, mergePatch(result.get(name), value));
  }
  return Object.fromEntries(result);
}

/** Elements of lists as maps that have a key: what has none is added again each time. */
function withKeys(value: Json): Json {
  if (Array.isArray(value))
    return value.map((element: Json) => ({ ...(isObject(element) ? mapped(element) : {}), a: 1, b: 2 }));
  return isObject(value) ? mapped(value) : value;
}

const mapped = (value: { readonly [key: string]: Json }) =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withKeys(member)]));
