import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { type Intercept, startTenant } from '../support/loopback-tenant.ts';
import { hurried } from './applying.ts';
import { cliPath, cxform, onlyJson } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';

const skillNames = Array.from({ length: 8 }, (_, index) => `skill-${index + 1}`);
const centre = {
  'cxform.yaml': hurried,
  'manifests/centre.yaml': manifests(
    ...skillNames.map((name) => manifest('Skill', name)),
    manifest('Queue', 'sales', { channel: 'voice', skills: [{ skill: 'skill-1', level: 2 }] }),
    manifest('Queue', 'renewals', {
      channel: 'voice',
      overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: 'sales' },
    }),
  ),
};
const writesInAll = 10;

describe('an apply that is killed', () => {
  const moments = [1, 5, 8, 9, 10].flatMap((write) => [
    { write, when: 'before', parallelism: '1' },
    { write, when: 'after', parallelism: '1' },
    { write, when: 'after', parallelism: '10' },
  ]);

  it.each(moments)(
    '$when the tenant takes write $write, $parallelism at once, is finished by the next one',
    async ({ write, when, parallelism }) => {
      let child: ChildProcess | undefined;
      let writes = 0;
      const intercept: Intercept = async ({ method, path }, serve) => {
        if (method === 'GET' || path === '/oauth/token' || ++writes !== write) return serve();
        if (when === 'before') {
          await kill(child);
          return new Response(null, { status: 503 });
        }
        const answer = await serve();
        await kill(child);
        return answer;
      };
      const tenant = await startTenant({ intercept });
      const { env } = tenant;
      const cwd = await makeProject(centre);
      const applying = ['apply', '--auto-approve', '--parallelism', parallelism];
      const onStart = (started: ChildProcess) => {
        child = started;
      };
      expect((await cxform(applying, { cwd, env, onStart })).code).toBeNull();

      const again = await cxform(applying, { cwd, env });
      expect(again).toMatchObject({ code: 0 });
      expect((await tenant.skills()).map(({ name, version }) => [name, version]).sort()).toEqual(
        skillNames.map((name) => [name, 1]),
      );
      expect((await tenant.queues()).map(({ name }) => name).sort()).toEqual(['renewals', 'sales']);
      const lost = when === 'before' ? 1 : 0;
      expect(tenant.writes).toHaveLength(writesInAll + lost);
      const plan = await cxform(['plan', '--format', 'json'], { cwd, env });
      expect(onlyJson<Plan>(plan)).toMatchObject({ changes: [], adopted: [], unmanaged: [], orphaned: [] });
    },
  );
});

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (!child) throw new Error('nothing to kill');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('a reader that goes away', () => {
  // More than a pipe holds, so that the process is still writing when its reader is gone.
  const many = {
    'manifests/skills.yaml': manifests(
      ...Array.from({ length: 1_500 }, (_, index) =>
        manifest('Skill', `skill-${index}`, { description: 'x'.repeat(80) }),
      ),
    ),
  };

  it.each(['text', 'json'])('is no error of a plan in %s', async (format) => {
    const { env } = await startTenant();
    const script = '{ "$0" "$1" plan --format "$2"; echo "exit code $?" >&2; } | head -1';
    const shell = spawn('/bin/sh', ['-c', script, process.execPath, cliPath, format], {
      cwd: await makeProject(many),
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('exit code 0\n');
  });
});
