import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Adopted, Exported } from '../../src/core/exported.ts';
import type { Plan } from '../../src/core/plan.ts';
import { hostileIn } from '../report/hostile.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, writeFiles } from './project.ts';

const json = ['--format', 'json'];
const hostile = 'Night\u001b[2J\u202e "shift": yes\nforged: true';
const centre = {
  skills: [{ id: 'skl_1', name: 'English', version: 1 }],
  queues: [
    {
      id: 'que_1',
      name: hostile,
      version: 1,
      channel: 'voice',
      wrapUpTimeout: 30_000,
      skills: [{ id: 'skl_1', level: 3 }],
    },
  ],
};

describe('export', () => {
  it('prints manifests that are YAML as they stand, and of which a plan is empty', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject();
    const ran = await cxform(['export'], { cwd, env });
    expect(ran.code).toBe(0);
    expect(hostileIn(ran.stdout)).toEqual([]);
    expect(ran.stdout).not.toMatch(/^forged/m);
    expect(ran.stderr).toContain('acme: 2 manifests.');
    await writeFiles(cwd, { 'manifests/all.yaml': ran.stdout });
    expect(onlyJson<Plan>(await cxform(['plan', ...json], { cwd, env }))).toMatchObject({
      changes: [],
      unmanaged: [],
      adopted: [{ id: 'que_1' }, { id: 'skl_1' }],
    });
  });

  it('gives the output file the same', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject();
    const { stdout } = await cxform(['export'], { cwd, env });
    expect(await cxform(['export', '--output', 'all.yaml'], { cwd, env })).toMatchObject({ stdout: '' });
    expect(await readFile(join(cwd, 'all.yaml'), 'utf8')).toBe(stdout);
  });

  it('writes a file for each with --out, and answers which', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject();
    const ran = await cxform(['export', '--out', 'manifests', ...json], { cwd, env });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const { manifests } = onlyJson<Exported>(ran);
    expect(manifests).toHaveLength(2);
    for (const { file = '' } of manifests)
      expect(await readFile(join(cwd, file), 'utf8')).toContain('kind: ');
    expect(onlyJson<Plan>(await cxform(['plan', ...json], { cwd, env })).changes).toEqual([]);
  });

  it('with --out lists the files for people', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject();
    const ran = await cxform(['export', '--out', 'manifests'], { cwd, env });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^Written\n( {2}manifests\/\S+\.yaml\n){2}\nacme: 2 manifests\.\n$/);
  });

  it('leaves out with --unmanaged what Git declares', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject({
      'manifests/english.yaml': manifest('Skill', 'english', { displayName: 'English' }),
    });
    const ran = await cxform(['export', '--unmanaged', ...json], { cwd, env });
    expect(onlyJson<Exported>(ran).manifests.map(({ address }) => address.split('/')[0])).toEqual(['Queue']);
  });

  it('writes nothing to the tenant', async () => {
    const tenant = await startTenant(centre);
    await cxform(['export'], { cwd: await makeProject(), env: tenant.env });
    expect(tenant.writes).toEqual([]);
  });

  it('is exit 1 where its files are there already', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject();
    await cxform(['export', '--out', 'elsewhere'], { cwd, env });
    const ran = await cxform(['export', '--out', 'elsewhere', ...json], { cwd, env });
    expect(ran.code).toBe(1);
    expect(new Set(refusalCodes(ran))).toEqual(new Set(['EXPORT_EXISTS']));
  });
});

describe('adopt', () => {
  it('writes a manifest for an object that Git does not have', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject();
    const ran = await cxform(['adopt', 'Queue/night', 'que_1', ...json], { cwd, env });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const { address, id, written } = onlyJson<Adopted>(ran);
    expect({ address, id }).toEqual({ address: 'Queue/night', id: 'que_1' });
    expect(written.length).toBeGreaterThan(0);
    const plan = onlyJson<Plan>(await cxform(['plan', ...json], { cwd, env }));
    expect(plan).toMatchObject({ changes: [], adopted: [{ address: 'Queue/night', id: 'que_1' }] });
  });

  it('pins an object of another name to the manifest that shall have it', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject({ 'manifests/q.yaml': manifest('Queue', 'night', { channel: 'voice' }) });
    const ran = await cxform(['adopt', 'Queue/night', 'que_1'], { cwd, env });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('Written\n  cxform.yaml\n');
    expect(ran.stdout).toContain('acme: Queue/night is the object que_1.');
    expect(await readFile(join(cwd, 'cxform.yaml'), 'utf8')).toContain('que_1');
  });

  it('is exit 1 where the tenant has no such object, and writes nothing', async () => {
    const { env } = await startTenant(centre);
    const cwd = await makeProject();
    const before = await readdir(cwd, { recursive: true });
    const ran = await cxform(['adopt', 'Queue/night', 'que_2', ...json], { cwd, env });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['ADOPT_NOT_FOUND']);
    expect(await readdir(cwd, { recursive: true })).toEqual(before);
  });
});
