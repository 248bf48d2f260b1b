import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Drift } from '../../src/core/drift.ts';
import type { Plan } from '../../src/core/plan.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, manifests, writeFiles } from './project.ts';
import { sandboxEnv as env, runSandbox, type SandboxDocument } from './running-sandbox.ts';

const SKILLS = '/api/v2/routing/skills';
const QUEUES = '/api/v2/routing/queues';

const centre = {
  'manifests/centre.yaml': manifests(
    manifest('Skill', 'spanish'),
    manifest('Queue', 'billing', { channel: 'voice', skills: [{ skill: 'spanish', level: 2 }] }),
  ),
};

interface Requests {
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body?: object }[];
}

const stateIn = async (folder: string) => JSON.parse(await readFile(join(folder, 'tenant.json'), 'utf8'));

describe('cxform sandbox', () => {
  it('serves a tenant that plan, apply and drift work on, as the printed manifest says', async () => {
    const cwd = await makeProject(centre);
    const sandbox = await runSandbox(['--state', 'tenant.json', '--format', 'json'], cwd);
    const { tenant } = onlyJson<SandboxDocument>(sandbox);
    await writeFiles(cwd, { 'cxform.yaml': tenant });

    const plan = onlyJson<Plan>(await cxform(['plan', '--format', 'json'], { cwd, env }));
    expect(plan.changes.map(({ address }) => address)).toEqual(['Queue/billing', 'Skill/spanish']);
    expect(plan.diagnostics).toEqual([]);
    expect(await cxform(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    expect((await stateIn(cwd)).routing.queues).toMatchObject([{ name: 'billing', version: 1 }]);
    expect(await cxform(['drift'], { cwd, env })).toMatchObject({ code: 0 });

    const edit = { list: 'queues', name: 'billing', change: { wrapUpTimeout: 7000, channel: 'email' } };
    const edited = await sandbox.send('POST', '/_sandbox/edit', edit);
    expect(await edited.json()).toMatchObject({ version: 2 });
    const drift = await cxform(['drift', '--format', 'json'], { cwd, env });
    expect(drift.code).toBe(2);
    expect(onlyJson<Drift>(drift).drifted).toMatchObject([
      { address: 'Queue/billing', fields: [{ path: '/channel', live: 'email' }] },
    ]);

    expect(await cxform(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    const answer = await sandbox.send('GET', '/_sandbox/requests');
    const { requests } = (await answer.json()) as Requests;
    expect(requests.filter(({ method }) => method === 'PATCH')).toMatchObject([
      { path: expect.stringMatching(/queues\/que_/), body: { channel: 'voice', version: 2 }, status: 200 },
    ]);
    expect(JSON.stringify(requests)).not.toMatch(/secret|Bearer|access_token/i);
  });

  it('tells people how to use it, in text that can be pasted', async () => {
    const cwd = await makeProject(centre);
    const sandbox = await runSandbox(['--state', 'tenant.json'], cwd);
    const { stdout, stderr, code } = await sandbox.stop('SIGINT');
    expect([code, stderr]).toEqual([0, 'The sandbox has ended; nothing was written\n']);
    expect(stdout).toContain(
      `export CXONE_CLIENT_ID=sandbox CXONE_CLIENT_SECRET=not-a-secret\ncxform plan\n`,
    );
    expect(stdout).toMatch(/\nCtrl-C ends it\.\n$/);
    const yaml = /^apiVersion:.*?(?=\n\n)/ms.exec(stdout)?.[0] ?? '';
    const again = await runSandbox(['--state', 'tenant.json', '--port', new URL(sandbox.baseUrl).port], cwd);
    expect(again.baseUrl).toBe(sandbox.baseUrl);
    await writeFiles(cwd, { 'cxform.yaml': `${yaml}\n` });
    expect(await cxform(['plan'], { cwd, env })).toMatchObject({ code: 0, stderr: '' });
  });

  it('answers with one JSON document and keeps running', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 'tenant.json', '--format', 'json'], cwd);
    const { stdout } = await sandbox.stop();
    expect(onlyJson<SandboxDocument>({ stdout })).toEqual({
      formatVersion: 1,
      baseUrl: sandbox.baseUrl,
      credentials: { clientId: 'sandbox', clientSecret: 'not-a-secret' },
      tenant: expect.stringContaining(`routing: {baseUrl: "${sandbox.baseUrl}"`),
      state: join(cwd, 'tenant.json'),
    });
  });

  it('puts its answer into a file as soon as it listens', async () => {
    const cwd = await tempFolder();
    const words = ['--state', 'tenant.json', '--format', 'json', '--output', 'sandbox.json'];
    const sandbox = runSandbox(words, cwd).catch((ended: unknown) => ended);
    const file = join(cwd, 'sandbox.json');
    const text = await eventually(() => readFile(file, 'utf8').catch(() => undefined));
    const { baseUrl } = onlyJson<SandboxDocument>({ stdout: text });
    expect((await fetch(`${baseUrl}/_sandbox/requests`)).status).toBe(200);
    const lock = JSON.parse(await readFile(join(cwd, 'tenant.json.lock'), 'utf8'));
    process.kill(lock.pid, 'SIGTERM');
    expect(String(await sandbox)).toContain('"code":0');
    expect(String(await sandbox)).toContain('"stdout":""');
  });

  it('makes nothing but its lock before the first write, and leaves nothing behind then', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 'tenant.json'], cwd);
    expect((await sandbox.call('GET', SKILLS)).status).toBe(200);
    expect(await readdir(cwd)).toEqual(['tenant.json.lock']);
    await sandbox.stop();
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe('the options of cxform sandbox', () => {
  it('--config is none of them: it does nothing, as with cxform init', async () => {
    const sandbox = await runSandbox(['--state', 's', '--config', 'nowhere.yaml'], await tempFolder());
    expect(await sandbox.stop()).toMatchObject({ code: 0 });
  });

  it('--latency is how long an answer takes', async () => {
    const sandbox = await runSandbox(['--state', 's', '--latency', '120ms'], await tempFolder());
    await sandbox.call('GET', SKILLS);
    const before = performance.now();
    await sandbox.call('GET', SKILLS);
    expect(performance.now() - before).toBeGreaterThanOrEqual(118);
  });

  it('--rate-limit refuses what is too much, and the manifest knows it', async () => {
    const words = ['--state', 's', '--rate-limit', '3/min', '--format', 'json'];
    const sandbox = await runSandbox(words, await tempFolder());
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await sandbox.call('GET', SKILLS)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const { tenant } = onlyJson<SandboxDocument>(await sandbox.stop());
    expect(tenant).toContain('requestsPerMinute: 3}');
  });

  it('--rate-limit wins over the state file, whose own the manifest knows as well', async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, 's'), JSON.stringify({ settings: { requestsPerMinute: 40 } }));
    const tenantOf = async (...words: string[]) => {
      const sandbox = await runSandbox(['--state', 's', '--format', 'json', ...words], cwd);
      return onlyJson<SandboxDocument>(await sandbox.stop()).tenant;
    };
    expect(await tenantOf()).toContain('requestsPerMinute: 40}');
    expect(await tenantOf('--rate-limit', '7/min')).toContain('requestsPerMinute: 7}');
  });

  it('--page-size makes pages small', async () => {
    const cwd = await tempFolder();
    const skills = ['a', 'b', 'c'].map((id) => ({ id, name: id }));
    await writeFile(join(cwd, 's'), JSON.stringify({ routing: { skills } }));
    const sandbox = await runSandbox(['--state', 's', '--page-size', '2'], cwd);
    expect(await (await sandbox.call('GET', SKILLS)).json()).toMatchObject({
      entities: [{ id: 'a' }, { id: 'b' }],
      nextPageToken: expect.any(String),
    });
  });

  it('--fault makes things go wrong', async () => {
    const words = ['--state', 's', '--fault', '413:100%', '--fault', 'endless:0'];
    const sandbox = await runSandbox(words, await tempFolder());
    expect((await sandbox.call('GET', SKILLS)).status).toBe(413);
    expect((await sandbox.send('GET', '/_sandbox/requests')).status).toBe(200);
  });

  it('--seed gives the same ids and the same faults each time', async () => {
    const run = async (seed: string) => {
      const words = ['--state', 's', '--seed', seed, '--fault', '413:0.3', '--fault', '429-bare:0.3'];
      const sandbox = await runSandbox(words, await tempFolder());
      const seen: unknown[] = [];
      for (let n = 0; n < 30; n++) {
        const answer = await sandbox.call('POST', SKILLS, { name: `skill-${n}` });
        seen.push([answer.status, answer.ok && (await answer.json())]);
      }
      return seen;
    };
    const first = await run('7');
    expect(await run('7')).toEqual(first);
    expect(await run('8')).not.toEqual(first);
    expect(new Set(first.map((one) => JSON.stringify(one).slice(1, 4)))).toEqual(
      new Set(['201', '413', '429']),
    );
  });

  const usage: readonly (readonly [what: string, words: readonly string[], said: string])[] = [
    ['no state', [], '--state'],
    ['an empty state', ['--state', ''], 'empty'],
    ['a port that is none', ['--state', 's', '--port', 'http'], '65535'],
    ['a port that is too high', ['--state', 's', '--port', '65536'], '65535'],
    ['a negative port', ['--state', 's', '--port', '-1'], '65535'],
    ['a latency without a unit', ['--state', 's', '--latency', '50'], '50ms'],
    ['a negative latency', ['--state', 's', '--latency', '-50ms'], '50ms'],
    ['a rate without its minute', ['--state', 's', '--rate-limit', '50'], '50/min'],
    ['a rate that is too high', ['--state', 's', '--rate-limit', '1000000000/min'], '999999999/min'],
    ['a seed that is too high', ['--state', 's', '--seed', '1000000000'], 'from 0 to 999999999'],
    ['no rate at all', ['--state', 's', '--rate-limit', '0/min'], '50/min'],
    ['a rate by the hour', ['--state', 's', '--rate-limit', '50/h'], '50/min'],
    ['an empty page', ['--state', 's', '--page-size', '0'], 'from 1 to 100'],
    ['a page that no tenant has', ['--state', 's', '--page-size', '101'], 'from 1 to 100'],
    ['a seed that is no number', ['--state', 's', '--seed', 'x'], 'whole number'],
    ['a fault that there is none of', ['--state', 's', '--fault', 'reset-befor:0.1'], 'reset-before'],
    ['a fault without a rate', ['--state', 's', '--fault', '500'], 'KIND:RATE'],
    ['a rate over 1', ['--state', 's', '--fault', '500:1.5'], 'KIND:RATE'],
    ['rates over 1 together', ['--state', 's', '--fault', '500:60%', '--fault', '503:60%'], '120%'],
    ['a Tenant', ['--state', 's', '--tenant', 'prod'], 'Tenant'],
    ['an argument', ['tenant.json', '--state', 's'], 'argument'],
  ];

  it.each(usage)('are refused: %s', async (_, words, said) => {
    const cwd = await tempFolder();
    const ran = await cxform(['sandbox', ...words, '--format', 'json'], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['USAGE']);
    expect(ran.stderr).toContain(said);
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe('what a sandbox cannot have', () => {
  it('is a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const cwd = await tempFolder();
    const ran = await cxform(['sandbox', '--state', 's', '--port', String(port), '--format', 'json'], {
      cwd,
    });
    expect([ran.code, refusalCodes(ran)]).toEqual([1, ['PORT_IN_USE']]);
    expect(ran.stdout).toContain('"hint"');
    expect(await readdir(cwd)).toEqual([]);
  });

  it.each([
    ['broken', '{"routing": []}'],
    ['no JSON', 'nonsense'],
  ])('is a state file that is %s', async (_, text) => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, 's'), text);
    const ran = await cxform(['sandbox', '--state', 's', '--format', 'json'], { cwd });
    expect([ran.code, refusalCodes(ran)]).toEqual([1, ['SANDBOX_STATE']]);
    expect(await readFile(join(cwd, 's'), 'utf8')).toBe(text);
    expect(await readdir(cwd)).toEqual(['s']);
  });

  it('is a state file that is a folder, or below a file', async () => {
    const cwd = await tempFolder();
    await mkdir(join(cwd, 'folder'));
    await writeFile(join(cwd, 'file'), '');
    for (const state of ['folder', 'file/state']) {
      const ran = await cxform(['sandbox', '--state', state, '--format', 'json'], { cwd });
      expect([ran.code, refusalCodes(ran)]).toEqual([1, ['SANDBOX_STATE']]);
    }
    expect(await readdir(cwd)).toEqual(['file', 'folder']);
  });

  it('is an output file that cannot be written', async () => {
    const cwd = await tempFolder();
    const ran = await cxform(['sandbox', '--state', 's', '--output', '.', '--format', 'json'], { cwd });
    expect([ran.code, refusalCodes(ran)]).toEqual([1, ['OUTPUT_UNWRITABLE']]);
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe('a second sandbox on the same state file', () => {
  it('is refused at once and says which process has it, through links as well', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 'tenant.json'], cwd);
    await sandbox.call('POST', SKILLS, { name: 'English' });
    await symlink('tenant.json', join(cwd, 'link.json'));
    await symlink('.', join(cwd, 'folder'));
    for (const state of ['tenant.json', 'link.json', 'folder/tenant.json', 'folder/link.json']) {
      const ran = await cxform(['sandbox', '--state', state, '--format', 'json'], { cwd });
      expect([ran.code, refusalCodes(ran)]).toEqual([1, ['SANDBOX_BUSY']]);
      expect(ran.stderr).toContain(`process ${sandbox.child.pid} `);
    }
    await sandbox.stop();
    const next = await runSandbox(['--state', 'link.json'], cwd);
    expect(await (await next.call('GET', SKILLS)).json()).toMatchObject({ entities: [{ name: 'English' }] });
  });

  it('is refused before there is a state file, too', async () => {
    const cwd = await tempFolder();
    await mkdir(join(cwd, 'real'));
    await symlink('real', join(cwd, 'link'));
    await runSandbox(['--state', 'real/tenant.json'], cwd);
    const ran = await cxform(['sandbox', '--state', 'link/tenant.json', '--format', 'json'], { cwd });
    expect(refusalCodes(ran)).toEqual(['SANDBOX_BUSY']);
  });

  it('starts after the first one was killed, with all that was answered', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 'tenant.json'], cwd);
    expect((await sandbox.call('POST', SKILLS, { name: 'English' })).status).toBe(201);
    expect(await sandbox.stop('SIGKILL')).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(await readdir(cwd)).toEqual(['tenant.json', 'tenant.json.lock']);
    const next = await runSandbox(['--state', 'tenant.json'], cwd);
    expect(await (await next.call('GET', SKILLS)).json()).toMatchObject({ entities: [{ name: 'English' }] });
    await next.stop();
    expect(await readdir(cwd)).toEqual(['tenant.json']);
  });
});

describe('a Tenant whose sandbox is inside the process', () => {
  const inside = {
    'cxform.yaml': `apiVersion: cxform/v1
kind: Tenant
metadata: {name: inside}
spec:
  sandbox: {state: tenant.json}
  manifests: [manifests/]
`,
    ...centre,
  };

  it('can be planned while a served sandbox has the file, and not written', async () => {
    const cwd = await makeProject(inside);
    const sandbox = await runSandbox(['--state', 'tenant.json'], cwd);
    await sandbox.call('POST', SKILLS, { name: 'spanish' });
    const plan = onlyJson<Plan>(await cxform(['plan', '--format', 'json'], { cwd }));
    expect(plan.adopted.map(({ address }) => address)).toEqual(['Skill/spanish']);

    const before = await readFile(join(cwd, 'tenant.json'), 'utf8');
    const ran = await cxform(['apply', '--auto-approve', '--format', 'json'], { cwd });
    expect(ran.code).toBe(3);
    const [outcome] = onlyJson<ApplyReport>(ran).outcomes;
    expect(outcome).toMatchObject({ outcome: 'failed', error: { status: 423 } });
    expect(outcome?.error?.message).toContain(`process ${sandbox.child.pid} `);
    expect(await readFile(join(cwd, 'tenant.json'), 'utf8')).toBe(before);

    await sandbox.stop();
    expect(await cxform(['apply', '--auto-approve'], { cwd })).toMatchObject({ code: 0 });
    expect((await stateIn(cwd)).routing.queues).toMatchObject([{ name: 'billing' }]);
    expect((await readdir(cwd)).filter((name) => name.includes('lock'))).toEqual([]);
  });
});

describe('a sandbox that is asked to stop', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s saves what it has answered and lets go',
    async (signal) => {
      const cwd = await tempFolder();
      const sandbox = await runSandbox(['--state', 'tenant.json'], cwd);
      await sandbox.call('GET', SKILLS);
      const made: string[] = [];
      const writer = async (name: string) => {
        for (let n = 0; n < 1_000; n++) {
          const answer = await sandbox.call('POST', QUEUES, { name: `${name}-${n}`, channel: 'voice' });
          made.push(((await answer.json()) as { id: string }).id);
          if (made.length === 20) sandbox.child.kill(signal);
        }
      };
      // Each of them ends when nobody answers any more.
      await Promise.allSettled(['a', 'b', 'c', 'd'].map(writer));
      expect(await sandbox.ended).toMatchObject({ code: 0, signal: null });
      const ids = new Set((await stateIn(cwd)).routing.queues.map(({ id }: { id: string }) => id));
      expect(made.length).toBeGreaterThanOrEqual(20);
      expect(made.filter((id) => !ids.has(id))).toEqual([]);
      expect(await readdir(cwd)).toEqual(['tenant.json']);
    },
  );

  it('ends after two seconds, whatever does not end by itself', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 'tenant.json', '--fault', 'slow-body:1'], cwd);
    const answer = await sandbox.send('GET', SKILLS);
    expect(answer.status).toBe(401);
    const lost = expect(answer.text()).rejects.toThrow();
    expect(await sandbox.stop()).toMatchObject({ code: 0, signal: null });
    await lost;
    expect(await readdir(cwd)).toEqual([]);
  });

  it('ends at once when it is asked again', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 'tenant.json', '--fault', 'slow-body:1'], cwd);
    const answer = await sandbox.send('GET', SKILLS);
    const lost = expect(answer.text()).rejects.toThrow();
    sandbox.child.kill('SIGTERM');
    await eventually(async () =>
      sandbox.send('GET', '/_sandbox/requests').then(
        () => undefined,
        () => true,
      ),
    );
    expect(await sandbox.stop('SIGINT')).toMatchObject({ code: null, signal: 'SIGINT' });
    await lost;
    const next = await runSandbox(['--state', 'tenant.json'], cwd);
    expect(await next.stop()).toMatchObject({ code: 0 });
  });
});

/** Asks again and again until there is something, letting everything else run. */
async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
