import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checkup, Finding } from '../../src/core/checkup.ts';
import { leaseText } from '../ledger/backends/lease-text.ts';
import { hostileIn } from '../report/hostile.ts';
import { type Intercept, startTenant } from '../support/loopback-tenant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson } from './cxform.ts';
import { makeProject, manifest, type ProjectFiles } from './project.ts';

const centre = {
  skills: [{ id: 'skl_1', name: 'billing', version: 1 }],
  queues: [{ id: 'que_1', name: 'Billing', version: 1, channel: 'voice' }],
};
const files = { 'manifests/skill.yaml': manifest('Skill', 'billing') };
const wrongSecret = 'correct-horse-battery-staple';
const queues = 'GET /api/v2/routing/queues';

interface Examined {
  readonly code: number | null;
  readonly checkup: Checkup;
  readonly text: string;
}

/** Runs doctor in both formats: the same exit code, plain output, one document, no secret, and nothing on standard error. */
async function examine(cwd: string, env: Readonly<Record<string, string>>): Promise<Examined> {
  const inJson = await cxform(['doctor', '--format', 'json'], { cwd, env });
  const inText = await cxform(['doctor'], { cwd, env });
  expect([inText.code, inJson.stderr, inText.stderr]).toEqual([inJson.code, '', '']);
  for (const said of [inJson.stdout, inText.stdout]) {
    expect(hostileIn(said)).toEqual([]);
    expect(said).not.toContain(wrongSecret);
  }
  return { code: inJson.code, checkup: onlyJson<Checkup>(inJson), text: inText.stdout };
}

const found = ({ checkup }: Examined, name: string): Finding | undefined =>
  checkup.checks.find(({ check, call }) => (call ?? check) === name);

const failures = ({ checkup }: Examined) =>
  checkup.checks.filter(({ status }) => status === 'failed').map(({ check, call }) => call ?? check);

/** A project and a tenant; doctor's findings of them. */
async function examineTenant(
  intercept: Intercept = (_, serve) => serve(),
  { env = {}, more = {} }: { env?: Readonly<Record<string, string>>; more?: ProjectFiles } = {},
) {
  const tenant = await startTenant({ ...centre, intercept });
  const cwd = await makeProject({ ...files, ...more });
  return { tenant, cwd, examined: await examine(cwd, { ...tenant.env, ...env }) };
}

/** The tenant's own token, and what it is good for. */
async function granting(scope: string, serve: () => Promise<Response>): Promise<Response> {
  const token: object = Object(await (await serve()).json());
  return Response.json({ ...token, scope });
}

describe('cxform doctor on a tenant with which all is well', () => {
  it('is exit 0, and nothing but token requests and GETs arrive', async () => {
    const { tenant, examined } = await examineTenant();
    expect(examined.code).toBe(0);
    expect(examined.checkup).toMatchObject({ formatVersion: 1, tenant: 'acme', diagnostics: [] });
    expect(examined.checkup.summary).toMatchObject({ warning: 0, failed: 0 });
    expect(found(examined, 'clock')?.status).toBe('ok');
    expect(tenant.writes).toEqual([]);
    expect(tenant.calls.filter(({ method }) => method === 'GET').length).toBeGreaterThan(5);
  });

  it('says the same again, and leaves nothing in the project', async () => {
    const { tenant, cwd, examined } = await examineTenant();
    expect(found(await examine(cwd, tenant.env), queues)).toEqual(found(examined, queues));
    expect((await readdir(cwd)).sort()).toEqual(['cxform.yaml', 'manifests']);
  });

  it('inside the process is exit 0 without any network', async () => {
    const config = `apiVersion: cxform/v1
kind: Tenant
metadata: {name: box}
spec: {sandbox: {state: tenant.json}, checks: {SKILL_UNUSED: off}}
`;
    const cwd = await makeProject({ ...files, 'cxform.yaml': config });
    const examined = await examine(cwd, {});
    expect([examined.code, examined.checkup.tenant, found(examined, 'endpoint')?.status]).toEqual([
      0,
      'box',
      'ok',
    ]);
    await writeFile(join(cwd, 'tenant.json'), '{"routing": 7}');
    const broken = await examine(cwd, {});
    expect([broken.code, failures(broken)]).toEqual([1, ['endpoint']]);
  });

  it('is exit 0 with warnings', async () => {
    const { examined } = await examineTenant(undefined, {
      more: { '.cxform/acme/head.json': await leaseText(7, 'desk') },
    });
    expect([examined.code, found(examined, 'ledger-lock')?.status]).toEqual([0, 'warning']);
    expect(examined.text).toContain('process 7 on desk');
  });
});

describe('cxform doctor is exit 1, and says what to do, where', () => {
  it('the secret is wrong', async () => {
    const { tenant, examined } = await examineTenant(undefined, {
      env: { CXONE_CLIENT_SECRET: wrongSecret },
    });
    expect([examined.code, failures(examined)]).toEqual([1, ['sign-in']]);
    expect(found(examined, 'sign-in')?.hint).toContain('the client id or the client secret is wrong');
    expect(new Set(tenant.calls.map(({ path }) => path))).toEqual(new Set(['/oauth/token']));
  });

  it('a scope is missing', async () => {
    const { examined } = await examineTenant(async ({ path }, serve) => {
      if (path === '/oauth/token') {
        return granting('routing:skill:read users:read', serve);
      }
      const reason = { code: 'missing_scope', message: 'not enough' };
      return path.includes('/queues') ? Response.json({ errors: [reason] }, { status: 403 }) : serve();
    });
    expect([examined.code, failures(examined)]).toEqual([1, [queues]]);
    expect(found(examined, queues)?.hint).toContain('It needs the scope routing:queue:read');
    expect(found(examined, 'scopes')?.status).toBe('warning');
  });

  it('there is no such host', async () => {
    // No name of a host has a part of so many letters, so that nobody is asked for it.
    const url = `https://${'x'.repeat(64)}.invalid`;
    const { examined } = await examineTenant(undefined, { env: { CXONE_ROUTING_URL: url } });
    expect([examined.code, failures(examined)]).toEqual([1, ['sign-in']]);
    expect(found(examined, 'sign-in')?.hint).toContain('spec.endpoints.routing');
  });

  it('another server answers with web pages', async () => {
    const page = async () => new Response('<h1>Not found</h1>', { status: 404 });
    const everywhere = await examineTenant(page);
    expect(failures(everywhere.examined)).toEqual(['sign-in']);
    const butTokens = await examineTenant((call, serve) => (call.path === '/oauth/token' ? serve() : page()));
    expect([butTokens.examined.code, failures(butTokens.examined)]).toEqual([1, ['endpoint']]);
    expect(found(butTokens.examined, 'endpoint')?.hint).toContain('spec.endpoints.routing.baseUrl');
  });

  it('the clock is off', async () => {
    const { examined } = await examineTenant(async (_, serve) => {
      const answer = await serve();
      answer.headers.set('date', new Date(Date.now() + 600_000).toUTCString());
      return answer;
    });
    expect([examined.code, failures(examined)]).toEqual([1, ['clock']]);
    expect(found(examined, 'clock')?.found).toMatch(/(10m|9m5\ds) behind routing$/);
  });

  it('the ledger is damaged', async () => {
    const { examined } = await examineTenant(undefined, {
      more: { '.cxform/acme/journal.jsonl': '{"nothing":true}\n' },
    });
    expect([examined.code, failures(examined)]).toEqual([1, ['ledger']]);
    expect(found(examined, queues)?.status).toBe('ok');
  });

  it('a file is where the folder of the ledger should be', async () => {
    const { examined, cwd } = await examineTenant(undefined, { more: { '.cxform/acme': 'no folder' } });
    expect([examined.code, failures(examined)]).toEqual([1, ['ledger', 'ledger-lock']]);
    expect(found(examined, 'ledger')?.found).toContain('ENOTDIR');
    expect(await readdir(join(cwd, '.cxform'))).toEqual(['acme']);
  });

  it('a variable of the environment is missing, which it names', async () => {
    const examined = await examine(await makeProject(files), {});
    expect(failures(examined)).toEqual(['credentials', 'endpoint']);
    expect(examined.text).toContain('CXONE_CLIENT_SECRET');
    expect(examined.text).toContain('not checked (no credentials)');
  });

  it('manifests are wrong', async () => {
    const { examined } = await examineTenant(undefined, {
      more: { 'manifests/wrong.yaml': manifest('Queue', 'a', { channel: 7 }) },
    });
    expect([examined.code, failures(examined)]).toEqual([1, ['manifests']]);
  });
});

describe('cxform doctor without a Tenant', () => {
  it('tells what it can tell', async () => {
    const examined = await examine(await tempFolder(), {});
    expect([examined.code, failures(examined)]).toEqual([1, ['config']]);
    expect(examined.checkup).not.toHaveProperty('tenant');
    expect(examined.checkup.diagnostics.map(({ code }) => code)).toEqual(['CONFIG_NOT_FOUND']);
    expect(found(examined, 'node')?.status).toBe('ok');
    expect(found(examined, 'time-zones')?.status).toBe('ok');
  });

  it.each([
    ['is no YAML', 'a: [\n'],
    ['is wrong', 'apiVersion: cxform/v1\nkind: Tenant\nmetadata: {name: acme}\nspec: {pruen: true}\n'],
  ])('does so where its file %s', async (_, config) => {
    const examined = await examine(await makeProject({ 'cxform.yaml': config }), {});
    expect([examined.code, failures(examined)]).toEqual([1, ['config']]);
    expect(examined.checkup.diagnostics.length).toBeGreaterThan(0);
    expect(examined.text).toContain('cxform.yaml:');
  });
});

it('cxform doctor --tenant all looks at each Tenant', async () => {
  const config = ['one', 'two']
    .map(
      (name) => `apiVersion: cxform/v1
kind: Tenant
metadata: {name: ${name}}
spec: {sandbox: {state: ${name}.json}}
`,
    )
    .join('---\n');
  const cwd = await makeProject({ 'cxform.yaml': config, 'two.json': '[]' });
  const ran = await cxform(['doctor', '--tenant', 'all', '--format', 'json'], { cwd });
  const { tenants } = onlyJson<{ tenants: readonly Checkup[] }>(ran);
  expect([ran.code, tenants.map(({ tenant, summary }) => [tenant, summary.failed])]).toEqual([
    1,
    [
      ['one', 0],
      ['two', 1],
    ],
  ]);
  const one = await cxform(['doctor', '--tenant', 'one'], { cwd });
  expect(one.code).toBe(0);
});

it('cxform doctor shows hostile text of answers escaped', async () => {
  const hostile = 'a\u001b[2J\u0007\u202egnp\u2066\nError: 9 deleted';
  const { examined } = await examineTenant(async ({ path }, serve) => {
    if (path === '/oauth/token') {
      return granting(`${hostile} x`, serve);
    }
    if (path.includes('/skills')) return Response.json({ entities: [{ id: hostile }] });
    const errors = [{ code: hostile, message: hostile }];
    return Response.json({ errors }, { status: path.includes('/queues') ? 403 : 400 });
  });
  expect(examined.code).toBe(1);
  expect(found(examined, queues)?.found).toContain('Error: 9 deleted');
  expect(examined.text.split('\n').filter((line) => line.startsWith('Error: 9'))).toEqual([]);
  expect(examined.text).toContain('\\u001b[2J');
});
