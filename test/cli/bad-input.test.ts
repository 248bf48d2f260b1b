import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Validation } from '../../src/core/validation.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { badInputs, badProject } from './bad-input.ts';
import { cxform, onlyJson } from './cxform.ts';
import { acme, makeProject, manifest, type ProjectFiles, writeFiles } from './project.ts';

const applying = ['apply', '--auto-approve', '--format', 'json'];
const place = ({ code, source }: Diagnostic) => ({ code, ...source });

/** What an apply of that folder refuses, having asked nobody and written nothing. */
async function refused(cwd: string): Promise<readonly Diagnostic[]> {
  const tenant = await startTenant();
  const ran = await cxform(applying, { cwd, env: tenant.env });
  expect(tenant.calls).toEqual([]);
  expect(ran.code).toBe(1);
  expect(await readdir(cwd)).not.toContain('.cxform');
  return onlyJson<Validation>(ran).diagnostics;
}

describe('bad input is exit 1 with its place, and nothing is sent', () => {
  it.each(badInputs)('$title', async (bad) => {
    const { files, source } = badProject(bad);
    const diagnostics = await refused(await makeProject(files));
    expect(diagnostics.map(place)).toContainEqual({ code: bad.code, ...source });
    for (const diagnostic of diagnostics) {
      const { line, column } = diagnostic.source ?? { line: 0, column: 0 };
      expect(Math.min(line, column)).toBeGreaterThan(0);
    }
  });

  it('a symbolic link out of the folder', async () => {
    const outside = await tempFolder();
    await writeFiles(outside, { 'skill.yaml': manifest('Skill', 'stranger') });
    const cwd = await makeProject();
    await symlink(join(outside, 'skill.yaml'), join(cwd, 'manifests/link.yaml'));
    await symlink(outside, join(cwd, 'manifests/folder'));
    expect((await refused(cwd)).map(place)).toEqual([
      { code: 'SYMLINK_OUTSIDE', file: 'manifests/folder', line: 1, column: 1 },
      { code: 'SYMLINK_OUTSIDE', file: 'manifests/link.yaml', line: 1, column: 1 },
    ]);
  });

  it('a symbolic link to nothing', async () => {
    const cwd = await makeProject();
    await symlink('nothing.yaml', join(cwd, 'manifests/link.yaml'));
    expect((await refused(cwd)).map(place)).toEqual([
      { code: 'FILE_UNREADABLE', file: 'manifests/link.yaml', line: 1, column: 1 },
    ]);
  });

  it('several things in several files, all told in one run', async () => {
    const wanted = badInputs.filter(({ file }) => file === undefined).slice(0, 12);
    const files: Record<string, string | Uint8Array> = {};
    const expected = wanted.map((bad, index) => {
      const file = `manifests/bad-${index}.yaml`;
      const { files: made, source } = badProject({ ...bad, file });
      // Each its own name: a shared one would be wrong as well.
      const content = made[file];
      files[file] = typeof content === 'string' ? content.replace('name: sales', `name: s${index}`) : '';
      return { code: bad.code, ...source };
    });
    const found = (await refused(await makeProject(files))).map(place);
    for (const one of expected) expect(found).toContainEqual(one);
    expect(found).toHaveLength(expected.length);
  });
});

describe('what looks odd and is fine', () => {
  it.each<readonly [title: string, files: ProjectFiles]>([
    ['an empty file', { 'manifests/empty.yaml': '' }],
    ['a file of comments', { 'manifests/comments.yaml': '# nothing yet\n---\n' }],
    ['a file with a byte order mark', { 'manifests/bom.yaml': `\ufeff${manifest('Skill', 'bom').slice(4)}` }],
  ])('%s', async (_, files) => {
    const ran = await cxform(['validate', '--format', 'json'], { cwd: await makeProject(files) });
    expect(onlyJson<Validation>(ran).diagnostics).toEqual([]);
    expect(ran.code).toBe(0);
  });

  it('a folder that is called like a file', async () => {
    const cwd = await makeProject();
    await mkdir(join(cwd, 'manifests/team.yaml'));
    await writeFiles(cwd, { 'manifests/team.yaml/skill.yaml': manifest('Skill', 'billing') });
    const ran = await cxform(['validate', '--format', 'json'], { cwd });
    expect(onlyJson<Validation>(ran)).toMatchObject({ diagnostics: [], summary: { manifests: 1 } });
  });
});

describe('a literal secret', () => {
  const secret = 'correct-horse-battery-staple';
  const number = '98765432109';
  it.each([
    ['in text', acme.replace('{env: CXONE_CLIENT_SECRET}', secret), secret],
    ['in quotes', acme.replace('{env: CXONE_CLIENT_SECRET}', `"${secret}"`), secret],
    ['as a number', acme.replace('{env: CXONE_CLIENT_SECRET}', number), number],
    ['below a key of its own', acme.replace('{env: CXONE_CLIENT_SECRET}', `{value: ${secret}}`), secret],
    ['as the name of a key', acme.replace('{env: CXONE_CLIENT_SECRET}', `{${secret}: }`), secret],
    [
      'of one service',
      acme.replace('{baseUrl:', `{credentials: {clientSecret: ${secret}}, baseUrl:`),
      secret,
    ],
    ['beside a bracket that is missing', acme.replace('{env: CXONE_CLIENT_SECRET}}', `${secret}`), secret],
    [
      'that stands twice',
      acme.replace('{env: CXONE_CLIENT_SECRET}', `${secret}, clientSecret: ${secret}`),
      secret,
    ],
  ])('%s is refused and shown nowhere', async (_, config, value) => {
    const tenant = await startTenant();
    const cwd = await makeProject({ 'cxform.yaml': config });
    for (const command of [['validate'], ['plan', '--verbose']]) {
      for (const format of ['text', 'json']) {
        const ran = await cxform([...command, '--format', format], { cwd, env: tenant.env });
        expect(ran.code).toBe(1);
        expect(ran.stdout + ran.stderr).not.toContain(value);
        if (format === 'json') expect(onlyJson<Validation>(ran).diagnostics.length).toBeGreaterThan(0);
      }
    }
    expect(tenant.calls).toEqual([]);
  });

  it('has its own code and its place', async () => {
    const config = acme.replace('{env: CXONE_CLIENT_SECRET}', secret);
    expect((await refused(await makeProject({ 'cxform.yaml': config }))).map(place)).toEqual([
      { code: 'LITERAL_SECRET', file: 'cxform.yaml', line: 5, column: 65 },
    ]);
  });
});
