import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { discover } from '../../src/manifest/discover.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { tenant } from './gadget.ts';

describe('manifests on a real file system', () => {
  test('yaml and yml files are found below every folder, sorted, by their path from the tenant', async () => {
    const folder = await folderWith('m/b.yaml', 'm/a/c.yml', 'n/d.yaml', 'm/e.txt', 'f.yaml');
    expect(await namesIn(folder, 'n', 'm')).toEqual(['m/a/c.yml', 'm/b.yaml', 'n/d.yaml']);
  });

  test('a file that two entries lead to counts once', async () => {
    const folder = await folderWith('m/a/b.yaml');
    expect(await namesIn(folder, 'm', 'm/a', 'm/a/b.yaml')).toEqual(['m/a/b.yaml']);
  });

  test("the tenant's own file is no manifest", async () => {
    const folder = await folderWith('cxform.yaml', 'a.yaml');
    expect(await namesIn(folder, '.')).toEqual(['a.yaml']);
  });

  test('a link to a file inside is followed, and counts as the file', async () => {
    const folder = await folderWith('elsewhere/a.yaml', 'm/b.yaml');
    await symlink('../elsewhere/a.yaml', join(folder, 'm/link.yaml'));
    expect(await namesIn(folder, 'm')).toEqual(['m/b.yaml', 'm/link.yaml']);
    expect(await namesIn(folder, 'elsewhere', 'm')).toEqual(['elsewhere/a.yaml', 'm/b.yaml']);
  });

  test("a link out of the tenant's folder is an error, and the file is not read", async () => {
    const folder = await folderWith('tenant/m/b.yaml', 'outside.yaml');
    await symlink(join(folder, 'outside.yaml'), join(folder, 'tenant/m/link.yaml'));
    const { found, diagnostics } = await discoverIn(join(folder, 'tenant'), 'm');
    expect(found.map(({ file }) => file)).toEqual(['m/b.yaml']);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'SYMLINK_OUTSIDE', source: { file: 'm/link.yaml' } });
  });

  test('a folder that is a link out is an error for each file in it', async () => {
    const folder = await folderWith('tenant/cxform.yaml', 'outside/a.yaml');
    await symlink(join(folder, 'outside'), join(folder, 'tenant/m'));
    const { found, diagnostics } = await discoverIn(join(folder, 'tenant'), 'm');
    expect(found).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['SYMLINK_OUTSIDE']);
  });

  test('a tenant whose folder is itself reached through a link is inside it', async () => {
    const folder = await folderWith('real/m/a.yaml');
    await symlink(join(folder, 'real'), join(folder, 'link'));
    expect(await namesIn(join(folder, 'link'), 'm')).toEqual(['m/a.yaml']);
  });
});

describe('a tenant whose own folder cannot be looked at', () => {
  test('is an error at the tenant, and no file is found', async () => {
    const folder = await folderWith('m/a.yaml');
    const refused = Object.assign(new Error('refused'), { code: 'EACCES' });
    const files = { ...nodeFiles, realPath: () => Promise.reject(refused) };
    const manifests = [join(folder, 'm')];
    const { found, diagnostics } = await discover(files, { ...tenant, folder, manifests });
    expect(found).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'FILE_UNREADABLE', source: tenant.source }]);
  });
});

test('more files than a call can have arguments are found', async () => {
  const many = Array.from({ length: 200_000 }, (_, index) => `/centre/m/${index}.yaml`);
  const files = {
    ...nodeFiles,
    realPath: async (path: string) => path,
    find: async () => many.map((path) => ({ path, realPath: path })),
  };
  const { found } = await discover(files, { ...tenant, folder: '/centre', manifests: ['/centre/m'] });
  expect(found).toHaveLength(many.length);
});

async function folderWith(...names: string[]): Promise<string> {
  const folder = await tempFolder();
  for (const name of names) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), '# nothing');
  }
  return folder;
}

const discoverIn = (folder: string, ...manifests: string[]) =>
  discover(nodeFiles, { ...tenant, folder, manifests: manifests.map((path) => join(folder, path)) });

async function namesIn(folder: string, ...manifests: string[]): Promise<string[]> {
  const { found, diagnostics } = await discoverIn(folder, ...manifests);
  expect(diagnostics).toEqual([]);
  return found.map(({ file }) => file);
}
