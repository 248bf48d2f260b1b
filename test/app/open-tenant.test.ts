import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTenant } from '../../src/app/open-tenant.ts';
import { nodeFiles } from '../../src/host/files.ts';
import { codes } from '../support/engine-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const tenant = (name: string) =>
  `apiVersion: cxform/v1\nkind: Tenant\nmetadata: {name: ${name}}\nspec: {subdomain: acme}\n`;

describe('openTenant', () => {
  it('opens the Tenant that is meant', async () => {
    const from = await tempFolder();
    await writeFile(join(from, 'cxform.yaml'), tenant('prod'));
    await writeFile(join(from, 'others.yaml'), `${tenant('one')}---\n${tenant('two')}`);
    expect((await openTenant(nodeFiles, { from })).tenant?.name).toBe('prod');
    const chosen = await openTenant(nodeFiles, { from, config: 'others.yaml', name: 'two' });
    expect(chosen.tenant).toMatchObject({ name: 'two', folder: from });
  });

  it('says where there is no file', async () => {
    const from = await tempFolder();
    for (const choice of [{ from }, { from, config: 'none.yaml' }]) {
      const { tenant: opened, diagnostics } = await openTenant(nodeFiles, choice);
      expect([opened, codes(diagnostics)]).toEqual([undefined, ['CONFIG_NOT_FOUND']]);
    }
  });

  it('says where the file cannot be read', async () => {
    const from = await tempFolder();
    await symlink('cxform.yaml', join(from, 'cxform.yaml'));
    for (const config of [undefined, 'cxform.yaml', '.', 'x'.repeat(5_000)]) {
      const choice = config === undefined ? { from } : { from, config };
      const { tenant: opened, diagnostics } = await openTenant(nodeFiles, choice);
      expect([opened, codes(diagnostics)]).toEqual([undefined, ['FILE_UNREADABLE']]);
    }
  });
});
