import { execFile, execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { tempFolder } from '../support/temp-folder.ts';

const text = (path: string) => readFile(path, 'utf8');

describe('nodeFiles.read, size and realPath', () => {
  it('answer the bytes, the length and the real path', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/a`, 'größe');
    await symlink(`${at}/a`, `${at}/link`);
    expect(new TextDecoder().decode(await nodeFiles.read(`${at}/link`))).toBe('größe');
    expect(await nodeFiles.size(`${at}/link`)).toBe(7);
    expect(await nodeFiles.realPath(`${at}/link`)).toBe(`${at}/a`);
  });

  it('are undefined where nothing is there', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/file`, '');
    for (const path of [`${at}/none`, `${at}/none/below`, `${at}/file/below`]) {
      if (!path.includes('/file/')) expect(await nodeFiles.read(path)).toBeUndefined();
      expect(await nodeFiles.size(path)).toBeUndefined();
      expect(await nodeFiles.realPath(path)).toBeUndefined();
    }
  });

  it('throw where something is read below what is a file', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/file`, '');
    await expect(nodeFiles.read(`${at}/file/below`)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('read a pipe to its end, such as one that a shell has made', async () => {
    const at = `${await tempFolder()}/pipe`;
    execFileSync('mkfifo', [at]);
    const text = 'größe'.repeat(50_000);
    const [bytes] = await Promise.all([nodeFiles.read(at), writeFile(at, text)]);
    expect(new TextDecoder().decode(bytes)).toBe(text);
  });

  it('throw where what is read has no end', async () => {
    await expect(nodeFiles.read('/dev/zero')).rejects.toMatchObject({ code: 'EFBIG' });
  });

  it('throws where a folder is read', async () => {
    await expect(nodeFiles.read(await tempFolder())).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('nodeFiles.find', () => {
  it('answers the files with one of the endings, sorted by path', async () => {
    const at = await tempFolder();
    for (const name of ['b.yml', 'a.yaml', 'c.txt', 'sub/deep/d.yaml', 'Z.yaml', 'yaml']) {
      await nodeFiles.write(`${at}/${name}`, '');
    }
    const found = await nodeFiles.find(at, ['.yaml', '.yml']);
    const expected = ['Z.yaml', 'a.yaml', 'b.yml', 'sub/deep/d.yaml'].map((name) => `${at}/${name}`);
    expect(found).toEqual(expected.map((path) => ({ path, realPath: path })));
  });

  it('finds names that a glob would read as a pattern', async () => {
    const at = await tempFolder();
    await nodeFiles.write(`${at}/[site]/{a,b}*.yaml`, '');
    expect(await nodeFiles.find(`${at}/[site]`, ['.yaml'])).toHaveLength(1);
  });

  it('answers the file itself, whatever its name', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/a.txt`, '');
    expect(await nodeFiles.find(`${at}/a.txt`, ['.yaml'])).toEqual([
      { path: `${at}/a.txt`, realPath: `${at}/a.txt` },
    ]);
  });

  it('tells an empty folder from none', async () => {
    const at = await tempFolder();
    expect(await nodeFiles.find(at, ['.yaml'])).toEqual([]);
    expect(await nodeFiles.find(`${at}/none`, ['.yaml'])).toBeUndefined();
  });

  it('passes over hidden names and node_modules', async () => {
    const at = await tempFolder();
    for (const name of ['.git/a.yaml', 'node_modules/x/b.yaml', 'sub/.hidden/c.yaml', '.d.yaml', 'e.yaml']) {
      await nodeFiles.write(`${at}/${name}`, '');
    }
    expect((await nodeFiles.find(at, ['.yaml']))?.map(({ path }) => path)).toEqual([`${at}/e.yaml`]);
  });

  it('follows a link to a file and says where it leads', async () => {
    const [at, outside] = [await tempFolder(), await tempFolder()];
    await writeFile(`${outside}/secret`, '');
    await symlink(`${outside}/secret`, `${at}/a.yaml`);
    expect(await nodeFiles.find(at, ['.yaml'])).toEqual([
      { path: `${at}/a.yaml`, realPath: `${outside}/secret` },
    ]);
  });

  it('finds a link to a folder as itself and does not walk through it, so that loops end and nothing is passed over', async () => {
    const [at, outside] = [await tempFolder(), await tempFolder()];
    await writeFile(`${outside}/x.yaml`, '');
    await writeFile(`${at}/a.yaml`, '');
    await symlink(at, `${at}/loop`);
    await symlink(outside, `${at}/away`);
    await symlink(outside, `${at}/away.yaml`);
    expect((await nodeFiles.find(at, ['.yaml']))?.map(({ path }) => path)).toEqual([
      `${at}/a.yaml`,
      `${at}/away`,
      `${at}/away.yaml`,
      `${at}/loop`,
    ]);
  });

  it('finds links that lead nowhere as themselves, so that reading them tells', async () => {
    const at = await tempFolder();
    await symlink(`${at}/gone`, `${at}/a.yaml`);
    await symlink(`${at}/b.yaml`, `${at}/b.yaml`);
    expect(await nodeFiles.find(at, ['.yaml'])).toEqual(
      [`${at}/a.yaml`, `${at}/b.yaml`].map((path) => ({ path, realPath: path })),
    );
    expect(await nodeFiles.read(`${at}/a.yaml`)).toBeUndefined();
    await expect(nodeFiles.read(`${at}/b.yaml`)).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('passes over a pipe, which nobody may ever write to', async () => {
    const at = await tempFolder();
    await promisify(execFile)('mkfifo', [`${at}/a.yaml`]);
    expect(await nodeFiles.find(at, ['.yaml'])).toEqual([]);
    expect(await nodeFiles.find(`${at}/a.yaml`, ['.yaml'])).toEqual([]);
  });
});

describe('nodeFiles.write', () => {
  it('makes the file and its folders', async () => {
    const at = await tempFolder();
    await nodeFiles.write(`${at}/x/y/a`, 'one');
    expect(await text(`${at}/x/y/a`)).toBe('one');
  });

  it('replaces the content and keeps the mode, whatever the umask', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/a`, 'one and more');
    await chmod(`${at}/a`, 0o666);
    await nodeFiles.write(`${at}/a`, 'two');
    expect(await text(`${at}/a`)).toBe('two');
    expect((await stat(`${at}/a`)).mode & 0o777).toBe(0o666);
    expect(await readdir(at)).toEqual(['a']);
  });

  it('puts another file in the old one’s place, so that who reads the old one goes on reading it', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/a`, 'one');
    const before = await stat(`${at}/a`);
    await nodeFiles.write(`${at}/a`, 'two');
    expect((await stat(`${at}/a`)).ino).not.toBe(before.ino);
  });

  it('writes through a link and leaves the link', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/a`, 'one');
    await symlink(`${at}/a`, `${at}/link`);
    await nodeFiles.write(`${at}/link`, 'two');
    expect(await text(`${at}/a`)).toBe('two');
    expect(await nodeFiles.realPath(`${at}/link`)).toBe(`${at}/a`);
  });

  it('writes to a pipe as it is, and puts nothing in its place', async () => {
    const at = `${await tempFolder()}/pipe`;
    execFileSync('mkfifo', [at]);
    const [text] = await Promise.all([readFile(at, 'utf8'), nodeFiles.write(at, 'answer')]);
    expect(text).toBe('answer');
    expect((await lstat(at)).isFIFO()).toBe(true);
  });

  it('throws for a folder and leaves no draft', async () => {
    const at = await tempFolder();
    await mkdir(`${at}/folder`);
    await expect(nodeFiles.write(`${at}/folder`, 'x')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(at)).toEqual(['folder']);
  });
});

describe('nodeFiles.append', () => {
  it('makes the file and its folders, and adds to its end', async () => {
    const at = await tempFolder();
    await nodeFiles.append(`${at}/x/a`, 'one ');
    await nodeFiles.append(`${at}/x/a`, 'two');
    expect(await text(`${at}/x/a`)).toBe('one two');
  });

  it('throws for a folder', async () => {
    await expect(nodeFiles.append(await tempFolder(), 'x')).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('nodeFiles.createExclusive and remove', () => {
  it('lets one of many callers make the file', async () => {
    const at = await tempFolder();
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, caller) => nodeFiles.createExclusive(`${at}/x/lock`, `${caller}`)),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await text(`${at}/x/lock`)).toBe(`${made.indexOf(true)}`);
  });

  it('lets it be made again once it is removed', async () => {
    const at = await tempFolder();
    await nodeFiles.createExclusive(`${at}/lock`, 'one');
    await nodeFiles.remove(`${at}/lock`);
    await nodeFiles.remove(`${at}/lock`);
    expect(await nodeFiles.createExclusive(`${at}/lock`, 'two')).toBe(true);
  });
});
