import { describe, expect, test } from 'vitest';
import { loadManifests } from '../../src/manifest/load.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { briefly, tenant } from './gadget.ts';
import { everyRole } from './roles.ts';

const specs: Readonly<Record<string, string>> = {
  Gadget: '{displayName: A}',
  Sticker: '{gadget: a, text: hello}',
  Notebook: '{}',
  Batch: '{lines: []}',
};

/** The metadata stands in line 3; what is given follows `{name: a` there. */
function loadWith(metadata: string, kind = 'Gadget') {
  const text = `apiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: a, ${metadata}}\nspec: ${specs[kind]}\n`;
  const files = new MemoryFiles({ '/home/manifests/a.yaml': text });
  return loadManifests({ files, tenant, kinds: everyRole });
}

const source = (column: number) => ({ file: 'manifests/a.yaml', line: 3, column });

describe('the metadata of what stands for something in the tenant', () => {
  test.each(['Gadget', 'Sticker', 'Batch'])(
    'former names of a %s are read with their places',
    async (kind) => {
      const { manifests, diagnostics } = await loadWith('formerly: [b, c.d]', kind);
      expect(diagnostics).toEqual([]);
      expect(manifests[0]?.formerly).toEqual([
        { name: 'b', source: source(32) },
        { name: 'c.d', source: source(35) },
      ]);
    },
  );

  test('ignored fields are read with their places', async () => {
    const { manifests, diagnostics } = await loadWith(
      'ignore: [{path: /wait, until: 2026-06-30, reason: Trial}, {path: /parts/p/level}]',
    );
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.ignore).toEqual([
      { path: '/wait', until: '2026-06-30', reason: 'Trial', source: source(30) },
      { path: '/parts/p/level', source: source(79) },
    ]);
  });

  test('without them there is none of either', async () => {
    expect((await loadWith('protect: true')).manifests[0]).toMatchObject({
      protect: true,
      formerly: [],
      ignore: [],
      files: new Map(),
    });
  });

  test.each([
    ['a former name that can be none', 'formerly: [B]', 'BAD_NAME 3:32'],
    ['a former name that is no text', 'formerly: [7]', 'WRONG_TYPE 3:32'],
    ['former names without a list', 'formerly: b', 'WRONG_TYPE 3:31'],
    ['a day that does not exist', 'ignore: [{path: /wait, until: 2026-02-30}]', 'BAD_DATE 3:51'],
    ['a month that does not exist', 'ignore: [{path: /wait, until: 2026-13-01}]', 'BAD_DATE 3:51'],
    ['a day without its zeros', 'ignore: [{path: /wait, until: 2026-6-1}]', 'BAD_DATE 3:51'],
    ['a day with a time', 'ignore: [{path: /wait, until: 2026-06-01T10:00}]', 'BAD_DATE 3:51'],
    ['a year for a day', 'ignore: [{path: /wait, until: 2026}]', 'WRONG_TYPE 3:51'],
    ['an entry without a path', 'ignore: [{reason: Trial}]', 'MISSING_KEY 3:30'],
    ['a path that does not begin with /', 'ignore: [{path: wait}]', 'BAD_POINTER 3:37'],
    ['the whole spec', 'ignore: [{path: ""}]', 'BAD_POINTER 3:37'],
    ['a path with a ~ that stands for nothing', 'ignore: [{path: /wait~}]', 'BAD_POINTER 3:37'],
    ['an unknown key of an entry', 'ignore: [{path: /wait, untill: 2026-06-30}]', 'UNKNOWN_KEY 3:44'],
    ['a field that the kind does not have', 'ignore: [{path: /colur}]', 'IGNORE_UNKNOWN_FIELD 3:37'],
    ['a field that every object inherits', 'ignore: [{path: /constructor}]', 'IGNORE_UNKNOWN_FIELD 3:37'],
    ['no field at all', 'ignore: [{path: /}]', 'IGNORE_UNKNOWN_FIELD 3:37'],
  ])('%s is an error', async (_, metadata, expected) => {
    const loaded = await loadWith(metadata);
    expect(briefly(loaded)).toEqual([expected]);
    expect(loaded.broken).toHaveLength(1);
    expect(loaded.diagnostics[0]?.address).toBe('Gadget/a');
  });

  test('the 29th of February exists every four years', async () => {
    expect(briefly(await loadWith('ignore: [{path: /wait, until: 2028-02-29}]'))).toEqual([]);
    expect(briefly(await loadWith('ignore: [{path: /wait, until: 2026-02-29}]'))).toEqual(['BAD_DATE 3:51']);
  });

  test('an unknown field comes with a suggestion', async () => {
    const { diagnostics } = await loadWith('ignore: [{path: /colur/deep}]');
    expect(diagnostics.map(({ hint }) => hint)).toEqual(['Did you mean colour?']);
  });

  test.each([
    ['Sticker', '/gadget', []],
    ['Sticker', '/text', []],
    ['Sticker', '/picture', []],
    ['Sticker', '/displayName', ['IGNORE_UNKNOWN_FIELD 3:37']],
    ['Batch', '/lines', []],
    ['Batch', '/made', ['IGNORE_UNKNOWN_FIELD 3:37']],
  ])(
    'a %s can ignore what its own manifests have, whichever form they take: %s',
    async (kind, path, expected) => {
      expect(briefly(await loadWith(`ignore: [{path: ${path}}]`, kind))).toEqual(expected);
    },
  );

  test('a broken manifest keeps what has the right shape', async () => {
    const { broken } = await loadWith(
      'labels: {site: manila, floor: 3}, formerly: [7, b], ignore: [{path: 5}, x, {path: /wait, until: 7}]',
    );
    expect(broken[0]).toMatchObject({ labels: { site: 'manila' }, formerly: [{ name: 'b' }] });
    expect(broken[0]?.ignore).toEqual([{ path: '/wait', source: expect.anything() }]);
    expect(broken[0]?.labels).not.toHaveProperty('floor');
  });
});

describe('the metadata of what others look things up in', () => {
  test('is a name and labels', async () => {
    const { manifests, diagnostics } = await loadWith('labels: {site: manila}', 'Notebook');
    expect(diagnostics).toEqual([]);
    expect(manifests[0]).toMatchObject({ name: 'a', labels: { site: 'manila' } });
  });

  test.each(['formerly: [b]', 'protect: true', 'ignore: [{path: /from}]'])(
    '%s has no meaning there',
    async (metadata) => {
      expect(briefly(await loadWith(metadata, 'Notebook'))).toEqual(['UNKNOWN_KEY 3:21']);
    },
  );
});
