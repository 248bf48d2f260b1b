import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { type Intercept, startTenant } from '../support/loopback-tenant.ts';
import { cxform, onlyJson, type Ran } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';

const centre = {
  'manifests/centre.yaml': manifests(
    ...Array.from({ length: 30 }, (_, index) => manifest('Skill', `skill-${index}`)),
    manifest('Queue', 'sales', { channel: 'voice', skills: [{ skill: 'skill-1', level: 2 }] }),
  ),
};

const planning = ['plan', '--format', 'json', '--output', 'plans/today/plan.json'];

/** All files of a folder with their content, and its folders. */
async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const contents = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length), entry.isFile() ? await readFile(path, 'utf8') : ''] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

/** All of the plan stands there, or nothing more than before. */
async function expectWholeOrNothing(cwd: string, before: Readonly<Record<string, string>>): Promise<string> {
  const {
    '/plans': _,
    '/plans/today': __,
    '/plans/today/plan.json': written,
    ...rest
  } = await contentOf(cwd);
  expect(rest).toEqual(before);
  if (written === undefined) {
    expect(await contentOf(cwd)).toEqual(before);
    return 'nothing';
  }
  expect(onlyJson<Plan>({ stdout: written }).changes).toHaveLength(31);
  return 'all';
}

function expectEndedBy(signal: NodeJS.Signals, ran: Ran): void {
  expect(ran).toEqual({ code: null, signal, stdout: '', stderr: '' });
}

describe('a plan that is interrupted while the tenant is read', () => {
  const requests = ['/oauth/token', '/api/v2/routing/skills', '/api/v2/routing/queues'];
  const moments = requests.flatMap((path) =>
    (['before', 'after'] as const).flatMap((when) =>
      (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => ({ path, when, signal })),
    ),
  );

  it.each(moments)(
    'by $signal $when the answer to $path ends by it and leaves nothing behind',
    async ({ path, when, signal }) => {
      let child: ChildProcess | undefined;
      const intercept: Intercept = async (call, serve) => {
        if (!call.path.startsWith(path)) return serve();
        if (when === 'before') child?.kill(signal);
        const answer = await serve();
        if (when === 'after') child?.kill(signal);
        return answer;
      };
      const tenant = await startTenant({ intercept });
      const cwd = await makeProject(centre);
      const before = await contentOf(cwd);
      const onStart = (started: ChildProcess) => {
        child = started;
      };
      expectEndedBy(signal, await cxform(planning, { cwd, env: tenant.env, onStart }));
      expect(await expectWholeOrNothing(cwd, before)).toBe('nothing');
      expect(tenant.writes).toEqual([]);
    },
  );
});

/** A process that sends itself a signal when it comes to the nth of its steps with files, before that is done; where it ends by itself it says how many there were. */
const interruptingItself = (signal: NodeJS.Signals, step: number) => {
  const code = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    let steps = 0;
    const spy = (object, name) => {
      const real = object[name];
      object[name] = function (...args) {
        if (++steps === ${step}) process.kill(process.pid, '${signal}');
        return real.apply(this, args);
      };
    };
    for (const name of ['stat', 'realpath', 'access', 'readFile', 'readdir', 'mkdir', 'open', 'rename', 'unlink']) spy(fs.promises, name);
    const file = await fs.promises.open('cxform.yaml');
    const handle = Object.getPrototypeOf(file);
    await file.close();
    steps = 0;
    for (const name of ['stat', 'chmod', 'writeFile', 'sync', 'datasync', 'appendFile', 'close']) spy(handle, name);
    syncBuiltinESMExports();
    process.on('exit', () => fs.writeSync(2, String(steps)));
  `;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
};

describe('a plan that is interrupted at any step with its files', () => {
  it('ends by the signal and leaves all of its output behind, or nothing', async () => {
    const tenant = await startTenant();
    const runTo = async (step: number) => {
      const cwd = await makeProject(centre);
      const before = await contentOf(cwd);
      const ran = await cxform(planning, {
        cwd,
        env: { ...tenant.env, ...interruptingItself('SIGINT', step) },
      });
      return { ran, left: await expectWholeOrNothing(cwd, before) };
    };
    const steps = Number((await runTo(Number.POSITIVE_INFINITY)).ran.stderr);
    // Reading is like reading; of writing each step counts.
    const writing = 24;
    const chosen = Array.from({ length: steps }, (_, index) => index + 1).filter(
      (step) => step > steps - writing || step % 4 === 1,
    );
    const left: string[] = [];
    for (const step of chosen) {
      const interrupted = await runTo(step);
      expectEndedBy('SIGINT', interrupted.ran);
      left.push(interrupted.left);
    }
    expect(left.join(' ')).toMatch(/^(nothing ){10,}(all ?){5,}$/);
    expect(tenant.writes).toEqual([]);
  }, 120_000);

  it('is one that begins only: the moment after the process is there', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject(centre);
    const before = await contentOf(cwd);
    const onStart = (child: ChildProcess) => child.once('spawn', () => child.kill('SIGINT'));
    expectEndedBy('SIGINT', await cxform(planning, { cwd, env: tenant.env, onStart }));
    expect(await expectWholeOrNothing(cwd, before)).toBe('nothing');
    expect(tenant.calls).toEqual([]);
  });
});

describe('a document that somebody is still reading', () => {
  // More than a pipe holds, so that the process is still writing when it is interrupted.
  const many = {
    'manifests/skills.yaml': manifests(
      ...Array.from({ length: 1_500 }, (_, index) => manifest('Skill', `skill-${index}`)),
    ),
  };

  it('comes out whole before the process ends', async () => {
    const { env } = await startTenant();
    const onStart = (child: ChildProcess) => child.stdout?.once('data', () => child.kill('SIGINT'));
    const ran = await cxform(['plan', '--format', 'json'], { cwd: await makeProject(many), env, onStart });
    expect(ran).toMatchObject({ code: null, signal: 'SIGINT', stderr: '' });
    expect(onlyJson<Plan>(ran).changes).toHaveLength(1_500);
  });
});

describe('an apply that is interrupted', () => {
  it.each([
    [1, 3],
    [16, 3],
    [31, 0],
  ])('at its write %s leaves no drafts, exit %i, and the next one goes on', async (nth, code) => {
    let child: ChildProcess | undefined;
    let writes = 0;
    const intercept: Intercept = (call, serve) => {
      if (call.method === 'POST' && call.path !== '/oauth/token' && ++writes === nth) child?.kill('SIGINT');
      return serve();
    };
    const tenant = await startTenant({ intercept });
    const cwd = await makeProject(centre);
    const onStart = (started: ChildProcess) => {
      child = started;
    };
    const applying = ['apply', '--auto-approve', '--quiet', '--parallelism', '4'];
    const ran = await cxform(applying, { cwd, env: tenant.env, onStart });
    expect(ran).toMatchObject({ code });
    expect(Object.keys(await contentOf(cwd)).filter((path) => path.endsWith('.tmp'))).toEqual([]);

    child = undefined;
    expect(await cxform(applying, { cwd, env: tenant.env })).toMatchObject({ code: 0 });
    expect(await tenant.skills()).toHaveLength(30);
    expect(Object.keys(await contentOf(cwd)).filter((path) => /\.tmp$|lock/.test(path))).toEqual([]);
  });
});
