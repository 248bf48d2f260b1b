import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { type Intercept, type LoopbackTenant, startTenant } from '../support/loopback-tenant.ts';
import { Applying, applying, holdingWrites, hurried, isWrite, ledgerHead, outcomesIn } from './applying.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { acme, makeProject, manifest, manifests } from './project.ts';

const skillNames = Array.from({ length: 9 }, (_, index) => `skill-${index + 1}`);
const centre = {
  'cxform.yaml': hurried,
  'manifests/centre.yaml': manifests(...skillNames.map((name) => manifest('Skill', name))),
};
const objects = skillNames.length;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The next apply does what is left, nothing is there twice, and nothing is left to do. */
async function expectFinishes(tenant: LoopbackTenant, cwd: string): Promise<void> {
  const { env } = tenant;
  const again = await cxform(applying, { cwd, env });
  expect(again).toMatchObject({ code: 0 });
  expect((await tenant.skills()).map(({ name, version }) => [name, version]).sort()).toEqual(
    skillNames.map((name) => [name, 1]),
  );
  const plan = await cxform(['plan', '--format', 'json'], { cwd, env });
  expect(onlyJson<Plan>(plan)).toMatchObject({ changes: [], adopted: [], unmanaged: [], orphaned: [] });
  expect(await cxform(['ledger', 'verify'], { cwd, env })).toMatchObject({ code: 0 });
}

describe('an apply that is asked to stop before anything was written', () => {
  const paths = ['/oauth/token', '/api/v2/routing/skills'];

  it.each(paths.flatMap((path) => signals.map((signal) => ({ path, signal }))))(
    'by $signal while it waits for $path says INTERRUPTED, exit 1, and gives its lease back',
    async ({ path, signal }) => {
      let apply: Applying | undefined;
      // It gets no answer: to stop, it has to let go of what it asked.
      const intercept: Intercept = (call, serve) => {
        if (!call.path.startsWith(path) || !apply) return serve();
        apply.signal(signal);
        return new Promise(() => {});
      };
      const tenant = await startTenant({ intercept });
      const cwd = await makeProject(centre);
      apply = new Applying(cwd, tenant.env);
      const ran = await apply.ended;
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['INTERRUPTED']);
      expect(tenant.writes).toEqual([]);
      expect((await ledgerHead(cwd))?.lease).toBeUndefined();
      apply = undefined;
      await expectFinishes(tenant, cwd);
    },
  );
});

describe('an apply that is asked to stop while a write is under way', () => {
  const moments = [
    { write: 1, parallelism: '1', signal: 'SIGINT' },
    { write: 5, parallelism: '1', signal: 'SIGTERM' },
    { write: 9, parallelism: '1', signal: 'SIGHUP' },
    { write: 1, parallelism: '4', signal: 'SIGINT' },
    { write: 6, parallelism: '4', signal: 'SIGTERM' },
  ] as const;

  it.each(moments)(
    '($signal at write $write, $parallelism at once) waits for it, records it, sends no other, exit 3',
    async ({ write, parallelism, signal }) => {
      const { intercept, arrived, release } = holdingWrites(write);
      const tenant = await startTenant({ intercept });
      const cwd = await makeProject(centre);
      const apply = new Applying(cwd, tenant.env, ['--parallelism', parallelism]);
      await arrived;
      apply.signal(signal);
      release();
      const ran = await apply.ended;
      const { applied, blocked, all, codes } = outcomesIn(ran);
      expect(ran.code).toBe(write === objects ? 0 : 3);
      expect([applied, all]).toEqual([tenant.writes.length, objects]);
      expect(blocked).toBe(objects - applied);
      expect(codes).toEqual(blocked === 0 ? [] : ['INTERRUPTED']);
      expect(applied).toBeGreaterThanOrEqual(write);
      expect(applied).toBeLessThan(write + Number(parallelism));
      expect(ran.stderr).toBe('');
      expect((await ledgerHead(cwd))?.lease).toBeUndefined();
      await expectFinishes(tenant, cwd);
      expect(tenant.writes).toHaveLength(objects);
    },
  );

  it('waits for its answer no longer than its deadline, and the next one finds out what became of it', async () => {
    const { intercept, arrived, release } = holdingWrites(3);
    const tenant = await startTenant({ intercept });
    const cwd = await makeProject(centre);
    const apply = new Applying(cwd, tenant.env, ['--parallelism', '1']);
    await arrived;
    apply.signal('SIGINT');
    const ran = await apply.ended;
    expect(ran.code).toBe(3);
    expect(outcomesIn(ran)).toMatchObject({ applied: 2, blocked: objects - 3, all: objects });
    release();
    await expectFinishes(tenant, cwd);
  });
});

describe('an apply that is asked to stop while its writes wait', () => {
  it('for their turn lets none of them go out', async () => {
    const slow = acme.replace('requestsPerMinute: 10000', 'requestsPerMinute: 10');
    const { intercept, arrived, release } = holdingWrites(1);
    const tenant = await startTenant({ intercept });
    const cwd = await makeProject({ ...centre, 'cxform.yaml': slow });
    const apply = new Applying(cwd, tenant.env, ['--parallelism', '8']);
    await arrived;
    // The next one may go out six seconds after it.
    apply.signal('SIGTERM');
    release();
    const ran = await apply.ended;
    expect(ran.code).toBe(3);
    expect(outcomesIn(ran)).toEqual({ applied: 1, blocked: 8, all: objects, codes: ['INTERRUPTED'] });
    expect(tenant.writes).toHaveLength(1);
  });

  it('for what became of one whose answer was lost leaves that one open for the next', async () => {
    let writes = 0;
    const intercept: Intercept = (call, serve) =>
      isWrite(call) && ++writes === 3 ? Promise.resolve(new Response(null, { status: 503 })) : serve();
    const tenant = await startTenant({ intercept });
    const cwd = await makeProject({ ...centre, 'cxform.yaml': hurried.replace('1s', '20s') });
    const apply = new Applying(cwd, tenant.env, ['--parallelism', '1', '--verbose']);
    await apply.says('"status":503');
    apply.signal('SIGINT');
    const ran = await apply.ended;
    expect(ran.code).toBe(3);
    expect(outcomesIn(ran)).toMatchObject({ applied: 2, blocked: 6, all: objects });
    expect(tenant.writes).toHaveLength(3);
  });

  it('for what became of an earlier run’s writes says INTERRUPTED, exit 1', async () => {
    const { intercept, arrived, release } = holdingWrites(3);
    const tenant = await startTenant({ intercept });
    const cwd = await makeProject({ ...centre, 'cxform.yaml': hurried.replace('1s', '10s') });
    const killed = new Applying(cwd, tenant.env, ['--parallelism', '1']);
    await arrived;
    killed.signal('SIGKILL');
    await killed.ended;
    const writes = tenant.writes.length;

    const waiting = new Applying(cwd, tenant.env, ['--verbose']);
    await waiting.says('"path":"/api/v2/routing/skills"');
    waiting.signal('SIGINT');
    const ran = await waiting.ended;
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['INTERRUPTED']);
    expect(tenant.writes).toHaveLength(writes);
    expect((await ledgerHead(cwd))?.lease).toBeUndefined();
    release();
  });
});

describe('an apply that is asked to stop twice', () => {
  it('ends by the second at once, and the next one recovers', async () => {
    const { intercept, arrived, release } = holdingWrites(4);
    const tenant = await startTenant({ intercept });
    const cwd = await makeProject(centre);
    const apply = new Applying(cwd, tenant.env, ['--parallelism', '4', '--verbose']);
    await arrived;
    apply.signal('SIGINT');
    await apply.says('Asked to stop');
    apply.signal('SIGTERM');
    expect(await apply.ended).toMatchObject({ code: null, signal: 'SIGTERM', stdout: '' });
    release();
    await expectFinishes(tenant, cwd);
  });
});
