import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('nodeFiles.assureWritable', () => {
  it('lets a file, a new one, and one in a folder to be made pass, and makes nothing', async () => {
    const at = await tempFolder();
    await writeFile(`${at}/old`, 'text');
    for (const path of ['old', 'new', 'folder/below/new']) await nodeFiles.assureWritable(`${at}/${path}`);
    expect(await readdir(at)).toEqual(['old']);
  });

  it('lets a device pass', async () => {
    await expect(nodeFiles.assureWritable('/dev/null')).resolves.toBeUndefined();
  });

  it('throws for a folder, and for a place below a file', async () => {
    const at = await tempFolder();
    await mkdir(`${at}/folder`);
    await writeFile(`${at}/file`, '');
    await expect(nodeFiles.assureWritable(`${at}/folder`)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(nodeFiles.assureWritable(`${at}/file/below`)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
