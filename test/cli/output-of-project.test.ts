import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, writeFiles } from './project.ts';

const tenant = (name: string, more: string) =>
  `apiVersion: cxform/v1\nkind: Tenant\nmetadata: {name: ${name}}\nspec: {${more}}\n`;

const dev = tenant('dev', 'sandbox: {state: dev.json, log: dev.log}, overlays: [overlays/dev.yaml]');
const mid = tenant('mid', 'sandbox: {state: mid.json}');
const prod = tenant(
  'prod',
  'ledger: {file: ledgers/prod}, sandbox: {state: prod.json}, manifests: [prod.yaml, more]',
);

const files = {
  'cxform.yaml': `${dev}---\n${mid}---\n${prod}`,
  'manifests/team/skills.yml': manifest('Skill', 'tax'),
  'prod.yaml': manifest('Skill', 'tax'),
  'more/read.me': 'nothing',
  'shared/skills.yaml': manifest('Skill', 'billing'),
  'overlays/dev.yaml':
    'apiVersion: cxform/v1\nkind: Overlay\nmetadata: {name: dev}\nspec:\n  - {target: {kind: Skill}, merge: {spec: {}}}\n',
  'dev.json': '{}',
  'shared/linked.json': '{}',
};

/** A project of two Tenants, with links to some of its parts. */
async function project(): Promise<string> {
  const cwd = await makeProject(files);
  await mkdir(join(cwd, 'elsewhere'));
  await symlink(join(cwd, 'shared/skills.yaml'), join(cwd, 'manifests/billing.yaml'));
  await symlink(join(cwd, 'shared/linked.json'), join(cwd, 'mid.json'));
  await symlink(join(cwd, 'manifests'), join(cwd, 'elsewhere/folder'));
  await symlink(join(cwd, 'cxform.yaml'), join(cwd, 'elsewhere/config'));
  return cwd;
}

const parts = [
  ['the Tenant file', 'cxform.yaml'],
  ['a link to it', 'elsewhere/config'],
  ['a manifest', 'manifests/team/skills.yml'],
  ['one by another way', 'elsewhere/../elsewhere/folder/team/skills.yml'],
  ['what would become a manifest', 'manifests/answer.yaml'],
  ['what a manifest is a link to', 'shared/skills.yaml'],
  ['a manifest that another Tenant lists', './prod.yaml'],
  ['an overlay', 'overlays/dev.yaml'],
  ['a file of a ledger', '.cxform/dev/journal.jsonl'],
  ['a file of a ledger elsewhere', 'ledgers/prod/head.json'],
  ['the state of a sandbox', 'dev.json'],
  ["that of another Tenant's, which is not there yet", 'prod.json'],
  ['its log', 'dev.log'],
  ['the lock of a state', 'dev.json.lock'],
  ['that of a state that is not there yet', 'prod.json.lock'],
  ['that of a state that is a link', 'shared/linked.json.lock'],
] as const;

const textIn = (cwd: string, name: string) => readFile(join(cwd, name), 'utf8').catch(() => undefined);

describe('an answer', () => {
  it.each(parts)('never takes the place of %s', async (_, name) => {
    const cwd = await project();
    const before = await textIn(cwd, name);
    for (const words of [
      ['plan', '--out', name],
      ['validate', '--output', name],
    ]) {
      const inJson = await cxform([...words, '--tenant', 'dev', '--format', 'json'], { cwd });
      expect(inJson.code).toBe(1);
      expect(refusalCodes(inJson)).toEqual(['OUTPUT_OF_PROJECT']);
      const inText = await cxform([...words, '--tenant', 'dev'], { cwd });
      expect(inText).toMatchObject({ code: 1, stdout: '' });
      expect(inText.stderr).toContain(`${name} is `);
    }
    expect(await textIn(cwd, name)).toBe(before);
  });

  it.each(['answer.json', 'manifests/answer.json', 'dev.yaml', '.cxform/plan.json', 'elsewhere/folder/x'])(
    'may stand beside them: %s',
    async (name) => {
      const cwd = await project();
      const ran = await cxform(['validate', '--tenant', 'dev', '--format', 'json', '--output', name], {
        cwd,
      });
      expect(ran).toMatchObject({ code: 0, stdout: '' });
      expect(onlyJson({ stdout: (await textIn(cwd, name)) ?? '' })).toMatchObject({ formatVersion: 1 });
    },
  );

  it('goes to standard output where the command line is wrong as well', async () => {
    const cwd = await project();
    const ran = await cxform(['plan', '--bogus', '--format', 'json', '--output', 'cxform.yaml'], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['USAGE']);
    expect(await textIn(cwd, 'cxform.yaml')).toBe(files['cxform.yaml']);
  });

  it('knows the parts of a Tenant with which something is wrong, in a file that --config names', async () => {
    const cwd = await project();
    const wrong = tenant('dev', 'subdomain: 5, overlays: [mine.yaml], manifests: [sub/]');
    await writeFiles(cwd, { 'other/t.yaml': wrong, 'other/mine.yaml': 'mine', 'other/sub/a.yaml': 'a' });
    for (const name of ['other/mine.yaml', 'other/sub/a.yaml', 'other/t.yaml']) {
      const before = await textIn(cwd, name);
      const words = ['validate', '--config', 'other/t.yaml', '--format', 'json', '--output', name];
      expect(refusalCodes(await cxform(words, { cwd }))).toEqual(['OUTPUT_OF_PROJECT']);
      expect(await textIn(cwd, name)).toBe(before);
    }
  });

  it('does not take the place of what init has just written', async () => {
    const cwd = await tempFolder();
    const ran = await cxform(['init', '--output', 'cxform.yaml'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('[OUTPUT_OF_PROJECT]');
    expect(ran.stdout).not.toBe('');
    expect(await textIn(cwd, 'cxform.yaml')).toContain('kind: Tenant');
  });
});
