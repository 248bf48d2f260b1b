import { describe, expect, test } from 'vitest';
import { briefly, gadgetText } from '../gadget.ts';
import { everyRole } from '../roles.ts';
import { loadOverlaid, overlayText } from './overlay-world.ts';

const labelled = (name: string, labels: string, ...spec: string[]) =>
  gadgetText(name, ...spec).replace(`{name: ${name}}`, `{name: ${name}, labels: ${labels}}`);

const three = {
  'a.yaml': labelled('a', '{site: manila, floor: "1"}'),
  'b.yaml': `${labelled('b', '{site: manila}')}---\n${gadgetText('c')}`,
};

const load = (...entries: string[]) =>
  loadOverlaid({ manifests: three, overlays: { 'o.yaml': overlayText(...entries) } });

const codeOf = (target: string) => `{target: ${target}, merge: {spec: {code: X}}}`;

describe('the manifests that an entry means', () => {
  test.each([
    ['all of a kind', '{kind: Gadget}', ['a', 'b', 'c']],
    ['the one of a name', '{kind: Gadget, name: b}', ['b']],
    ['those with a label', '{kind: Gadget, labels: {site: manila}}', ['a', 'b']],
    ['those with all of several labels', '{kind: Gadget, labels: {site: manila, floor: "1"}}', ['a']],
    ['one by name and label', '{kind: Gadget, name: a, labels: {site: manila}}', ['a']],
    ['all of a kind, by no label at all', '{kind: Gadget, labels: {}}', ['a', 'b', 'c']],
  ])('%s', async (_, target, expected) => {
    const { manifests, diagnostics } = await load(codeOf(target));
    expect(diagnostics).toEqual([]);
    expect(manifests.filter(({ spec }) => spec.code === 'X').map(({ name }) => name)).toEqual(expected);
  });

  test('a later entry sees what an earlier one made, whichever way each finds its manifests', async () => {
    const { manifests, diagnostics } = await load(
      '{target: {kind: Gadget}, merge: {spec: {code: ONE}}}',
      '{target: {kind: Gadget, name: c}, merge: {spec: {code: TWO}, metadata: {labels: {site: cebu}}}}',
      '{target: {kind: Gadget, labels: {site: cebu}}, merge: {spec: {count: 3}}}',
      '{target: {kind: Gadget, name: c}, patch: [{op: test, path: /spec/code, value: TWO}, {op: remove, path: /spec/code}]}',
    );
    expect(diagnostics).toEqual([]);
    expect(manifests.map(({ spec }) => spec)).toEqual([
      { displayName: 'A', code: 'ONE' },
      { displayName: 'A', code: 'ONE' },
      { displayName: 'A', count: 3 },
    ]);
  });

  test('files apply in the order in which they are listed, and documents in that of their lines', async () => {
    const entry = (code: string) =>
      overlayText(`{target: {kind: Gadget, name: a}, merge: {spec: {code: ${code}}}}`);
    const { manifests, diagnostics } = await loadOverlaid({
      overlays: {
        'z.yaml': entry('ONE'),
        'a.yaml': `${entry('TWO')}---\n${entry('THREE')}`.replaceAll('prod', 'x'),
      },
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['DUPLICATE_NAME']);
    expect(manifests[0]?.spec.code).toBe('THREE');
  });

  test('a manifest with a mistake is found, and only its mistake is told', async () => {
    const loaded = await loadOverlaid({
      manifests: { 'a.yaml': gadgetText('a', 'displayName: A', 'wait: 5') },
      overlays: { 'o.yaml': overlayText(codeOf('{kind: Gadget, name: a}')) },
    });
    expect(briefly(loaded)).toEqual(['BAD_DURATION 6:9']);
    expect(loaded.broken[0]?.spec.code).toBe('X');
  });

  test('one that does not parse is found too, and what does not fit it is not told', async () => {
    const { diagnostics } = await loadOverlaid({
      manifests: { 'a.yaml': gadgetText('a', 'displayName: "A') },
      overlays: {
        'o.yaml': overlayText('{target: {kind: Gadget, name: a}, patch: [{op: remove, path: /spec/count}]}'),
      },
    });
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['YAML_SYNTAX']));
  });

  test.each(everyRole.map(({ kind }) => kind))('a manifest of the kind %s can be one', async (kind) => {
    const text = `apiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: a}\nspec: {}\n`;
    const { manifests, broken } = await loadOverlaid({
      manifests: { 'a.yaml': text },
      overlays: { 'o.yaml': overlayText(`{target: {kind: ${kind}}, merge: {metadata: {labels: {x: y}}}}`) },
      kinds: everyRole,
    });
    expect([...manifests, ...broken].map(({ labels }) => labels)).toEqual([{ x: 'y' }]);
  });
});

describe('manifests that are excluded', () => {
  test('they are not there, whatever is wrong with them', async () => {
    const loaded = await loadOverlaid({
      manifests: { 'a.yaml': `${gadgetText('a', 'colur: red')}---\n${gadgetText('b')}` },
      overlays: { 'o.yaml': overlayText('{target: {kind: Gadget, name: a}, exclude: true}') },
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.manifests.map(({ name }) => name)).toEqual(['b']);
    expect(loaded.broken).toEqual([]);
  });

  test('what is no plain YAML is told all the same', async () => {
    const loaded = await loadOverlaid({
      manifests: { 'a.yaml': gadgetText('a', 'displayName: 012') },
      overlays: { 'o.yaml': overlayText('{target: {kind: Gadget, name: a}, exclude: true}') },
    });
    expect(loaded.diagnostics).toMatchObject([{ code: 'NUMBER_AMBIGUOUS', address: 'Gadget/a' }]);
    expect(loaded.broken).toEqual([]);
  });

  test('of two manifests of one name the other stays, without a mistake', async () => {
    const { manifests, diagnostics } = await loadOverlaid({
      manifests: { 'a.yaml': `${labelled('a', '{site: manila}')}---\n${gadgetText('a', 'displayName: B')}` },
      overlays: { 'o.yaml': overlayText('{target: {kind: Gadget, labels: {site: manila}}, exclude: true}') },
    });
    expect(diagnostics).toEqual([]);
    expect(manifests.map(({ spec }) => spec.displayName)).toEqual(['B']);
  });

  test('a later entry does not find them', async () => {
    const loaded = await load(
      '{target: {kind: Gadget, name: a}, exclude: true}',
      '{target: {kind: Gadget, name: a}, merge: {spec: {count: 2}}}',
      '{target: {kind: Gadget}, exclude: true}',
      '{target: {kind: Gadget}, merge: {spec: {count: 2}}}',
    );
    expect(briefly(loaded)).toEqual(['OVERLAY_TARGET_NOT_FOUND 6:14', 'OVERLAY_TARGET_NOT_FOUND 8:14']);
    expect(loaded.diagnostics[0]?.detail).toContain('overlays/o.yaml:5:14');
    expect(loaded.manifests).toEqual([]);
  });
});

describe('a target that is nowhere', () => {
  test.each([
    ['a name', '{kind: Gadget, name: d}', '5:35'],
    ['a kind', '{kind: Gizmo}', '5:21'],
    ['a kind that no manifest can have', '{kind: Tenant}', '5:21'],
    ['a label', '{kind: Gadget, labels: {site: cebu}}', '5:37'],
    ['a label that is there with another text', '{kind: Gadget, labels: {floor: "2"}}', '5:37'],
    ['two labels that are never together', '{kind: Gadget, labels: {site: manila, floor: "2"}}', '5:37'],
    [
      'labels that the manifest of that name does not have',
      '{kind: Gadget, name: c, labels: {site: manila}}',
      '5:46',
    ],
  ])('%s is an error at its place', async (_, target, place) => {
    const loaded = await load(codeOf(target));
    expect(briefly(loaded)).toEqual([`OVERLAY_TARGET_NOT_FOUND ${place}`]);
    expect(loaded.diagnostics[0]).toMatchObject({
      address: 'Overlay/prod',
      source: { file: 'overlays/o.yaml' },
    });
    expect(loaded.manifests).toHaveLength(3);
  });

  test('a known kind without a manifest is one', async () => {
    const loaded = await loadOverlaid({
      overlays: { 'o.yaml': overlayText('{target: {kind: Notebook}, exclude: true}') },
      kinds: everyRole,
    });
    expect(briefly(loaded)).toEqual(['OVERLAY_TARGET_NOT_FOUND 5:14']);
  });

  test('names and kinds come with a suggestion', async () => {
    const { diagnostics } = await loadOverlaid({
      manifests: { 'a.yaml': gadgetText('billing') },
      overlays: { 'o.yaml': overlayText(codeOf('{kind: Gadget, name: biling}'), codeOf('{kind: Gagdet}')) },
    });
    expect(diagnostics.map(({ hint }) => hint)).toEqual(['Did you mean billing?', 'Did you mean Gadget?']);
  });

  test('it is told even where something else is wrong with the Overlay', async () => {
    const loaded = await load(
      '{target: {kind: Gadget, name: d}, mrege: {}}',
      codeOf('{kind: Gadget, name: a}'),
    );
    expect(loaded.diagnostics.map(({ code }) => code).sort()).toEqual([
      'OVERLAY_TARGET_NOT_FOUND',
      'UNKNOWN_KEY',
      'WRONG_TYPE',
    ]);
    expect(loaded.manifests[0]?.spec).not.toHaveProperty('code');
  });
});

describe('an entry that says too much or too little', () => {
  test.each([
    ['nothing to do', '{target: {kind: Gadget}}', 'WRONG_TYPE 5:5'],
    ['two things to do', '{target: {kind: Gadget}, exclude: true, merge: {}}', 'WRONG_TYPE 5:5'],
    ['no target', '{exclude: true}', 'MISSING_KEY 5:5'],
    ['no kind', '{target: {name: a}, exclude: true}', 'MISSING_KEY 5:14'],
    ['an exclusion that is none', '{target: {kind: Gadget}, exclude: false}', 'NOT_ALLOWED_VALUE 5:39'],
    ['no map', 'Gadget', 'WRONG_TYPE 5:5'],
    [
      'labels that are no text',
      '{target: {kind: Gadget, labels: {floor: 1}}, exclude: true}',
      'WRONG_TYPE 5:45',
    ],
    [
      'operations without a list',
      '{target: {kind: Gadget}, patch: {op: remove, path: /spec/x}}',
      'WRONG_TYPE 5:37',
    ],
  ])('%s is an error', async (_, entry, expected) => {
    const loaded = await load(entry);
    expect(briefly(loaded)).toEqual([expected]);
    expect(loaded.manifests).toHaveLength(3);
  });

  test('none at all is no error', async () => {
    expect((await load()).diagnostics).toEqual([]);
  });
});
