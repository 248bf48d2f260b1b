import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { History } from '../../src/core/history.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { appliedProject, centre, conflictedProject, run } from './conflicted-project.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, writeFiles } from './project.ts';
import { changing, makeTenants, settled } from './several-tenants.ts';

const json = ['--format', 'json'];

describe('history', () => {
  it('lists the runs, the newest last, with how each ended and who it was; it needs no tenant', async () => {
    const project = await conflictedProject();
    const { cwd } = project;
    const before = project.tenant.calls.length;
    const { runs, events } = onlyJson<History>(await cxform(['history', ...json], { cwd }));
    expect(runs.map(({ summary }) => summary)).toMatchObject([
      { applied: 2, conflict: 0 },
      { applied: 0, conflict: 1 },
    ]);
    expect(runs.map(({ holder }) => Number.isInteger(holder?.pid))).toEqual([true, true]);
    expect(events).toEqual([]);
    const { stdout } = await cxform(['history'], { cwd });
    expect(stdout).toMatch(/run \w+ .*2 applied\n.*run \w+ .*1 conflict\n\nacme: 2 runs\.\n$/);
    expect(project.tenant.calls).toHaveLength(before);
  });

  it('says of a run that was killed that it did not come to its end', async () => {
    let child: ChildProcess | undefined;
    const tenant = await startTenant({
      intercept: async ({ method, path }, serve) => {
        if (method !== 'GET' && path !== '/oauth/token') child?.kill('SIGKILL');
        return serve();
      },
    });
    const cwd = await makeProject(centre({}));
    const onStart = (started: ChildProcess) => {
      child = started;
    };
    const killed = await cxform(['apply', '--auto-approve'], { cwd, env: tenant.env, onStart });
    expect(killed.signal).toBe('SIGKILL');
    expect((await cxform(['history'], { cwd })).stdout).toContain('did not come to its end');
    const { runs } = onlyJson<History>(await cxform(['history', ...json], { cwd }));
    expect(runs).toHaveLength(1);
    expect(runs[0]).not.toHaveProperty('endedAt');
    expect(runs[0]?.open).toBeGreaterThan(0);
  });

  it('tells what became of one address, with values', async () => {
    const project = await appliedProject();
    await writeFiles(project.cwd, centre({ wrapUpTimeout: '1m' }));
    await run(project, ['apply', '--auto-approve']);
    const { address, runs, events } = onlyJson<History>(
      await run(project, ['history', 'Queue/sales', ...json]),
    );
    expect(address).toBe('Queue/sales');
    expect(runs).toHaveLength(2);
    const desired = events.filter(({ type }) => type === 'intent').map(({ values }) => values?.desired);
    expect(desired).toMatchObject([{ wrapUpTimeout: '30s' }, { wrapUpTimeout: '1m' }]);
    expect(new Set(events.map((event) => event.address))).toEqual(new Set(['Queue/sales']));
    const { stdout } = await run(project, ['history', 'Queue/sales']);
    expect(stdout).toMatch(/intent update \(write\)[\s\S]*wrapUpTimeout +1m[\s\S]*update applied/);
    const calm = onlyJson<History>(await run(project, ['history', 'Queue/calm', ...json]));
    expect(calm.runs).toHaveLength(1);
  });

  it('is refused for an address that no apply has seen, with what was meant', async () => {
    const project = await appliedProject();
    const ran = await run(project, ['history', 'Queue/sale', ...json], 1);
    expect(refusalCodes(ran)).toEqual(['ADDRESS_NOT_RECORDED']);
    expect(ran.stderr).toContain('Did you mean Queue/sales?');
  });

  it('is empty where nothing was ever applied, and is told of each Tenant', async () => {
    const cwd = await makeTenants({ dev: settled, prod: changing });
    await cxform(['apply', '--auto-approve', '--tenant', 'prod'], { cwd });
    const ran = await cxform(['history', '--tenant', 'all', ...json], { cwd });
    expect(ran.code).toBe(0);
    const { tenants } = onlyJson<{ readonly tenants: readonly History[] }>(ran);
    expect(tenants.map(({ tenant, runs }) => [tenant, runs.length])).toEqual([
      ['dev', 0],
      ['prod', 1],
    ]);
  });
});
