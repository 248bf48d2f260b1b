import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { hostileIn } from '../report/hostile.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';
import { makeTenants, settled } from './several-tenants.ts';

const skills = {
  'manifests/skills.yaml': manifests(
    manifest('Skill', 'billing', { displayName: 'Billing\u202e' }),
    manifest('Skill', 'tax'),
  ),
};

const keeping = ['plan', '--format', 'json', '--output', 'plan.json'];

/** A project with its plan in `plan.json`, and what plan shows people. */
async function keptPlan(): Promise<{ cwd: string; shown: string }> {
  const { env } = await startTenant({
    queues: [{ id: 'q1', name: 'x\u001b[2J', channel: 'voice', version: 1 }],
  });
  const cwd = await makeProject(skills);
  expect((await cxform(keeping, { cwd, env })).code).toBe(0);
  return { cwd, shown: (await cxform(['plan'], { cwd, env })).stdout };
}

describe('cxform show', () => {
  it('shows a plan as plan does, wherever the file is, without a tenant and without a project', async () => {
    const { cwd, shown } = await keptPlan();
    const elsewhere = await tempFolder();
    const ran = await cxform(['show', join(cwd, 'plan.json')], { cwd: elsewhere });
    expect(ran).toEqual({ code: 0, stdout: shown, stderr: '' });
    expect(shown).toContain('2 to create');
    expect(hostileIn(ran.stdout)).toEqual([]);
  });

  it('reads what a shell hands over as a pipe, and no further than a plan can go', async () => {
    const { cwd, shown } = await keptPlan();
    const pipe = join(cwd, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const text = await readFile(join(cwd, 'plan.json'), 'utf8');
    const [ran] = await Promise.all([cxform(['show', 'pipe'], { cwd }), writeFile(pipe, text)]);
    expect(ran).toEqual({ code: 0, stdout: shown, stderr: '' });
    const endless = await cxform(['show', '/dev/zero', '--format', 'json'], { cwd });
    expect(endless.code).toBe(1);
    expect(refusalCodes(endless)).toEqual(['PLAN_FILE_UNREADABLE']);
  });

  it('answers in JSON what the file holds, to the byte', async () => {
    const { cwd } = await keptPlan();
    const ran = await cxform(['show', 'plan.json', '--format', 'json'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe(await readFile(join(cwd, 'plan.json'), 'utf8'));
  });

  it('shows the plans of all Tenants under their names, and exits 1 where one has none', async () => {
    const cwd = await makeTenants({ dev: settled, prod: settled });
    const all = [...keeping, '--tenant', 'all'];
    expect((await cxform(all, { cwd })).code).toBe(0);
    const planned = await cxform(['plan', '--tenant', 'all'], { cwd });
    expect(await cxform(['show', 'plan.json'], { cwd })).toEqual({ ...planned, code: 0 });
    expect(planned.stdout).toMatch(/== dev ==.*== prod ==/s);

    const kept = JSON.parse(await readFile(join(cwd, 'plan.json'), 'utf8'));
    const diagnostics = [{ severity: 'error', code: 'API_TIMEOUT', summary: 'too late' }];
    const tenants = [{ formatVersion: 1, tenant: 'dev', diagnostics }, kept.tenants[1]];
    await writeFile(join(cwd, 'plan.json'), JSON.stringify({ ...kept, tenants }));
    const half = await cxform(['show', 'plan.json'], { cwd });
    expect(half.code).toBe(1);
    expect(half.stderr).toMatch(/== dev ==\n.*too late/);
    expect(half.stdout).toMatch(/^== prod ==/);
    expect(onlyJson(await cxform(['show', 'plan.json', '--format', 'json'], { cwd }))).toEqual({
      formatVersion: 1,
      tenants,
    });
  });

  it.each([
    [
      'a file that was edited',
      (plan: Plan) => JSON.stringify({ ...plan, tenant: 'dev' }),
      'PLAN_FILE_DAMAGED',
    ],
    ['a file that was cut off', (plan: Plan) => JSON.stringify(plan).slice(0, -9), 'PLAN_FILE_NOT_JSON'],
    ['a file of something else', () => '{"formatVersion": 1}', 'PLAN_FILE_NO_PLAN'],
    ['a file of another format', () => '{"formatVersion": 7}', 'PLAN_FILE_VERSION'],
    ['lists without end', () => '['.repeat(300_000), 'PLAN_FILE_NOT_JSON'],
  ])('refuses %s with exit 1', async (_, change, code) => {
    const { cwd } = await keptPlan();
    const plan = JSON.parse(await readFile(join(cwd, 'plan.json'), 'utf8'));
    await writeFile(join(cwd, 'plan.json'), change(plan));
    const inJson = await cxform(['show', 'plan.json', '--format', 'json'], { cwd });
    expect(inJson.code).toBe(1);
    expect(refusalCodes(inJson)).toEqual([code]);
    const inText = await cxform(['show', 'plan.json'], { cwd });
    expect(inText).toMatchObject({ code: 1, stdout: '' });
    expect(inText.stderr).toMatch(/\n {2}→ /);
  });

  it('refuses what is not there, a folder, and a file that says why there is no plan', async () => {
    const cwd = await tempFolder();
    for (const file of ['none.json', '.']) {
      const ran = await cxform(['show', file, '--format', 'json'], { cwd });
      expect(refusalCodes(ran)).toEqual(['PLAN_FILE_UNREADABLE']);
    }
    await cxform(['plan', '--format', 'json', '--output', 'plan.json'], { cwd });
    const refused = await cxform(['show', 'plan.json', '--format', 'json'], { cwd });
    expect(refused.code).toBe(1);
    expect([...refusalCodes(refused)].sort()).toEqual(['CONFIG_NOT_FOUND', 'PLAN_FILE_REFUSED']);
  });

  it('is about no Tenant but that of the file', async () => {
    const ran = await cxform(['show', 'plan.json', '--tenant', 'dev'], { cwd: await tempFolder() });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('--tenant');
  });
});
