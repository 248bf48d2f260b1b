import { describe, expect, it } from 'vitest';
import type { Drift } from '../../src/core/drift.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Validation } from '../../src/core/validation.ts';
import { type LoopbackTenant, startTenant } from '../support/loopback-tenant.ts';
import { cxform, onlyJson, type Ran } from './cxform.ts';
import { hasty, makeProject, manifest, manifests } from './project.ts';

/** Clears the screen, rings, goes back, hides, turns the reading direction, and begins a line of its own. */
const hostile =
  'a\u001b[2J\u001b]0;owned\u0007\u0000\b\r\u007f\u009b31m\u202egnp\u2066x\u2069\u200e\u061c\u2028\ufeff\nError: 9 deleted';

/** Everything that a terminal obeys or that hides from a reader; a newline is how lines end. */
const dangerous = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/u;

type Commands = readonly (readonly string[])[];

const commands: Commands = [
  ['validate'],
  ['plan'],
  ['drift'],
  ['apply', '--auto-approve', '--verbose'],
  ['graph'],
  ['export'],
];
const ledgerCommands: Commands = [
  ['history'],
  ['history', 'Skill/billing'],
  ['conflicts'],
  ['ledger', 'verify'],
];

/** Runs every command in both formats; what any of them says is plain. Answers what those said that read the manifests. */
async function expectPlain(cwd: string, tenant: LoopbackTenant): Promise<readonly Ran[]> {
  const all = await plainRuns(commands, cwd, tenant);
  await plainRuns(ledgerCommands, cwd, tenant);
  return all;
}

/** No line of what a command says was made by a value. */
async function plainRuns(list: Commands, cwd: string, { env }: LoopbackTenant): Promise<readonly Ran[]> {
  const all: Ran[] = [];
  for (const words of list) {
    for (const format of ['text', 'json']) {
      const ran = await cxform([...words, '--format', format], { cwd, env });
      const said = ran.stdout + ran.stderr;
      expect(dangerous.exec(said), said).toBeNull();
      expect(said.split('\n').filter((line) => line.startsWith('Error: 9'))).toEqual([]);
      if (format === 'json') expect(onlyJson(ran)).toMatchObject({ formatVersion: 1 });
      all.push(ran);
    }
  }
  return all;
}

const quiet = { id: 'que_2', name: 'Quiet', version: 1, channel: 'voice' };

describe('text from outside reaches no output raw', () => {
  it('from names, ids and fields in the tenant', async () => {
    const tenant = await startTenant({
      skills: [
        { id: 'skl_1', name: 'billing', version: 1, description: hostile },
        { id: hostile, name: `other ${hostile}`, version: 1 },
      ],
      queues: [
        { id: `que_${hostile}`, name: `unmanaged ${hostile}`, version: 1, channel: 'voice' },
        { ...quiet, channel: hostile, skills: [{ id: hostile, level: 1 }] },
      ],
    });
    const cwd = await makeProject({
      'manifests/all.yaml': manifests(
        manifest('Skill', 'billing', { description: 'Invoices' }),
        manifest('Queue', 'quiet', {
          displayName: 'Quiet',
          channel: 'voice',
          skills: [{ skill: 'billing', level: 2 }],
        }),
      ),
    });
    const ran = await expectPlain(cwd, tenant);
    // Shown all the same, escaped, and in JSON without any loss.
    expect(ran[2]?.stdout).toContain('\\u001b[2J');
    const plan = onlyJson<Plan>(ran[3] ?? { stdout: '' });
    expect(plan.unmanaged.map(({ name }) => name).sort()).toEqual([
      `other ${hostile}`,
      `unmanaged ${hostile}`,
    ]);
    expect(plan.changes.flatMap(({ fields }) => fields)).toContainEqual({
      path: '/description',
      before: hostile,
      after: 'Invoices',
      origin: 'manifest',
    });
  });

  it('from values that manifests hold', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject({
      'manifests/all.yaml': manifests(
        manifest('Skill', 'billing', { displayName: hostile, description: hostile }),
        manifest('Queue', 'quiet', { displayName: `q ${hostile}`, channel: hostile }),
      ),
    });
    const ran = await expectPlain(cwd, tenant);
    expect(ran.map(({ code }) => code)).toEqual(ran.map(() => 0));
    expect((await tenant.skills()).map(({ name }) => name)).toEqual([hostile]);
  });

  it('from values that manifests hold in the wrong place', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject({
      'manifests/keys.yaml': manifest('Queue', 'keys', { channel: 'voice', [hostile]: hostile }),
      'manifests/kind.yaml': manifest(hostile, 'kind'),
      'manifests/name.yaml': manifest('Skill', hostile),
      'manifests/reference.yaml': manifest('Queue', 'refs', {
        channel: 'voice',
        skills: [{ skill: hostile, level: hostile }],
        wrapUpTimeout: hostile,
        overflow: { maxWaitTime: '1s', action: hostile, targetQueue: { external: hostile } },
      }),
      'manifests/tag.yaml': `a: !<tag:\u202e,2000:x> 1\n`,
      'manifests/alias.yaml': 'a: *\u202enobody\n',
      'manifests/\u001b[31m\u202e\n\u0007.yaml': 'kind: Nothing\n',
    });
    const ran = await expectPlain(cwd, tenant);
    expect(ran.map(({ code }) => code)).toEqual(ran.map(() => 1));
    const { diagnostics } = onlyJson<Validation>(ran[1] ?? { stdout: '' });
    expect(new Set(diagnostics.map(({ source }) => source?.file)).size).toBe(7);
  });

  it('from references that the tenant cannot resolve', async () => {
    const tenant = await startTenant();
    const skills = [
      { skill: { id: hostile }, level: 1 },
      { skill: { external: hostile }, level: 1 },
    ];
    const cwd = await makeProject({
      'manifests/q.yaml': manifest('Queue', 'q', { channel: 'voice', skills }),
    });
    const ran = await expectPlain(cwd, tenant);
    expect(ran[2]?.code).toBe(1);
    expect(ran[2]?.stderr).toContain('\\u001b[2J');
  });

  it('from a raw control character in a file', async () => {
    const cwd = await makeProject({ 'manifests/raw.yaml': '# \u001b[2J\na: \u0007\n' });
    const ran = await expectPlain(cwd, await startTenant());
    expect(ran.map(({ code }) => code)).toEqual(ran.map(() => 1));
  });

  it.each([
    ['its error body', Response.json({ errors: [{ code: hostile, message: hostile }] }, { status: 400 })],
    ['a web page in place of an error', new Response(`<h1>${hostile}</h1>`, { status: 502 })],
    ['an answer that is no JSON', new Response(hostile)],
    [
      'an object of an unknown shape',
      Response.json({ id: hostile, name: [hostile], version: { [hostile]: 1 } }),
    ],
  ])('from %s when the tenant is written to', async (_, answer) => {
    const tenant = await startTenant({
      intercept: async ({ method, path }, serve) =>
        method === 'POST' && path !== '/oauth/token' ? answer.clone() : serve(),
    });
    const cwd = await makeProject({
      'cxform.yaml': hasty,
      'manifests/skill.yaml': manifest('Skill', 'billing'),
    });
    await expectPlain(cwd, tenant);
  });

  it('from an error that the tenant gives while it is read', async () => {
    const tenant = await startTenant({
      intercept: async ({ path }, serve) =>
        path === '/oauth/token'
          ? serve()
          : Response.json({ message: hostile }, { status: 403, headers: { 'x-request-id': '\u009b31m' } }),
    });
    const cwd = await makeProject({ 'manifests/skill.yaml': manifest('Skill', 'billing') });
    const ran = await expectPlain(cwd, tenant);
    expect(ran[2]?.code).toBe(1);
    expect(ran[2]?.stderr).toContain('Error: 9 deleted');
  });

  it('from what drifted', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject({
      'manifests/skill.yaml': manifest('Skill', 'billing', { description: 'fine' }),
    });
    await cxform(['apply', '--auto-approve'], { cwd, env: tenant.env });
    const [skill] = await tenant.skills();
    await tenant.sandbox.edit('skills', skill?.id ?? '', { description: hostile });
    const drift = await cxform(['drift', '--format', 'json'], { cwd, env: tenant.env });
    expect(drift.code).toBe(2);
    expect(onlyJson<Drift>(drift).drifted[0]?.fields[0]?.live).toBe(hostile);
    await expectPlain(cwd, tenant);
  });
});
