import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Plan } from '../../src/core/plan.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';

const json = ['--format', 'json'];
const project = {
  'manifests/centre.yaml': manifests(
    manifest('Skill', 'billing'),
    manifest('Skill', 'tax'),
    manifest('Queue', 'sales', { channel: 'voice', skills: [{ skill: 'billing', level: 3 }] }),
  ),
};

describe('--target', () => {
  it('limits a plan to an address and what it needs', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(project);
    const plan = onlyJson<Plan>(await cxform(['plan', '--target', 'Queue/sales', ...json], { cwd, env }));
    expect(plan.targets).toEqual(['Queue/sales']);
    expect(plan.changes.map(({ address }) => address)).toEqual(['Queue/sales', 'Skill/billing']);
    const inText = await cxform(['plan', '--target', 'Queue/sales'], { cwd, env });
    expect(inText.stdout).toContain('Limited (to these addresses and what they need)\n  Queue/sales\n');
  });

  it('may be given several times, in any order, and the same twice', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(project);
    const words = ['--target', 'Skill/tax', '--target', 'Skill/billing', '--target', 'Skill/tax'];
    const plan = onlyJson<Plan>(await cxform(['plan', ...words, ...json], { cwd, env }));
    expect(plan.targets).toEqual(['Skill/billing', 'Skill/tax']);
    expect(plan.changes).toHaveLength(2);
  });

  it('limits what apply writes', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject(project);
    const words = ['apply', '--auto-approve', '--target', 'Skill/tax', ...json];
    const ran = await cxform(words, { cwd, env: tenant.env });
    expect(onlyJson<ApplyReport>(ran).outcomes.map(({ address }) => address)).toEqual(['Skill/tax']);
    expect((await tenant.skills()).map(({ name }) => name)).toEqual(['tax']);
  });

  it('that nobody knows is exit 1, and nothing is written', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject(project);
    for (const words of [['plan'], ['apply', '--auto-approve']]) {
      const ran = await cxform([...words, '--target', 'Queue/sails', ...json], { cwd, env: tenant.env });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['TARGET_NOT_FOUND']);
    }
    expect(tenant.writes).toEqual([]);
  });
});
