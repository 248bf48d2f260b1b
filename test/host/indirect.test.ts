import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indirectText } from '../../src/host/indirect.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('indirectText', () => {
  it('answers what is written out, in the environment, or in a file without its newline', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'secret'), 'hush\n');
    const resolve = indirectText({ NAME: 'value' }, folder);
    expect([resolve('text'), resolve({ env: 'NAME' }), resolve({ file: 'secret' })]).toEqual([
      'text',
      'value',
      'hush',
    ]);
  });

  it('answers undefined where there is no variable and no file', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'secret'), 'hush');
    const resolve = indirectText({}, folder);
    for (const text of [{ env: 'NAME' }, { file: 'none' }, { file: 'secret/below' }]) {
      expect(resolve(text)).toBeUndefined();
    }
  });

  it('throws the reason where something is there that cannot be read', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, 'folder'));
    await symlink('loop', join(folder, 'loop'));
    const resolve = indirectText({}, folder);
    expect(() => resolve({ file: 'folder' })).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    expect(() => resolve({ file: 'loop' })).toThrow(expect.objectContaining({ code: 'ELOOP' }));
  });
});
