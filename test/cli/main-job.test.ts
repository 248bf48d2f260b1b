import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Plan } from '../../src/core/plan.ts';
import { type LoopbackTenant, startTenant } from '../support/loopback-tenant.ts';
import { cxform, onlyJson } from './cxform.ts';
import { makeProject, manifest, manifests, writeFiles } from './project.ts';

const json = ['--format', 'json'];
const applying = ['apply', '--auto-approve', ...json];

const billing = { id: 'skl_1', name: 'Billing', version: 7, description: 'Invoices', colour: 'blue' };
const sales = {
  id: 'que_1',
  name: 'Sales',
  version: 3,
  channel: 'voice',
  wrapUpTimeout: 30_000,
  skills: [{ id: 'skl_1', level: 2, since: 2019 }],
  overflow: { maxWaitTime: 60_000, action: 'drop', music: 'opus 1' },
  recording: { enabled: true },
};
const storm = { id: 'que_9', name: 'Storm desk', version: 1, channel: 'voice' };

const skillManifest = manifest('Skill', 'billing', { displayName: 'Billing' });
const declaring = (spec: object) => ({
  'manifests/centre.yaml': manifests(
    skillManifest,
    manifest('Queue', 'sales', { displayName: 'Sales', channel: 'voice', ...spec }),
  ),
});

const plan = async (cwd: string, { env }: LoopbackTenant) =>
  onlyJson<Plan>(await cxform(['plan', ...json], { cwd, env }));
const apply = async (cwd: string, { env }: LoopbackTenant) => {
  const ran = await cxform(applying, { cwd, env });
  return { code: ran.code, report: onlyJson<ApplyReport>(ran) };
};

describe('plan, apply, plan', () => {
  it('creates what is new in the order of its references and has nothing to do afterwards', async () => {
    const tenant = await startTenant({ queues: [storm] });
    const cwd = await makeProject({
      'manifests/all.yaml': manifests(
        manifest('Queue', 'sales', {
          channel: 'voice',
          skills: [{ skill: 'billing', level: 4 }],
          overflow: { maxWaitTime: '2m', action: 'routeToQueue', targetQueue: 'general' },
        }),
        manifest('Queue', 'general', { channel: 'voice' }),
        skillManifest,
      ),
    });
    expect((await plan(cwd, tenant)).summary).toMatchObject({
      create: 3,
      update: 0,
      delete: 0,
      unmanaged: 1,
    });
    const { code, report } = await apply(cwd, tenant);
    expect(code).toBe(0);
    expect(report.summary).toEqual({ applied: 3, failed: 0, blocked: 0, conflict: 0, unknown: 0 });
    const [skill] = await tenant.skills();
    const queues = await tenant.queues();
    const byName = (name: string) => queues.find((queue) => queue.name === name);
    expect(byName('sales')).toMatchObject({
      channel: 'voice',
      skills: [{ id: skill?.id, level: 4 }],
      overflow: { maxWaitTime: 120_000, action: 'routeToQueue', targetQueueId: byName('general')?.id },
    });
    expect(byName('Storm desk')).toEqual(storm);
    const before = tenant.writes.length;
    expect(before).toBe(3);
    expect((await plan(cwd, tenant)).changes).toEqual([]);
    expect(await apply(cwd, tenant)).toMatchObject({ code: 0, report: { outcomes: [] } });
    expect(tenant.writes).toHaveLength(before);
  });

  it('sends the changed fields and the version, nothing else', async () => {
    const tenant = await startTenant({ skills: [billing], queues: [sales, storm] });
    const cwd = await makeProject(
      declaring({ wrapUpTimeout: '45s', skills: [{ skill: 'billing', level: 2 }] }),
    );
    expect((await apply(cwd, tenant)).code).toBe(0);
    expect(tenant.writes).toEqual([
      { method: 'PATCH', path: '/api/v2/routing/queues/que_1', body: { wrapUpTimeout: 45_000, version: 3 } },
    ]);
    expect(await tenant.queues()).toEqual([{ ...sales, wrapUpTimeout: 45_000, version: 4 }, storm]);
    expect(await tenant.skills()).toEqual([billing]);
  });

  it('keeps the members of a nested object that the manifest does not know', async () => {
    const tenant = await startTenant({ skills: [billing], queues: [sales] });
    const spec = {
      skills: [{ skill: 'billing', level: 5 }],
      overflow: { maxWaitTime: '90s', action: 'drop' },
    };
    const cwd = await makeProject(declaring(spec));
    expect((await apply(cwd, tenant)).code).toBe(0);
    expect(tenant.writes.map(({ body }) => body)).toEqual([
      {
        skills: [{ id: 'skl_1', level: 5, since: 2019 }],
        overflow: { maxWaitTime: 90_000, action: 'drop', music: 'opus 1' },
        version: 3,
      },
    ]);
  });

  it('leaves a field alone that the manifest leaves out, and clears one that is null', async () => {
    const tenant = await startTenant({ skills: [billing], queues: [sales] });
    const cwd = await makeProject(declaring({}));
    expect((await apply(cwd, tenant)).report.outcomes).toEqual([]);
    await writeFiles(cwd, declaring({ wrapUpTimeout: null }));
    expect((await apply(cwd, tenant)).code).toBe(0);
    expect(tenant.writes.map(({ body }) => body)).toEqual([{ wrapUpTimeout: null, version: 3 }]);
    expect((await plan(cwd, tenant)).changes).toEqual([]);
  });

  it('renames the same object where the display name changes', async () => {
    const tenant = await startTenant({ skills: [billing], queues: [sales] });
    const cwd = await makeProject(declaring({}));
    await apply(cwd, tenant);
    await writeFiles(cwd, declaring({ displayName: 'Sales and renewals' }));
    expect((await apply(cwd, tenant)).code).toBe(0);
    expect(await tenant.queues()).toMatchObject([{ id: 'que_1', name: 'Sales and renewals', version: 4 }]);
  });

  it('puts back what was changed by hand, and says that it was', async () => {
    const tenant = await startTenant({ skills: [billing], queues: [sales] });
    const cwd = await makeProject(declaring({ wrapUpTimeout: '30s' }));
    await apply(cwd, tenant);
    await tenant.sandbox.edit('queues', 'que_1', { wrapUpTimeout: 5_000, recording: { enabled: false } });
    const inText = await cxform(['plan'], { cwd, env: tenant.env });
    expect(inText.stdout).toMatch(/wrapUpTimeout +5s +→ 30s +changed by hand/);
    expect((await plan(cwd, tenant)).changes[0]?.fields).toEqual([
      { path: '/wrapUpTimeout', before: '5s', after: '30s', origin: 'drift' },
    ]);
    await apply(cwd, tenant);
    expect(await tenant.queues()).toEqual([{ ...sales, recording: { enabled: false }, version: 5 }]);
  });
});
