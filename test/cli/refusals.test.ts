import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Plan } from '../../src/core/plan.ts';
import { type Intercept, startTenant } from '../support/loopback-tenant.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { acme, makeProject, manifest, manifests, writeFiles } from './project.ts';

const json = ['--format', 'json'];
const applying = ['apply', '--auto-approve'];

/** Twenty changes: the tenth skill is refused, and a queue needs it. */
const refusedName = 'skill-10';
const twenty = {
  'manifests/skills.yaml': manifests(
    ...Array.from({ length: 18 }, (_, index) => manifest('Skill', `skill-${index + 1}`)),
  ),
  'manifests/queues.yaml': manifests(
    manifest('Queue', 'needy', { channel: 'voice', skills: [{ skill: refusedName, level: 1 }] }),
    manifest('Queue', 'free', { channel: 'voice', skills: [{ skill: 'skill-1', level: 1 }] }),
  ),
};
const reason = 'skill names that end in 10 are reserved';
const refusing: Intercept = async ({ method, body }, serve) =>
  method === 'POST' && body?.name === refusedName
    ? Response.json({ errors: [{ code: 'reserved', message: reason }] }, { status: 400 })
    : serve();

describe('a change that the tenant refuses', () => {
  it('is exit 3: the rest is applied, what depends on it is blocked', async () => {
    const tenant = await startTenant({ intercept: refusing });
    const ran = await cxform([...applying, ...json], { cwd: await makeProject(twenty), env: tenant.env });
    expect(ran.code).toBe(3);
    const { outcomes, summary } = onlyJson<ApplyReport>(ran);
    expect(summary).toEqual({ applied: 18, failed: 1, blocked: 1, conflict: 0, unknown: 0 });
    expect(outcomes).toHaveLength(20);
    expect(outcomes.filter(({ outcome }) => outcome !== 'applied')).toMatchObject([
      { address: 'Queue/needy', action: 'create', outcome: 'blocked', attempts: 0 },
      {
        address: 'Skill/skill-10',
        action: 'create',
        outcome: 'failed',
        attempts: 1,
        error: { code: 'BAD_REQUEST', status: 400, message: expect.stringContaining(reason) },
      },
    ]);
    expect(await tenant.skills()).toHaveLength(17);
    expect((await tenant.queues()).map(({ name }) => name)).toEqual(['free']);
  });

  it("shows the server's reason beside the manifest's line", async () => {
    const { env } = await startTenant({ intercept: refusing });
    const ran = await cxform(applying, { cwd: await makeProject(twenty), env });
    expect(ran.code).toBe(3);
    const lines = ran.stdout.split('\n');
    const failed = lines.findIndex((line) => line.includes('Skill/skill-10 failed'));
    expect(lines[failed]).toContain('manifests/skills.yaml:20:1');
    expect(lines[failed + 1]).toContain(reason);
    expect(lines.at(-2)).toBe('acme: 18 applied, 1 failed, 1 blocked.');
    expect(ran.stderr).toContain('[20/20]');
  });

  it('is tried again by the next apply, alone with what it blocked', async () => {
    let refuse = true;
    const intercept: Intercept = (call, serve) => (refuse ? refusing(call, serve) : serve());
    const tenant = await startTenant({ intercept });
    const cwd = await makeProject(twenty);
    await cxform(applying, { cwd, env: tenant.env });
    refuse = false;
    const before = tenant.writes.length;
    expect((await cxform(applying, { cwd, env: tenant.env })).code).toBe(0);
    expect(tenant.writes.slice(before).map(({ body }) => body?.name)).toEqual([refusedName, 'needy']);
  });
});

describe('the guard', () => {
  const pruning = acme.replace('spec:\n', 'spec:\n  prune: true\n');
  const many = (count: number) => ({
    'manifests/skills.yaml': manifests(
      ...Array.from({ length: count }, (_, index) => manifest('Skill', `skill-${index + 1}`)),
    ),
  });

  it('refuses too many deletions with exit 1, and --allow-deletes lets them through', async () => {
    const tenant = await startTenant();
    const { env } = tenant;
    const cwd = await makeProject({ 'cxform.yaml': pruning, ...many(12) });
    await cxform(applying, { cwd, env });
    await writeFiles(cwd, many(1));
    const before = tenant.writes.length;

    const plan = await cxform(['plan', ...json], { cwd, env });
    expect(plan.code).toBe(0);
    expect(onlyJson<Plan>(plan).diagnostics.map(({ code }) => code)).toEqual(['GUARD']);
    const refused = await cxform([...applying, ...json], { cwd, env });
    expect(refused.code).toBe(1);
    expect(refusalCodes(refused)).toContain('GUARD_REFUSED');
    const tooFew = await cxform([...applying, '--allow-deletes', '10', ...json], { cwd, env });
    expect(tooFew.code).toBe(1);
    expect(tenant.writes).toHaveLength(before);

    const allowed = await cxform([...applying, '--allow-deletes', '11', ...json], { cwd, env });
    expect(allowed.code).toBe(0);
    expect((await tenant.skills()).map(({ name }) => name)).toEqual(['skill-1']);
  });
});
