import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTenants } from '../../src/app/open-tenant.ts';
import { nodeFiles } from '../../src/host/files.ts';
import { codes } from '../support/engine-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const tenant = (name: string) =>
  `apiVersion: cxform/v1\nkind: Tenant\nmetadata: {name: ${name}}\nspec: {subdomain: acme}\n`;

describe('openTenants', () => {
  it('opens the Tenants that are meant', async () => {
    const from = await tempFolder();
    await writeFile(join(from, 'cxform.yaml'), tenant('prod'));
    await writeFile(join(from, 'others.yaml'), `${tenant('one')}---\n${tenant('two')}`);
    expect((await openTenants(nodeFiles, { from })).tenants.map(({ name }) => name)).toEqual(['prod']);
    const chosen = await openTenants(nodeFiles, { from, config: 'others.yaml', name: 'two' });
    expect(chosen.tenants).toMatchObject([{ name: 'two', folder: from }]);
    const all = await openTenants(nodeFiles, { from, config: 'others.yaml', name: 'all' });
    expect([all.all, all.tenants.map(({ name }) => name)]).toEqual([true, ['one', 'two']]);
  });

  it('says where there is no file', async () => {
    const from = await tempFolder();
    for (const choice of [{ from }, { from, config: 'none.yaml' }]) {
      const { tenants, diagnostics } = await openTenants(nodeFiles, choice);
      expect([tenants, codes(diagnostics)]).toEqual([[], ['CONFIG_NOT_FOUND']]);
    }
  });

  it('says where the file cannot be read', async () => {
    const from = await tempFolder();
    await symlink('cxform.yaml', join(from, 'cxform.yaml'));
    for (const config of [undefined, 'cxform.yaml', '.', 'x'.repeat(5_000)]) {
      const choice = config === undefined ? { from } : { from, config };
      const { tenants, diagnostics } = await openTenants(nodeFiles, choice);
      expect([tenants, codes(diagnostics)]).toEqual([[], ['FILE_UNREADABLE']]);
    }
  });
});
