import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Drift } from '../../src/core/drift.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Validation } from '../../src/core/validation.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { cxform, onlyJson } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';

const project = {
  'manifests/centre.yaml': manifests(
    manifest('Skill', 'billing', { displayName: 'Billing' }),
    manifest('Queue', 'sales', {
      channel: 'voice',
      wrapUpTimeout: '30s',
      skills: [{ skill: 'billing', level: 3 }],
    }),
  ),
};
const json = ['--format', 'json'];
const applying = ['apply', '--auto-approve', ...json];

describe('validate', () => {
  it('exits 0 without a tenant, without credentials and without a clock', async () => {
    const cwd = await makeProject(project);
    expect(onlyJson<Validation>(await cxform(['validate', ...json], { cwd }))).toEqual({
      formatVersion: 1,
      diagnostics: [],
      summary: { manifests: 2, resources: 2, errors: 0, warnings: 0 },
    });
    const ran = await cxform(['validate'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('2 manifests');
  });

  it('exits 1 with its whole result where something is wrong', async () => {
    const cwd = await makeProject({ 'manifests/q.yaml': manifest('Queue', 'sales', { chanel: 'voice' }) });
    const ran = await cxform(['validate', ...json], { cwd });
    expect(ran.code).toBe(1);
    const { diagnostics, summary } = onlyJson<Validation>(ran);
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['MISSING_KEY', 'UNKNOWN_KEY']);
    expect(summary).toEqual({ manifests: 0, resources: 0, errors: 2, warnings: 0 });
    const inText = await cxform(['validate'], { cwd });
    expect(inText.code).toBe(1);
    expect(inText.stdout).toContain('manifests/q.yaml:2:');
  });
});

describe('plan', () => {
  it('exits 0 with changes, and 2 with --detailed-exitcode', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(project);
    for (const format of ['text', 'json']) {
      const words = ['plan', '--format', format];
      expect((await cxform(words, { cwd, env })).code).toBe(0);
      expect((await cxform([...words, '--detailed-exitcode'], { cwd, env })).code).toBe(2);
    }
  });

  it('exits 0 without changes even with --detailed-exitcode', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(project);
    expect((await cxform(applying, { cwd, env })).code).toBe(0);
    const ran = await cxform(['plan', '--detailed-exitcode', ...json], { cwd, env });
    expect(ran.code).toBe(0);
    expect(onlyJson<Plan>(ran)).toMatchObject({ changes: [], summary: { unchanged: 2, requests: 2 } });
  });

  it('writes nothing to the tenant and nothing to the folder', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject(project);
    await cxform(['plan'], { cwd, env: tenant.env });
    expect(tenant.writes).toEqual([]);
    expect((await readdir(cwd)).sort()).toEqual(['cxform.yaml', 'manifests']);
  });

  it('is the same document every time but for when it was made', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(project);
    const documents = [];
    for (const _ of [1, 2]) {
      const { stdout } = await cxform(['plan', ...json], { cwd, env });
      documents.push(stdout.replace(/"createdAt": "[^"]*"/, ''));
    }
    expect(documents[0]).toBe(documents[1]);
  });

  it('has every member that scripts are promised', async () => {
    const { env } = await startTenant();
    const plan = onlyJson<Plan>(await cxform(['plan', ...json], { cwd: await makeProject(project), env }));
    const members =
      'formatVersion tenant createdAt manifests summary changes bindings effects unmanaged orphaned';
    for (const member of [...members.split(' '), 'views', 'diagnostics', 'digest'])
      expect(plan).toHaveProperty(member);
    expect(plan.changes.map(({ address, action, dependsOn }) => [address, action, dependsOn])).toEqual([
      ['Queue/sales', 'create', ['Skill/billing']],
      ['Skill/billing', 'create', []],
    ]);
  });
});

describe('drift', () => {
  it('exits 0 without drift, and while things are only pending', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(project);
    const before = await cxform(['drift', ...json], { cwd, env });
    expect(before.code).toBe(0);
    expect(onlyJson<Drift>(before).summary).toMatchObject({ drifted: 0, missing: 0, pending: 2 });
    await cxform(applying, { cwd, env });
    const after = await cxform(['drift', ...json], { cwd, env });
    expect(after.code).toBe(0);
    expect(onlyJson<Drift>(after).summary).toEqual({
      inSync: 2,
      drifted: 0,
      missing: 0,
      pending: 0,
      unmanaged: 0,
      gitCoverage: { declared: 2, objects: 2, percent: 100 },
    });
  });

  it('exits 2 where somebody changed a field by hand, and says what it was', async () => {
    const tenant = await startTenant();
    const { env } = tenant;
    const cwd = await makeProject(project);
    await cxform(applying, { cwd, env });
    const [queue] = await tenant.queues();
    await tenant.sandbox.edit('queues', queue?.id ?? '', { wrapUpTimeout: 90_000 });
    const ran = await cxform(['drift', ...json], { cwd, env });
    expect(ran.code).toBe(2);
    const source = { file: 'manifests/centre.yaml', line: 4, column: 112 };
    expect(onlyJson<Drift>(ran).drifted).toEqual([
      {
        address: 'Queue/sales',
        fields: [{ path: '/wrapUpTimeout', declared: '30s', applied: '30s', live: '1m30s', source }],
      },
    ]);
    const inText = await cxform(['drift'], { cwd, env });
    expect(inText).toMatchObject({ code: 2, stderr: '' });
    expect(inText.stdout).toContain('1m30s');
  });

  it('exits 2 where somebody deleted an object', async () => {
    const first = await startTenant();
    const cwd = await makeProject(project);
    await cxform(applying, { cwd, env: first.env });
    const emptied = await startTenant();
    const ran = await cxform(['drift', ...json], { cwd, env: emptied.env });
    expect(ran.code).toBe(2);
    expect(onlyJson<Drift>(ran).missing.map(({ address }) => address)).toEqual([
      'Queue/sales',
      'Skill/billing',
    ]);
  });
});

describe('schema', () => {
  it('prints one JSON document in either format', async () => {
    const cwd = await makeProject();
    for (const format of ['text', 'json']) {
      const ran = await cxform(['schema', '--format', format], { cwd });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(onlyJson(ran)).toMatchObject({ type: 'object' });
    }
  });

  it('writes a file for each kind with --out, and answers which', async () => {
    const cwd = await makeProject();
    const ran = await cxform(['schema', '--out', 'schemas', '--format', 'json'], { cwd });
    expect(ran.code).toBe(0);
    const files = (await readdir(join(cwd, 'schemas'))).sort();
    expect(onlyJson(ran)).toEqual({ formatVersion: 1, schemas: files });
    expect(files).toEqual(expect.arrayContaining(['cxform.json']));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(JSON.parse(await readFile(join(cwd, 'schemas', file), 'utf8'))).toBeTypeOf('object');
    }
  });
});
