import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../src/core/ports.ts';
import { nodeFiles } from '../../src/host/files.ts';
import { loadManifests } from '../../src/manifest/load.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { briefly, tenant } from './gadget.ts';
import { notebook } from './roles.ts';

/** The first line of the spec is line 5. */
const notebookText = (name: string, ...spec: string[]) =>
  [
    'apiVersion: cxform/v1',
    'kind: Notebook',
    `metadata: {name: ${name}}`,
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');

const load = (files: Files, folder = '/home') =>
  loadManifests({
    files,
    tenant: { ...tenant, folder, manifests: [join(folder, 'manifests')] },
    kinds: [notebook],
  });

const loadTexts = (texts: Readonly<Record<string, string>>) =>
  load(
    new MemoryFiles(Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/home/${path}`, text]))),
  );

describe('files that a manifest names', () => {
  test('they are read from beside the manifest, by the places that name them', async () => {
    const { manifests, diagnostics } = await loadTexts({
      'manifests/deep/a.yaml': notebookText('a', 'from: people.csv', 'pages: [{note: x}, {file: ../b.csv}]'),
      'manifests/deep/people.csv': 'agent\nana\n',
      'manifests/b.csv': 'b',
    });
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.files).toEqual(
      new Map([
        ['/from', { file: 'manifests/deep/people.csv', text: 'agent\nana\n' }],
        ['/pages/1/file', { file: 'manifests/b.csv', text: 'b' }],
      ]),
    );
  });

  test('they may lie anywhere inside the folder of the Tenant', async () => {
    const { manifests } = await loadTexts({
      'manifests/a.yaml': notebookText('a', 'from: ../people.csv'),
      'people.csv': 'x',
    });
    expect(manifests[0]?.files.get('/from')?.file).toBe('people.csv');
  });

  test('a byte order mark is passed over', async () => {
    const { manifests } = await loadTexts({
      'manifests/a.yaml': notebookText('a', 'from: b'),
      'manifests/b': '\uFEFFx',
    });
    expect(manifests[0]?.files.get('/from')?.text).toBe('x');
  });

  test.each([
    ['a path that leads out of the folder', 'from: ../../people.csv', 'PATH_OUTSIDE'],
    ['an absolute path', 'from: /home/manifests/b', 'PATH_OUTSIDE'],
    ['an absolute Windows path', 'from: "C:\\\\b"', 'PATH_OUTSIDE'],
    ['a file that is not there', 'from: c', 'FILE_UNREADABLE'],
  ])('%s is an error where it is named', async (_, line, code) => {
    const loaded = await loadTexts({ 'manifests/a.yaml': notebookText('a', line), 'manifests/b': 'x' });
    expect(briefly(loaded)).toEqual([`${code} 5:9`]);
    expect(loaded.diagnostics[0]).toMatchObject({
      address: 'Notebook/a',
      source: { file: 'manifests/a.yaml' },
    });
    expect(loaded.manifests).toEqual([]);
    expect(loaded.broken[0]?.files).toEqual(new Map());
  });

  test('each place that names a missing file is told', async () => {
    const loaded = await loadTexts({
      'manifests/a.yaml': `${notebookText('a', 'from: x')}---\n${notebookText('b', 'from: x')}`,
    });
    expect(briefly(loaded)).toEqual(['FILE_UNREADABLE 5:9', 'FILE_UNREADABLE 11:9']);
  });

  test('a file over 4 MiB is refused before it is read, where it is named', async () => {
    const files = new MemoryFiles({
      '/home/manifests/a.yaml': notebookText('a', 'from: b'),
      '/home/manifests/b': '',
    });
    const size = files.size.bind(files);
    const read = files.read.bind(files);
    const huge = Object.assign(files, {
      size: async (path: string) => (path.endsWith('/b') ? 4 * 1024 * 1024 + 1 : size(path)),
      read: (path: string) => (path.endsWith('/b') ? Promise.reject(new Error('it was read')) : read(path)),
    });
    expect(briefly(await load(huge))).toEqual(['FILE_TOO_LARGE 5:9']);
  });

  test('bytes that are no UTF-8 are reported where they stand', async () => {
    const files = new MemoryFiles({
      '/home/manifests/a.yaml': notebookText('a', 'from: b'),
      '/home/manifests/b': 'x',
    });
    const read = files.read.bind(files);
    const latin1 = Object.assign(files, {
      read: async (path: string) =>
        path.endsWith('/b') ? Uint8Array.of(0x61, 0x0a, 0x62, 0xe9, 0x63) : read(path),
    });
    const loaded = await load(latin1);
    expect(briefly(loaded)).toEqual(['INVALID_UTF8 2:2']);
    expect(loaded.diagnostics[0]?.source?.file).toBe('manifests/b');
  });

  test('what cannot be seen is refused, as UTF-16 without its mark is', async () => {
    const loaded = await loadTexts({
      'manifests/a.yaml': notebookText('a', 'from: b'),
      'manifests/b': 'a\nb\0',
    });
    expect(briefly(loaded)).toEqual(['CONTROL_CHARACTER 2:2']);
  });

  test('a document that does not parse asks for no file', async () => {
    const loaded = await loadTexts({ 'manifests/a.yaml': notebookText('a', 'from: x', 'pages: "') });
    expect(new Set(loaded.diagnostics.map(({ code }) => code))).toEqual(new Set(['YAML_SYNTAX']));
  });

  test('one with a mistake elsewhere does', async () => {
    const loaded = await loadTexts({ 'manifests/a.yaml': notebookText('a', 'from: x', 'form: y') });
    expect(briefly(loaded).sort()).toEqual(['FILE_UNREADABLE 5:9', 'UNKNOWN_KEY 6:3']);
  });

  test('a file is read once, and counts once in the digest, however many manifests name it', async () => {
    const files = new MemoryFiles({
      '/home/manifests/a.yaml': `${notebookText('a', 'from: b')}---\n${notebookText('c', 'from: ./b')}`,
      '/home/manifests/d.yaml': notebookText('d', 'from: a.yaml'),
      '/home/manifests/b': 'x',
    });
    const read = files.read.bind(files);
    const asked: string[] = [];
    const loaded = await load(
      Object.assign(files, {
        read: (path: string) => {
          asked.push(path);
          return read(path);
        },
      }),
    );
    expect(loaded.manifests.map((manifest) => manifest.files.get('/from')?.file)).toEqual([
      'manifests/b',
      'manifests/b',
      'manifests/a.yaml',
    ]);
    expect(asked.filter((path) => path.endsWith('/b'))).toHaveLength(1);
    expect(loaded.digest.files).toBe(3);
  });

  test('a changed byte in one changes the digest', async () => {
    const digestWith = async (content: string) =>
      (await loadTexts({ 'manifests/a.yaml': notebookText('a', 'from: b'), 'manifests/b': content })).digest
        .digest;
    expect(await digestWith('x')).toBe(await digestWith('x'));
    expect(await digestWith('x')).not.toBe(await digestWith('y'));
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

  test('one that leads out of the folder is an error where it is named, and the file is not read', async () => {
    const folder = await folderWith({
      'tenant/manifests/a.yaml': notebookText('a', 'from: link.csv'),
      'secret.csv': 'hunter2',
    });
    await symlink(join(folder, 'secret.csv'), join(folder, 'tenant/manifests/link.csv'));
    const loaded = await load(nodeFiles, join(folder, 'tenant'));
    expect(briefly(loaded)).toEqual(['SYMLINK_OUTSIDE 5:9']);
    expect(JSON.stringify([...(loaded.broken[0]?.files ?? [])])).not.toContain('hunter2');
  });

  test('one that stays inside is followed', async () => {
    const folder = await folderWith({
      'manifests/a.yaml': notebookText('a', 'from: link.csv'),
      'people.csv': 'x',
    });
    await symlink('../people.csv', join(folder, 'manifests/link.csv'));
    const { manifests } = await load(nodeFiles, folder);
    expect(manifests[0]?.files.get('/from')).toEqual({ file: 'manifests/link.csv', text: 'x' });
  });

  test.each([
    ['a folder', '.', 'FILE_UNREADABLE'],
    ['a name with a null character', '"b\\0"', 'FILE_UNREADABLE'],
    ['a name that is too long', 'x'.repeat(5000), 'FILE_UNREADABLE'],
  ])('%s is an error where it is named', async (_, name, code) => {
    const folder = await folderWith({ 'manifests/a.yaml': notebookText('a', `from: ${name}`) });
    expect(briefly(await load(nodeFiles, folder))).toEqual([`${code} 5:9`]);
  });
});
