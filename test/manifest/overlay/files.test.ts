import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../../src/core/ports.ts';
import { nodeFiles } from '../../../src/host/files.ts';
import { loadManifests } from '../../../src/manifest/load.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { briefly, gadget, gadgetText, tenant } from '../gadget.ts';
import { loadOverlaid, overlayText } from './overlay-world.ts';

const codeX = overlayText('{target: {kind: Gadget}, merge: {spec: {code: X}}}');

const place = (line: number) => ({ file: 'cxform.yaml', line, column: 16 });

/** Loads under a Tenant that lists each overlay in a line of its own, from 6 on. */
function load(files: Files, overlays: readonly string[], folder = '/home') {
  const sources = new Map(overlays.map((_, index) => [`/overlays/${index}`, place(6 + index)]));
  const listing = {
    ...tenant,
    folder,
    manifests: [join(folder, 'manifests')],
    overlays: overlays.map((path) => join(folder, path)),
    sources: new Map([...tenant.sources, ...sources]),
  };
  return loadManifests({ files, tenant: listing, kinds: [gadget] });
}

const loadTexts = (texts: Readonly<Record<string, string>>, ...overlays: string[]) =>
  load(new MemoryFiles({ '/home/manifests/a.yaml': gadgetText('a'), ...texts }), overlays);

describe('the files of overlays', () => {
  test('one that is not there is an error in the Tenant', async () => {
    const loaded = await loadTexts({ '/home/b.yaml': codeX }, 'o.yaml', 'b.yaml', 'p.yaml');
    expect(loaded.diagnostics).toMatchObject([
      { code: 'FILE_UNREADABLE', source: place(6) },
      { code: 'FILE_UNREADABLE', source: place(8) },
    ]);
    expect(loaded.manifests[0]?.spec.code).toBe('X');
  });

  test.each([
    ['a manifest', gadgetText('b'), ['UNKNOWN_KIND 2:7']],
    ['no document of ours', 'hello', ['WRONG_TYPE 1:1']],
    ['no YAML', 'a: "', ['YAML_SYNTAX 1:5']],
    ['an unknown key', codeX.replace('spec:', 'specs: []\nspec:'), ['UNKNOWN_KEY 4:1']],
    [
      'protection, which is for objects',
      codeX.replace('{name: prod}', '{name: prod, protect: true}'),
      ['UNKNOWN_KEY 3:24'],
    ],
    [
      'a key that could change the prototype of all objects',
      codeX.replace('code: X', '__proto__: {x: 1}'),
      ['FORBIDDEN_KEY 5:45'],
    ],
    [
      'entries that are no list',
      'apiVersion: cxform/v1\nkind: Overlay\nmetadata: {name: prod}\nspec: {}\n',
      ['WRONG_TYPE 4:7'],
    ],
  ])('%s in one is an error', async (_, text, expected) => {
    const loaded = await loadTexts({ '/home/o.yaml': text }, 'o.yaml');
    expect(briefly(loaded)).toEqual(expected);
    expect(loaded.diagnostics[0]?.source?.file).toBe('o.yaml');
    expect(loaded.manifests.map(({ spec }) => spec)).toEqual([{ displayName: 'A' }]);
  });

  test('an empty one is none', async () => {
    expect((await loadTexts({ '/home/o.yaml': '# later\n' }, 'o.yaml')).diagnostics).toEqual([]);
  });

  test('one that is listed twice applies once', async () => {
    const add = overlayText(
      '{target: {kind: Gadget}, patch: [{op: add, path: /spec/parts, value: []}, {op: add, path: /spec/parts/0, value: {part: p, level: 1}}]}',
    );
    const { manifests, diagnostics, digest } = await loadTexts({ '/home/o.yaml': add }, 'o.yaml', 'o.yaml');
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.spec.parts).toHaveLength(1);
    expect(digest.files).toBe(2);
  });

  test('two Overlays of one name are an error, in two files too', async () => {
    const loaded = await loadTexts({ '/home/o.yaml': codeX, '/home/p.yaml': codeX }, 'o.yaml', 'p.yaml');
    expect(loaded.diagnostics).toMatchObject([
      { code: 'DUPLICATE_NAME', address: 'Overlay/prod', source: { file: 'p.yaml', line: 3, column: 18 } },
    ]);
  });

  test('they count in the digest', async () => {
    const digestOf = async (overlay: string) =>
      (await loadTexts({ '/home/o.yaml': overlay }, 'o.yaml')).digest;
    expect(await digestOf(codeX)).toEqual(await digestOf(codeX));
    expect((await digestOf(codeX)).files).toBe(2);
    expect((await digestOf(codeX)).digest).not.toBe((await digestOf(`${codeX}# x`)).digest);
  });
});

describe('an Overlay among the manifests', () => {
  test('one that the Tenant lists is applied, and no manifest', async () => {
    const { manifests, diagnostics, digest } = await loadTexts(
      { '/home/manifests/o.yaml': codeX },
      'manifests/o.yaml',
    );
    expect(diagnostics).toEqual([]);
    expect(manifests.map(({ spec }) => spec.code)).toEqual(['X']);
    expect(digest.files).toBe(2);
  });

  test('one that it does not list is mentioned, and nothing more', async () => {
    const { manifests, broken, diagnostics } = await loadTexts({
      '/home/manifests/o.yaml': `${codeX.replace('merge', 'mrege')}---\n${gadgetText('b')}`,
    });
    expect(diagnostics).toMatchObject([
      {
        severity: 'info',
        code: 'OVERLAY_UNLISTED',
        source: { file: 'manifests/o.yaml', line: 2, column: 7 },
      },
    ]);
    expect(manifests.map(({ name, spec }) => [name, spec.code])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
    expect(broken).toEqual([]);
  });

  test('what is no plain YAML in such a one is told', async () => {
    const loaded = await loadTexts({ '/home/manifests/o.yaml': codeX.replace('code: X', 'code: 012') });
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual(['NUMBER_AMBIGUOUS', 'OVERLAY_UNLISTED']);
  });

  test('the overlay of another tenant of the folder is none of ours', async () => {
    const mine = codeX;
    const theirs = codeX.replace('prod', 'dev').replace('code: X', 'code: Y');
    const { manifests, diagnostics } = await loadTexts(
      { '/home/manifests/prod.yaml': mine, '/home/manifests/dev.yaml': theirs },
      'manifests/prod.yaml',
    );
    expect(diagnostics.map(({ code, source }) => [code, source?.file])).toEqual([
      ['OVERLAY_UNLISTED', 'manifests/dev.yaml'],
    ]);
    expect(manifests[0]?.spec.code).toBe('X');
  });
});

describe('links on a real file system', () => {
  async function folderWith(texts: Readonly<Record<string, string>>): Promise<string> {
    const folder = await tempFolder();
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return folder;
  }

  test('one that leads out of the folder is an error in the Tenant, and the file is not read', async () => {
    const folder = await folderWith({ 'home/manifests/a.yaml': gadgetText('a'), 'o.yaml': codeX });
    await symlink(join(folder, 'o.yaml'), join(folder, 'home/o.yaml'));
    const loaded = await load(nodeFiles, ['o.yaml'], join(folder, 'home'));
    expect(loaded.diagnostics).toMatchObject([{ code: 'SYMLINK_OUTSIDE', source: place(6) }]);
    expect(loaded.manifests[0]?.spec).not.toHaveProperty('code');
  });

  test('a listed file that is reached among the manifests through a link is no manifest', async () => {
    const folder = await folderWith({ 'manifests/a.yaml': gadgetText('a'), 'o.yaml': codeX });
    await symlink('../o.yaml', join(folder, 'manifests/link.yaml'));
    const loaded = await load(nodeFiles, ['o.yaml'], folder);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.manifests.map(({ spec }) => spec.code)).toEqual(['X']);
  });

  test('a folder is no file', async () => {
    const folder = await folderWith({ 'manifests/a.yaml': gadgetText('a'), 'overlays/o.yaml': codeX });
    const loaded = await load(nodeFiles, ['overlays'], folder);
    expect(loaded.diagnostics).toMatchObject([{ code: 'FILE_UNREADABLE', source: place(6) }]);
  });
});

describe('hostile overlays', () => {
  test('a value that is merged into very many manifests is given up', async () => {
    const many = Array.from({ length: 300 }, (_, index) => gadgetText(`g${index}`)).join('---\n');
    const bomb = overlayText(`{target: {kind: Gadget}, merge: {spec: {code: [${'x,'.repeat(20_000)}]}}}`);
    const { diagnostics } = await loadOverlaid({
      manifests: { 'a.yaml': many },
      overlays: { 'o.yaml': bomb },
    });
    expect(diagnostics.filter(({ code }) => code === 'OVERLAY_TOO_LARGE')).toMatchObject([
      { address: 'Overlay/prod' },
    ]);
  });

  test('very many operations on one long list are given up too', async () => {
    const operation = '{op: add, path: /spec/parts/0, value: x},';
    const { diagnostics } = await loadOverlaid({
      manifests: { 'a.yaml': gadgetText('a', 'displayName: A', `parts: [${'x,'.repeat(40_000)}]`) },
      overlays: {
        'o.yaml': overlayText(`{target: {kind: Gadget}, patch: [${operation.repeat(15_000)}]}`),
      },
    });
    expect(diagnostics.filter(({ code }) => code === 'OVERLAY_TOO_LARGE')).toHaveLength(1);
  });

  test('of very many targets that are nowhere only the first are compared with every name', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => gadgetText(`gadget-${index}`)).join('---\n');
    const entries = Array.from(
      { length: 3_000 },
      (_, index) => `{target: {kind: Gadget, name: gadgte-${index}}, exclude: true}`,
    );
    const { diagnostics } = await loadOverlaid({
      manifests: { 'a.yaml': many },
      overlays: { 'o.yaml': overlayText(...entries) },
    });
    expect(diagnostics).toHaveLength(3_000);
    expect(diagnostics.filter(({ hint }) => hint !== undefined)).toHaveLength(100);
  });

  test('members that are called like methods are members', async () => {
    const { manifests, broken } = await loadOverlaid({
      manifests: { 'a.yaml': gadgetText('a', 'displayName: A', 'hasOwnProperty: 1', 'valueOf: {x: 1}') },
      overlays: {
        'o.yaml': overlayText(
          '{target: {kind: Gadget}, merge: {spec: {valueOf: {y: 2}, toString: 3}}}',
          '{target: {kind: Gadget}, patch: [{op: test, path: /spec/valueOf, value: {y: 2, x: 1}}, {op: remove, path: /spec/hasOwnProperty}]}',
        ),
      },
    });
    expect(manifests).toEqual([]);
    expect(broken[0]?.spec).toEqual({ displayName: 'A', valueOf: { x: 1, y: 2 }, toString: 3 });
  });

  test('operations cannot nest a value deeper than what reads it can follow', async () => {
    const deep = (levels: number) => `${'{a: '.repeat(levels)}1${'}'.repeat(levels)}`;
    const operations = [1, 51, 101].map(
      (from) => `{op: add, path: ${'/a'.repeat(from).replace('/a', '/spec/a')}, value: ${deep(50)}}`,
    );
    const loaded = await loadOverlaid({
      overlays: { 'o.yaml': overlayText(`{target: {kind: Gadget}, patch: [${operations.join(', ')}]}`) },
    });
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual(['OVERLAY_PATH']);
  });
});
