import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { appendDurably, createExclusive, replaceDurably } from '../../src/host/durable.ts';
import { tempFolder } from '../support/temp-folder.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, mkdir: vi.fn(real.mkdir) };
});

const taken = new Error('taken over');
const refuse = () => Promise.reject(taken);

describe('a change that is asked about at the last moment', () => {
  it('replaces nothing where that is refused, though all is ready, and leaves no draft', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/a`, 'before');
    let seen: readonly string[] = [];
    const look = async () => {
      seen = await readdir(at);
      throw taken;
    };
    await expect(replaceDurably(`${at}/a`, 'after', look)).rejects.toBe(taken);
    expect(seen).toEqual(['a', expect.stringMatching(/^a\.[0-9a-f]{12}\.tmp$/)]);
    expect(await readdir(at)).toEqual(['a']);
    expect(await readFile(`${at}/a`, 'utf8')).toBe('before');
    await replaceDurably(`${at}/a`, 'after', async () => {});
    expect(await readFile(`${at}/a`, 'utf8')).toBe('after');
  });

  it('adds nothing where that is refused', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/a`, 'before');
    await expect(appendDurably(`${at}/a`, ' and after', refuse)).rejects.toBe(taken);
    expect(await readFile(`${at}/a`, 'utf8')).toBe('before');
    await appendDurably(`${at}/a`, ' and after', async () => {});
    expect(await readFile(`${at}/a`, 'utf8')).toBe('before and after');
  });
});

describe('making the folders of a file', () => {
  afterEach(() => void vi.mocked(mkdir).mockReset());

  it('gives the real reason on a read-only disk, where Node makes one of its own', async () => {
    const at = await tempFolder();
    // What Node 20 does there.
    vi.mocked(mkdir).mockImplementation(async (_, options) => {
      const isRecursive = typeof options === 'object' && options?.recursive === true;
      throw Object.assign(new Error('no'), { code: isRecursive ? 'ENOENT' : 'EROFS' });
    });
    for (const write of [replaceDurably, appendDurably, createExclusive]) {
      await expect(write(`${at}/deep/down/a`, '')).rejects.toMatchObject({ code: 'EROFS' });
    }
  });

  it('makes all that are missing, also while somebody else does', async () => {
    const at = await tempFolder();
    const paths = Array.from({ length: 8 }, (_, one) => `${at}/deep/down/${one}`);
    await Promise.all(paths.map((path) => appendDurably(path, 'x')));
    expect(await readdir(`${at}/deep/down`)).toHaveLength(8);
  });

  it('refuses where a file stands in the way', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/file`, '');
    await expect(appendDurably(`${at}/file/below`, '')).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(appendDurably(`${at}/file/far/below`, '')).rejects.toMatchObject({ code: 'EEXIST' });
    await rm(`${at}/file`);
    await appendDurably(`${at}/file/far/below`, '');
  });
});
