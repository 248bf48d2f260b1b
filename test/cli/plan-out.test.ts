import { link, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeTenants, settled } from './several-tenants.ts';

const planning = ['plan', '--tenant', 'dev', '--out', 'plan.json'];

describe('plan --out beside --output', () => {
  it('refuses a link to the file that is there, before anything is planned', async () => {
    const cwd = await makeTenants({ dev: settled });
    await writeFile(join(cwd, 'plan.json'), 'before');
    await symlink('plan.json', join(cwd, 'link'));
    const ran = await cxform([...planning, '--output', 'link'], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('the same file') });
    expect(await readFile(join(cwd, 'plan.json'), 'utf8')).toBe('before');
  });

  it('refuses a folder that leads to the same one', async () => {
    const cwd = await makeTenants({ dev: settled });
    await symlink('.', join(cwd, 'here'));
    const ran = await cxform([...planning, '--output', 'here/plan.json', '--format', 'json'], { cwd });
    expect(ran.code).toBe(1);
    const answer = await readFile(join(cwd, 'plan.json'), 'utf8');
    expect(refusalCodes({ stdout: answer })).toEqual(['USAGE']);
  });

  it('loses no plan by a link to what was not there', async () => {
    const cwd = await makeTenants({ dev: settled });
    await symlink('plan.json', join(cwd, 'link'));
    const ran = await cxform([...planning, '--output', 'link'], { cwd });
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining('the same file') });
    const stdout = await readFile(join(cwd, 'plan.json'), 'utf8');
    expect(onlyJson<Plan>({ stdout })).toMatchObject({ tenant: 'dev' });
  });

  it('writes both where they are two names of one file, which the first write parts', async () => {
    const cwd = await makeTenants({ dev: settled });
    await writeFile(join(cwd, 'plan.json'), 'before');
    await link(join(cwd, 'plan.json'), join(cwd, 'twin'));
    const ran = await cxform([...planning, '--output', 'twin'], { cwd });
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    const stdout = await readFile(join(cwd, 'plan.json'), 'utf8');
    expect(onlyJson<Plan>({ stdout })).toMatchObject({ tenant: 'dev' });
    expect(await readFile(join(cwd, 'twin'), 'utf8')).toContain('Kept in plan.json');
  });
});
