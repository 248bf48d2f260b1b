import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { type LoopbackTenant, startTenant } from '../support/loopback-tenant.ts';
import { Applying, applying, holdingWrites, hurried } from './applying.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { acme, makeProject, manifest, manifests } from './project.ts';

const skills = 5;
const centre = {
  'manifests/centre.yaml': manifests(
    ...Array.from({ length: skills }, (_, index) => manifest('Skill', `skill-${index}`)),
  ),
};

/** A project and its tenant, and an apply in the middle of its second write. */
async function applyingOne(config = acme) {
  const { intercept, arrived, release } = holdingWrites(2);
  const tenant = await startTenant({ intercept });
  const cwd = await makeProject({ ...centre, 'cxform.yaml': config });
  const first = new Applying(cwd, tenant.env, ['--parallelism', '1']);
  await arrived;
  return { tenant, cwd, first, release };
}

/** Some that are not patient. When they have come and gone, whoever began to wait before them does. */
async function expectRefused({ env }: LoopbackTenant, cwd: string): Promise<void> {
  for (let tries = 0; tries < 3; tries++) expect((await cxform(applying, { cwd, env })).code).toBe(1);
}

describe('a second apply', () => {
  it('is refused while one is at work, and told who that is; the first one is not disturbed', async () => {
    const { tenant, cwd, first, release } = await applyingOne();
    const second = await cxform(applying, { cwd, env: tenant.env });
    expect(second.code).toBe(1);
    expect(refusalCodes(second)).toEqual(['LEDGER_BUSY']);
    const [busy] = onlyJson<{ diagnostics: readonly Diagnostic[] }>(second).diagnostics;
    expect(busy?.summary).toContain(`process ${first.pid} on ${hostname()}`);
    expect(busy?.hint).toContain('--lock-timeout');
    release();
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(tenant.writes).toHaveLength(skills);
  });

  it('that may wait works when the first one is done', async () => {
    const { tenant, cwd, first, release } = await applyingOne();
    const patient = new Applying(cwd, tenant.env, ['--lock-timeout', '20s']);
    await expectRefused(tenant, cwd);
    release();
    expect(await first.ended).toMatchObject({ code: 0 });
    const waited = await patient.ended;
    expect(waited).toMatchObject({ code: 0 });
    expect(onlyJson<ApplyReport>(waited).outcomes).toEqual([]);
    expect(tenant.writes).toHaveLength(skills);
  });

  it('that is asked to stop while it waits says INTERRUPTED, exit 1', async () => {
    const { tenant, cwd, first, release } = await applyingOne();
    const patient = new Applying(cwd, tenant.env, ['--lock-timeout', '20s']);
    await expectRefused(tenant, cwd);
    patient.signal('SIGTERM');
    const ran = await patient.ended;
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['INTERRUPTED']);
    release();
    expect(await first.ended).toMatchObject({ code: 0 });
  });

  it('takes the lease of a killed one over at once', async () => {
    const { tenant, cwd, first, release } = await applyingOne(hurried);
    first.signal('SIGKILL');
    await first.ended;
    release();
    expect(await cxform(applying, { cwd, env: tenant.env })).toMatchObject({ code: 0 });
    expect(await tenant.skills()).toHaveLength(skills);
    expect(tenant.writes).toHaveLength(skills);
  });
});

describe('a holder of the lease that was frozen past its end', () => {
  it('sends nothing more when it goes on after another one has finished', async () => {
    const { tenant, cwd, first, release } = await applyingOne(hurried);
    first.signal('SIGSTOP');
    release();
    const second = await cxform([...applying, '--lock-timeout', '40s'], { cwd, env: tenant.env });
    expect(second).toMatchObject({ code: 0 });
    expect(await tenant.skills()).toHaveLength(skills);
    const calls = tenant.writes.length;

    first.signal('SIGCONT');
    const ran = await first.ended;
    expect(ran.code).toBe(3);
    expect(tenant.writes).toHaveLength(calls);
    expect(calls).toBe(skills);
    const left = onlyJson<ApplyReport>(ran).outcomes.filter(({ outcome }) => outcome !== 'applied');
    expect(left.length).toBeGreaterThanOrEqual(skills - 2);
    expect(await cxform(['ledger', 'verify'], { cwd, env: tenant.env })).toMatchObject({ code: 0 });
    expect(await cxform(applying, { cwd, env: tenant.env })).toMatchObject({ code: 0 });
    expect(tenant.writes).toHaveLength(calls);
  }, 60_000);
});
