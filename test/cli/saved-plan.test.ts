import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Plan } from '../../src/core/plan.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import {
  appliedProject,
  centre,
  editSales,
  endsOf,
  type Project,
  run,
  salesOf,
} from './conflicted-project.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, writeFiles } from './project.ts';
import { changing, makeTenants, settled, wrong } from './several-tenants.ts';

const json = ['--format', 'json'];
const saving = ['plan', '--out', 'plan.json'];
const applying = ['apply', 'plan.json', ...json];

/** A plan in `plan.json` that moves the wrap-up time of `sales` from 30 seconds to 60. */
async function savedPlan(): Promise<Project> {
  const project = await appliedProject();
  await writeFiles(project.cwd, centre({ wrapUpTimeout: '1m' }));
  await run(project, saving);
  return project;
}

/** Applies the file; the codes of the refusal. Nothing may have been sent. */
async function refusalOf(project: Project, words = applying): Promise<readonly string[]> {
  const before = project.tenant.writes.length;
  const ran = await run(project, words, 1);
  expect(project.tenant.writes).toHaveLength(before);
  return refusalCodes(ran);
}

describe('plan --out', () => {
  it('keeps what --format json prints, and says how it is applied', async () => {
    const project = await appliedProject();
    const { cwd } = project;
    await writeFiles(cwd, centre({ wrapUpTimeout: '1m' }));
    const inText = await run(project, saving);
    expect(inText.stdout).toMatch(/\nKept in plan\.json\. .*cxform apply plan\.json\n$/);
    const inJson = await run(project, [...saving, ...json]);
    expect(inJson.stdout).toBe(await readFile(join(cwd, 'plan.json'), 'utf8'));
    expect((await run(project, ['show', 'plan.json', ...json])).stdout).toBe(inJson.stdout);
    expect((await run(project, [...saving, '--detailed-exitcode'], 2)).stdout).toContain('Kept in');
  });

  it('writes nothing where there is no plan', async () => {
    const cwd = await makeProject({ 'manifests/a.yaml': manifest('Queue', 'a', { chanel: 'voice' }) });
    expect((await cxform(saving, { cwd })).code).toBe(1);
    expect(existsSync(join(cwd, 'plan.json'))).toBe(false);
  });

  it('is refused before anything is asked of the tenant where the file cannot be written', async () => {
    const project = await appliedProject();
    await writeFiles(project.cwd, { file: '' });
    const before = project.tenant.calls.length;
    const ran = await run(project, ['plan', '--out', 'file/plan.json', ...json], 1);
    expect(refusalCodes(ran)).toEqual(['OUTPUT_UNWRITABLE']);
    const same = await run(project, ['plan', '--out', 'x.json', '--output', './x.json', ...json], 1);
    expect(same.stderr).toContain('x.json');
    expect(project.tenant.calls).toHaveLength(before);
  });
});

describe('apply FILE', () => {
  it('shows the plan, asks nobody, and carries it out', async () => {
    const project = await savedPlan();
    const ran = await run(project, ['apply', 'plan.json']);
    expect(ran.stdout).toMatch(/~ Queue\/sales[\s\S]*acme: 1 applied, 0 failed\.\n$/);
    expect(await salesOf(project)).toMatchObject({ wrapUpTimeout: 60_000 });
    expect(onlyJson<Plan>(await run(project, ['plan', ...json])).changes).toEqual([]);
  });

  it("applies it over somebody's edit of another field, which survives", async () => {
    const project = await savedPlan();
    await editSales(project, { overflow: { maxWaitTime: 5_000, action: 'drop' } });
    expect(endsOf(onlyJson<ApplyReport>(await run(project, applying)))).toEqual(['Queue/sales applied']);
    expect(await salesOf(project)).toMatchObject({
      wrapUpTimeout: 60_000,
      overflow: { maxWaitTime: 5_000, action: 'drop' },
    });
  });

  it('writes nothing where somebody has edited what it changes, and shows what has moved', async () => {
    const project = await savedPlan();
    await editSales(project, { wrapUpTimeout: 45_000 });
    expect(await refusalOf(project)).toEqual(['PLAN_STALE']);
    const inText = await run(project, ['apply', 'plan.json'], 1);
    expect(inText.stderr).toMatch(/Queue\/sales[\s\S]*45s/);
    expect(await salesOf(project)).toMatchObject({ wrapUpTimeout: 45_000 });
  });

  it('writes nothing where the manifests are not those that it was made from', async () => {
    const project = await savedPlan();
    await writeFiles(project.cwd, centre({ wrapUpTimeout: '2m' }));
    expect(await refusalOf(project)).toEqual(['PLAN_STALE']);
  });

  it('has nothing left to do a second time', async () => {
    const project = await savedPlan();
    await run(project, applying);
    const before = project.tenant.writes.length;
    const again = await run(project, applying);
    const { outcomes } = onlyJson<ApplyReport>(again);
    expect(outcomes).toMatchObject([{ address: 'Queue/sales', outcome: 'applied', attempts: 0 }]);
    const inText = await run(project, ['apply', 'plan.json']);
    expect(inText.stdout).toMatch(/wrapUpTimeout +30s +→ 1m/);
    expect(inText.stdout).toContain('acme: 1 applied (1 so already), 0 failed.');
    expect(inText.stderr).toContain('Queue/sales was so already');
    expect(project.tenant.writes).toHaveLength(before);
  });

  it('writes nothing where a byte of it has flipped', async () => {
    const project = await savedPlan();
    const path = join(project.cwd, 'plan.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"after": "1m"', '"after": "3m"'));
    expect(await refusalOf(project)).toEqual(['PLAN_FILE_DAMAGED']);
  });

  it('writes nothing where the environment names another tenant', async () => {
    const [cwd, tenant, another] = await Promise.all([makeProject(centre({})), startTenant(), startTenant()]);
    await run({ cwd, tenant }, saving);
    const ran = await run({ cwd, tenant: another }, applying, 1);
    expect([refusalCodes(ran), another.writes]).toEqual([['PLAN_STALE'], []]);
    const { summary } = onlyJson<ApplyReport>(await run({ cwd, tenant }, applying));
    expect(summary).toMatchObject({ applied: 2 });
  });

  it('takes no targets: it is carried out whole', async () => {
    const project = await savedPlan();
    expect(await refusalOf(project, [...applying, '--target', 'Queue/sales'])).toEqual(['USAGE']);
  });

  it('is about its own Tenant alone', async () => {
    const project = await savedPlan();
    expect(await refusalOf(project, [...applying, '--tenant', 'dev'])).toEqual(['PLAN_FILE_TENANT']);
    const plan = await readFile(join(project.cwd, 'plan.json'), 'utf8');
    const cwd = await makeTenants({ dev: settled, prod: settled });
    await writeFiles(cwd, { 'plan.json': plan });
    const elsewhere = await cxform(applying, { cwd });
    expect(elsewhere.code).toBe(1);
    expect(refusalCodes(elsewhere)).toEqual(['PLAN_FILE_TENANT']);
  });
});

interface Several {
  readonly tenants: readonly ApplyReport[];
}

describe('a file with the plans of several Tenants', () => {
  it('is applied Tenant by Tenant, or for the one that is named; what it creates is created once', async () => {
    const cwd = await makeTenants({ dev: changing, mid: changing, prod: changing });
    expect((await cxform([...saving, '--tenant', 'all'], { cwd })).stdout).toMatch(
      /prod: 1 to create[\s\S]*Kept in/,
    );

    const one = await cxform([...applying, '--tenant', 'mid'], { cwd });
    expect(onlyJson<ApplyReport>(one)).toMatchObject({ tenant: 'mid', summary: { applied: 1 } });
    const ran = await cxform(applying, { cwd });
    expect(ran.code).toBe(1);
    const { tenants } = onlyJson<Several>(ran);
    expect(tenants.map(({ tenant, summary }) => [tenant, summary?.applied])).toEqual([
      ['dev', 1],
      ['mid', undefined],
      ['prod', 1],
    ]);
    expect(tenants[1]?.diagnostics.map(({ code }) => code)).toEqual(['PLAN_STALE']);
  });

  it('keeps why a Tenant has none, which is refused again', async () => {
    const cwd = await makeTenants({ dev: wrong, prod: changing });
    expect((await cxform([...saving, '--tenant', 'all'], { cwd })).code).toBe(1);
    const ran = await cxform(applying, { cwd });
    expect(ran.code).toBe(1);
    const [dev, prod] = onlyJson<Several>(ran).tenants;
    expect(dev?.diagnostics.map(({ code }) => code)).toEqual(['UNKNOWN_KEY']);
    expect(prod?.summary.applied).toBe(1);
  });

  it('is not written where no Tenant has a plan', async () => {
    const cwd = await makeTenants({ dev: wrong, prod: wrong });
    expect((await cxform([...saving, '--tenant', 'all'], { cwd })).code).toBe(1);
    expect(existsSync(join(cwd, 'plan.json'))).toBe(false);
  });
});
