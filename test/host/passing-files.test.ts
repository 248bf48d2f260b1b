import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { passingFiles } from '../../src/host/passing-files.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('a file that is there for a while', () => {
  it('takes the folders that were made for it along, and no others', async () => {
    const at = await tempFolder();
    await mkdir(`${at}/before`);
    const files = passingFiles();
    expect(await files.createExclusive(`${at}/before/a/b/lock`, 'text')).toBe(true);
    await files.remove(`${at}/before/a/b/lock`);
    expect(await readdir(at)).toEqual(['before']);
    expect(await readdir(`${at}/before`)).toEqual([]);
  });

  it('leaves them where something else is in them', async () => {
    const at = await tempFolder();
    const files = passingFiles();
    await files.createExclusive(`${at}/a/b/lock`, 'text');
    await writeFile(`${at}/a/kept`, '');
    await files.remove(`${at}/a/b/lock`);
    expect(await readdir(`${at}/a`)).toEqual(['kept']);
  });

  it('that somebody else has made takes nothing along', async () => {
    const at = await tempFolder();
    await mkdir(`${at}/a`);
    await writeFile(`${at}/a/lock`, '');
    const files = passingFiles();
    expect(await files.createExclusive(`${at}/a/lock`, 'text')).toBe(false);
    await files.remove(`${at}/a/lock`);
    expect(await readdir(`${at}/a`)).toEqual([]);
  });
});
