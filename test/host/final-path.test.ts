import { lstat, mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { finalPath } from '../../src/host/final-path.ts';
import { lockPathOf } from '../../src/host/lock-path.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A folder `real`, and links: to each other, to folders, to what is not there. */
async function linkedFolder(): Promise<string> {
  const at = await tempFolder();
  await mkdir(`${at}/real/sub`, { recursive: true });
  await writeFile(`${at}/real/file`, '');
  for (const [link, target] of [
    ['folder', 'real'],
    ['deep', 'real/sub'],
    ['there', 'folder/file'],
    ['dangling', 'folder/none'],
    ['absolute', `${at}/dangling`],
    ['chain', 'absolute'],
    ['up', 'deep/../none'],
    ['far', 'folder/missing/none'],
    ['loop', 'pool'],
    ['pool', 'loop'],
    ['wheel', 'missing/../wheel'],
  ] as const) {
    await symlink(target, `${at}/${link}`);
  }
  return at;
}

describe('the final path', () => {
  it.each([
    ['real/file', 'real/file'],
    ['there', 'real/file'],
    ['folder/none', 'real/none'],
    ['dangling', 'real/none'],
    ['chain', 'real/none'],
    ['up', 'real/none'],
    ['far', 'real/missing/none'],
    ['missing/below', 'missing/below'],
    ['real/file/below', 'real/file/below'],
  ])('of %s is %s', async (path, expected) => {
    const at = await linkedFolder();
    expect(await finalPath(`${at}/${path}`)).toBe(`${at}/${expected}`);
    expect(await lockPathOf(`${at}/${path}`)).toBe(`${at}/${expected}.lock`);
  });

  it.each(['loop', 'wheel', 'loop/below'])('of %s, which leads in a circle, is none: ELOOP', async (path) => {
    const at = await linkedFolder();
    await expect(finalPath(`${at}/${path}`)).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('of what is no file stays as it is', async () => {
    expect(await finalPath('/dev/null')).toBe('/dev/null');
  });
});

describe('nodeFiles', () => {
  it('write through a link that leads to nothing yet, and leave the link', async () => {
    const at = await linkedFolder();
    await nodeFiles.write(`${at}/chain`, 'one');
    await nodeFiles.write(`${at}/far`, 'two');
    expect(await readFile(`${at}/real/none`, 'utf8')).toBe('one');
    expect(await readFile(`${at}/real/missing/none`, 'utf8')).toBe('two');
    expect((await lstat(`${at}/chain`)).isSymbolicLink()).toBe(true);
    expect(await readlink(`${at}/dangling`)).toBe('folder/none');
  });

  it('tell before where such a link leads to no place for a file', async () => {
    const at = await linkedFolder();
    await symlink('real/file/below', `${at}/below`);
    await expect(nodeFiles.assureWritable(`${at}/below`)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(nodeFiles.assureWritable(`${at}/dangling`)).resolves.toBeUndefined();
  });

  it('refuse to write to links that lead in a circle', async () => {
    const at = await linkedFolder();
    await expect(nodeFiles.write(`${at}/loop`, 'x')).rejects.toMatchObject({ code: 'ELOOP' });
  });
});
