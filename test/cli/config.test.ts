import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { acme, makeProject, manifest, writeFiles } from './project.ts';

const tenantNamed = (name: string, ledger = name) =>
  acme
    .replace('name: acme', `name: ${name}`)
    .replace('spec:\n', `spec:\n  ledger: {file: .cxform/${ledger}}\n`);

describe('the Tenant file', () => {
  it('is found from a folder below it', async () => {
    const tenant = await startTenant();
    const folder = await makeProject({ 'manifests/deep/er/skill.yaml': manifest('Skill', 'billing') });
    const cwd = join(folder, 'manifests/deep/er');
    const ran = await cxform(['plan', '--format', 'json'], { cwd, env: tenant.env });
    const { tenant: name, changes } = onlyJson<Plan>(ran);
    expect(name).toBe('acme');
    expect(changes.map(({ sources }) => sources[''])).toMatchObject([
      { file: 'manifests/deep/er/skill.yaml', line: 2, column: 1 },
    ]);
  });

  it('is the one that --config names, relative to the working folder', async () => {
    const tenant = await startTenant();
    const folder = await makeProject({ 'other/their.yaml': tenantNamed('other') });
    await mkdir(join(folder, 'other/manifests'));
    const words = ['plan', '--config', '../other/their.yaml', '--format', 'json'];
    const ran = await cxform(words, { cwd: join(folder, 'manifests'), env: tenant.env });
    expect(onlyJson<Plan>(ran).tenant).toBe('other');
  });

  it.each([...['validate', 'plan', 'apply', 'drift', 'graph', 'tenants', 'export', 'fmt']])(
    'is missed by %s where there is none',
    async (command) => {
      const cwd = await tempFolder();
      const ran = await cxform([command, '--format', 'json'], { cwd });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['CONFIG_NOT_FOUND']);
      expect(await cxform([command], { cwd })).toMatchObject({ code: 1, stdout: '' });
    },
  );

  it('is missed where --config names nothing', async () => {
    const ran = await cxform(['plan', '--config', 'no.yaml', '--format', 'json'], {
      cwd: await makeProject(),
    });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['CONFIG_NOT_FOUND']);
  });
});

describe('a Tenant file that cannot be read', () => {
  it.each([
    ['a link to itself', [], 'link'],
    ['a link to itself that --config names', ['--config', 'cxform.yaml'], 'link'],
    ['a name that is too long', ['--config', `${'x'.repeat(5_000)}.yaml`], ''],
    ['a folder', ['--config', 'manifests'], ''],
  ])('is bad input where it is %s', async (_, words, link) => {
    const cwd = await makeProject();
    if (link !== '') {
      await rm(join(cwd, 'cxform.yaml'));
      await symlink('cxform.yaml', join(cwd, 'cxform.yaml'));
    }
    for (const command of ['validate', 'plan', 'apply', 'drift']) {
      const ran = await cxform([command, ...words, '--format', 'json'], { cwd });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['FILE_UNREADABLE']);
    }
  });
});

describe('the files of a sandbox', () => {
  it.each([
    ['state', 'manifests', 'log.jsonl'],
    ['log', 'tenant.json', 'manifests'],
  ])('are bad input where the %s is a folder', async (_, state, log) => {
    const sandbox = `spec:\n  sandbox: {state: ${state}, log: ${log}}\n`;
    const config = `apiVersion: cxform/v1\nkind: Tenant\nmetadata: {name: box}\n${sandbox}`;
    const cwd = await makeProject({ 'cxform.yaml': config });
    for (const words of [['plan'], ['apply', '--auto-approve'], ['drift']]) {
      const ran = await cxform([...words, '--format', 'json'], { cwd });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['SANDBOX_STATE']);
    }
  });
});

describe('several Tenants in one file', () => {
  const two = `${tenantNamed('manila')}---\n${tenantNamed('lisbon')}`;

  it('are told apart by --tenant', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject({ 'cxform.yaml': two });
    const ran = await cxform(['plan', '--tenant', 'lisbon', '--format', 'json'], { cwd, env: tenant.env });
    expect(ran.code).toBe(0);
    expect(onlyJson<Plan>(ran).tenant).toBe('lisbon');
  });

  it.each([
    ['without --tenant', [], 'TENANT_AMBIGUOUS'],
    ['with an unknown --tenant', ['--tenant', 'lisbone'], 'TENANT_NOT_FOUND'],
  ])('are refused %s', async (_, words, code) => {
    const tenant = await startTenant();
    const cwd = await makeProject({ 'cxform.yaml': two });
    for (const command of ['validate', 'plan', 'apply', 'drift']) {
      const ran = await cxform([command, ...words, '--format', 'json'], { cwd, env: tenant.env });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual([code]);
    }
    expect(tenant.calls).toEqual([]);
  });

  it('are refused by every command where they share a ledger', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject({ 'cxform.yaml': two.replace('.cxform/lisbon', '.cxform/manila') });
    for (const command of ['validate', 'plan', 'apply', 'drift']) {
      const words = [command, '--tenant', 'manila', '--format', 'json'];
      const ran = await cxform(words, { cwd, env: tenant.env });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['LEDGER_SHARED']);
    }
    expect(tenant.calls).toEqual([]);
  });
});

it('keeps the ledgers of two Tenants apart', async () => {
  const tenant = await startTenant();
  const cwd = await makeProject({ 'cxform.yaml': tenantNamed('manila') });
  await writeFiles(cwd, { 'manifests/skill.yaml': manifest('Skill', 'billing') });
  const apply = () => cxform(['apply', '--auto-approve'], { cwd, env: tenant.env });
  expect(await apply()).toMatchObject({ code: 0 });
  await writeFiles(cwd, { 'cxform.yaml': tenantNamed('lisbon') });
  const plan = onlyJson<Plan>(await cxform(['plan', '--format', 'json'], { cwd, env: tenant.env }));
  expect(plan.adopted.map(({ address }) => address)).toEqual(['Skill/billing']);
});
