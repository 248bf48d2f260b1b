import { describe, expect, test } from 'vitest';
import type { Files } from '../../src/core/ports.ts';
import { loadManifests } from '../../src/manifest/load.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { briefly, gadget, gadgetText, loadTexts, tenant } from './gadget.ts';

describe('manifests', () => {
  test('a document becomes a manifest with the places of its spec', async () => {
    const { manifests, diagnostics } = await loadTexts({
      'a.yaml': gadgetText('a', 'displayName: A', 'parts:', '  - {part: p, level: 2}'),
    });
    expect(diagnostics).toEqual([]);
    expect(manifests).toHaveLength(1);
    expect(manifests[0]).toMatchObject({ kind: 'Gadget', name: 'a', labels: {}, protect: false });
    expect(manifests[0]?.spec).toEqual({ displayName: 'A', parts: [{ part: 'p', level: 2 }] });
    expect(manifests[0]?.sources.get('')).toEqual({ file: 'manifests/a.yaml', line: 1, column: 1 });
    expect(manifests[0]?.sources.get('/parts/0/level')).toEqual({
      file: 'manifests/a.yaml',
      line: 7,
      column: 24,
    });
    expect(manifests[0]?.sources.has('/metadata')).toBe(false);
  });

  test('labels and protect are read', async () => {
    const text = gadgetText('a').replace('{name: a}', '{name: a, labels: {site: manila}, protect: true}');
    expect((await loadTexts({ 'a.yaml': text })).manifests[0]).toMatchObject({
      labels: { site: 'manila' },
      protect: true,
    });
  });

  test('files are read in the order of their paths, documents in that of their lines', async () => {
    const { manifests } = await loadTexts({
      'b.yml': gadgetText('c'),
      'a/z.yaml': `${gadgetText('b')}---\n${gadgetText('a')}`,
      'notes.txt': 'no manifest',
    });
    expect(manifests.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });

  test('a document with an error is set apart from the others', async () => {
    const loaded = await loadTexts({
      'a.yaml': `${gadgetText('a', 'count: 1')}---\n${gadgetText('b')}`,
      'c.yaml': gadgetText('c', 'displayName: "x'),
    });
    expect(loaded.manifests.map(({ name }) => name)).toEqual(['b']);
    expect(loaded.broken.map(({ name }) => name)).toEqual(['a', 'c']);
  });

  test('a file with more mistakes than a call takes arguments is told in full', async () => {
    const keys = Array.from({ length: 150_000 }, (_, index) => `k${index}: 1`);
    const { diagnostics } = await loadTexts({
      'a.yaml': gadgetText('a', 'displayName: A', keys.join('\n  ')),
    });
    expect(diagnostics).toHaveLength(150_000);
  });

  test('diagnostics bear the address where the document has one', async () => {
    const { diagnostics } = await loadTexts({ 'a.yaml': gadgetText('a', 'count: 1') });
    expect(diagnostics.map(({ address }) => address)).toEqual(['Gadget/a']);
  });

  test('of two manifests with one name the later is reported, with the place of the first', async () => {
    const loaded = await loadTexts({ 'a.yaml': gadgetText('x'), 'b.yaml': gadgetText('x') });
    expect(loaded.diagnostics).toHaveLength(1);
    expect(loaded.diagnostics[0]).toMatchObject({
      code: 'DUPLICATE_NAME',
      address: 'Gadget/x',
      source: { file: 'manifests/b.yaml', line: 3, column: 18 },
    });
    expect(loaded.diagnostics[0]?.detail).toContain('manifests/a.yaml:3:18');
    expect(loaded.manifests).toHaveLength(1);
  });
});

describe('the digest', () => {
  const digestOf = async (texts: Record<string, string>) => (await loadTexts(texts)).digest;

  test('it is the same for the same files', async () => {
    const texts = { 'a.yaml': gadgetText('a'), 'b.yaml': gadgetText('b') };
    const digest = await digestOf(texts);
    expect(digest).toEqual(await digestOf({ ...texts }));
    expect(digest).toMatchObject({ files: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('a changed byte, another name and content that moved between files all change it', async () => {
    const digests = await Promise.all(
      [
        { 'a.yaml': '# 1', 'b.yaml': '# 2' },
        { 'a.yaml': '# 1', 'b.yaml': '# 2 ' },
        { 'a.yaml': '# 1', 'c.yaml': '# 2' },
        { 'a.yaml': '# 2', 'b.yaml': '# 1' },
        { 'a.yaml': '# 1# 2' },
      ].map(digestOf),
    );
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(5);
  });
});

describe('files that cannot be read', () => {
  const failing = (failure: Partial<Files>): Files =>
    Object.assign(new MemoryFiles({ '/home/manifests/a.yaml': gadgetText('a') }), failure);
  const load = (files: Files) => loadManifests({ files, tenant, kinds: [gadget] });
  const refused = Object.assign(new Error('EACCES: permission denied, /home/secret'), { code: 'EACCES' });

  test('a file that cannot be read is an error that names it and no absolute path', async () => {
    const { diagnostics } = await load(failing({ read: () => Promise.reject(refused) }));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'FILE_UNREADABLE', source: { file: 'manifests/a.yaml' } });
    expect(diagnostics[0]?.summary).toBe('manifests/a.yaml cannot be read (EACCES)');
  });

  test('a file that is gone when it is read is an error', async () => {
    expect(briefly(await load(failing({ read: async () => undefined })))).toEqual(['FILE_UNREADABLE 1:1']);
  });

  test('a folder that cannot be searched is an error', async () => {
    expect(briefly(await load(failing({ find: () => Promise.reject(refused) })))).toEqual([
      'FILE_UNREADABLE 1:1',
    ]);
  });

  test('a folder that is not there is an error', async () => {
    expect(briefly(await load(new MemoryFiles()))).toEqual(['MANIFESTS_MISSING 1:1']);
  });

  test('a file over 4 MiB is refused before it is read', async () => {
    const unread = () => Promise.reject(new Error('it was read'));
    const loaded = await load(failing({ size: async () => 4 * 1024 * 1024 + 1, read: unread }));
    expect(briefly(loaded)).toEqual(['FILE_TOO_LARGE 1:1']);
  });
});
