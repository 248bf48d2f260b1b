import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cxform, onlyJson } from './cxform.ts';
import { makeProject, writeFiles } from './project.ts';
import { makeTenants, settled } from './several-tenants.ts';

const json = ['--format', 'json'];
const untidy = `# Why it is here
kind:    Skill
apiVersion: cxform/v1   
metadata: {name: billing}
spec: {   displayName: "Billing"  }
`;

interface Formatted {
  readonly formatVersion: number;
  readonly changed: readonly string[];
  readonly diagnostics: readonly { readonly code: string }[];
}

/** A project of which everything but one file is formatted already. */
async function project(): Promise<string> {
  const cwd = await makeProject();
  await cxform(['fmt'], { cwd });
  await writeFiles(cwd, { 'manifests/skill.yaml': untidy });
  return cwd;
}

describe('fmt', () => {
  it('changes what needs it, keeps comments, and has nothing to do afterwards', async () => {
    const cwd = await project();
    const ran = await cxform(['fmt', ...json], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(onlyJson<Formatted>(ran)).toEqual({
      formatVersion: 1,
      changed: ['manifests/skill.yaml'],
      diagnostics: [],
    });
    const text = await readFile(join(cwd, 'manifests/skill.yaml'), 'utf8');
    expect(text).not.toBe(untidy);
    expect(text).toContain('# Why it is here\n');
    const again = await cxform(['fmt'], { cwd });
    expect(again).toEqual({ code: 0, stdout: '0 files changed.\n', stderr: '' });
    expect((await cxform(['validate'], { cwd })).code).toBe(0);
  });

  it('with --check changes nothing, names what would change and exits 1', async () => {
    const cwd = await project();
    const ran = await cxform(['fmt', '--check'], { cwd });
    expect(ran).toEqual({ code: 1, stdout: 'manifests/skill.yaml\n1 file would change.\n', stderr: '' });
    expect(await readFile(join(cwd, 'manifests/skill.yaml'), 'utf8')).toBe(untidy);
    const inJson = await cxform(['fmt', '--check', ...json], { cwd });
    expect(inJson.code).toBe(1);
    expect(onlyJson<Formatted>(inJson).changed).toEqual(['manifests/skill.yaml']);
  });

  it('with --check exits 0 where nothing would change', async () => {
    const cwd = await makeProject();
    await cxform(['fmt'], { cwd });
    expect((await cxform(['fmt', '--check'], { cwd })).code).toBe(0);
  });

  it('is exit 1 where a file cannot be read as YAML, which stays as it is, and the others are formatted', async () => {
    const cwd = await project();
    await writeFiles(cwd, { 'manifests/broken.yaml': 'a: [\n' });
    const ran = await cxform(['fmt', ...json], { cwd });
    expect(ran.code).toBe(1);
    const { changed, diagnostics } = onlyJson<Formatted>(ran);
    expect(changed).toEqual(['manifests/skill.yaml']);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(await readFile(join(cwd, 'manifests/broken.yaml'), 'utf8')).toBe('a: [\n');
  });

  it('formats the files of all Tenants, each once', async () => {
    const shared = { ...settled, spec: { manifests: ['shared/'] } };
    const cwd = await makeTenants({ dev: shared, prod: shared });
    await writeFiles(cwd, { 'shared/skill.yaml': untidy });
    const ran = await cxform(['fmt', '--tenant', 'all', ...json], { cwd });
    const { tenants } = onlyJson<{ tenants: readonly Formatted[] }>(ran);
    const changed = tenants.flatMap((tenant) => tenant.changed);
    expect(changed).toContain('shared/skill.yaml');
    expect(new Set(changed).size).toBe(changed.length);
  });
});
