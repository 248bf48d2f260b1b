import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { cliPath, cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';

const skills = { 'manifests/skills.yaml': manifests(manifest('Skill', 'billing'), manifest('Skill', 'tax')) };
const broken = { 'manifests/skills.yaml': manifest('Skill', 'billing', { displayname: 'Billing' }) };
const applying = ['apply', '--auto-approve'];

describe('--output', () => {
  it.each([
    ['validate', ['validate']],
    ['plan', ['plan']],
    ['drift', ['drift']],
    ['apply', applying],
    ['schema', ['schema']],
    ['graph', ['graph']],
    ['tenants', ['tenants']],
    ['export', ['export']],
    ['fmt', ['fmt']],
    ['compare', ['compare', 'acme', 'acme']],
  ])('takes what %s would print', async (_, words) => {
    for (const format of ['text', 'json']) {
      const { env } = await startTenant({ skills: [{ id: 'skl_1', name: 'billing', version: 1 }] });
      const cwd = await makeProject(skills);
      const ran = await cxform([...words, '--format', format, '--output', 'out/answer'], { cwd, env });
      expect(ran).toMatchObject({ code: 0, stdout: '' });
      const written = await readFile(join(cwd, 'out/answer'), 'utf8');
      if (format === 'json') expect(onlyJson({ stdout: written })).toBeTypeOf('object');
      else expect(written).toMatch(/\S\n$/);
    }
  });

  it.each([
    ['bad manifests', broken, ['plan'], 'UNKNOWN_KEY'],
    ['wrong usage', {}, ['plan', '--bogus'], 'USAGE'],
  ])('takes the JSON document of %s', async (_, files, words, code) => {
    const cwd = await makeProject(files);
    const ran = await cxform([...words, '--format', 'json', '--output', 'answer.json'], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).not.toBe('');
    expect(refusalCodes({ stdout: await readFile(join(cwd, 'answer.json'), 'utf8') })).toEqual([code]);
  });

  it('may be a pipe or a device, for apply too', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(skills);
    expect(await cxform([...applying, '--output', '/dev/null'], { cwd, env })).toMatchObject({
      code: 0,
      stdout: '',
    });
  });

  it('is looked at before apply writes anything, since it is what will tell', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject(skills);
    expect((await cxform([...applying, '--output', 'manifests'], { cwd, env: tenant.env })).code).toBe(1);
    expect(tenant.calls).toEqual([]);
  });

  it.each([
    ['export', ['export', '--out', 'exported']],
    ['adopt', ['adopt', 'Skill/french', 'skl_2']],
    ['fmt', ['fmt']],
    ['schema', ['schema', '--out', 'schemas']],
  ])('is looked at before %s writes a file', async (_, words) => {
    const { env } = await startTenant({ skills: [{ id: 'skl_2', name: 'French', version: 1 }] });
    const cwd = await makeProject(skills);
    const contents = async () => {
      const files = await readdir(cwd, { recursive: true });
      return [files.sort(), await readFile(join(cwd, 'manifests/skills.yaml'), 'utf8')];
    };
    const before = await contents();
    const ran = await cxform([...words, '--output', 'manifests', '--format', 'json'], { cwd, env });
    expect(refusalCodes(ran)).toEqual(['OUTPUT_UNWRITABLE']);
    expect(await contents()).toEqual(before);
    expect((await cxform(words, { cwd, env })).code).toBe(0);
    expect(await contents()).not.toEqual(before);
  });

  it.each(['json', 'text'])('that is lost during apply is told on standard output as %s', async (format) => {
    const cwd = await makeProject(skills);
    const { env } = await startTenant({
      intercept: async ({ method, path }, serve) => {
        if (method === 'POST' && path !== '/oauth/token') {
          await rm(join(cwd, 'out'), { recursive: true, force: true });
          await writeFile(join(cwd, 'out'), 'in the way');
        }
        return serve();
      },
    });
    await mkdir(join(cwd, 'out'));
    const ran = await cxform([...applying, '--format', format, '--output', 'out/answer'], { cwd, env });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('[OUTPUT_UNWRITABLE]');
    if (format === 'json') expect(onlyJson(ran)).toMatchObject({ summary: { applied: 2 } });
    else expect(ran.stdout).toContain('2 applied');
  });

  it('is exit 1 where the file cannot be written', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(skills);
    for (const words of [['plan'], applying, ['schema']]) {
      const inText = await cxform([...words, '--output', 'manifests'], { cwd, env });
      expect(inText).toMatchObject({ code: 1, stdout: '' });
      expect(inText.stderr).toContain('manifests cannot be written');
      const inJson = await cxform([...words, '--format', 'json', '--output', 'manifests'], { cwd, env });
      expect(inJson.code).toBe(1);
      expect(refusalCodes(inJson)).toEqual(['OUTPUT_UNWRITABLE']);
    }
  });
});

describe('a full disk behind a stream', () => {
  /** Standard output or standard error goes to a disk that has no room left. */
  async function onFullDisk(
    words: string,
    stream: '1' | '2',
    cwd: string,
    env: Readonly<Record<string, string>>,
  ) {
    const child = spawn(
      'sh',
      ['-c', `exec "$0" "$@" ${stream}>/dev/full`, process.execPath, cliPath, ...words.split(' ')],
      {
        cwd,
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, stdout, stderr };
  }

  it('keeps no apply from its end: what people watch is not told, and all else is as ever', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject(skills);
    const ran = await onFullDisk([...applying, '--format json'].join(' '), '2', cwd, tenant.env);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(onlyJson(ran)).toMatchObject({ summary: { applied: 2 } });
    expect(tenant.writes).toHaveLength(2);
  });

  it.each(['text', 'json'])(
    'that has the answer as %s is exit 1, after an apply has come to its end',
    async (format) => {
      const tenant = await startTenant();
      const { env } = tenant;
      const cwd = await makeProject(skills);
      const ran = await onFullDisk([...applying, '--format', format].join(' '), '1', cwd, env);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('standard output cannot be written (ENOSPC)');
      expect(tenant.writes).toHaveLength(2);
      expect((await cxform(['plan', '--detailed-exitcode'], { cwd, env })).code).toBe(0);
      expect((await onFullDisk('plan', '1', cwd, env)).code).toBe(1);
    },
  );
});

describe('standard output and standard error', () => {
  it('keep the result and what is for people apart', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(skills);
    const plan = await cxform(['plan'], { cwd, env });
    expect(plan.stderr).toBe('');
    const applied = await cxform([...applying, '--format', 'json'], { cwd, env });
    expect(onlyJson(applied)).toMatchObject({ formatVersion: 1, summary: { applied: 2 } });
    // The plan that is being applied, for whoever watches; only its cost may differ, and nothing here makes it.
    expect(applied.stderr).toContain(plan.stdout);
  });

  it('number what was done in plain lines', async () => {
    const { env } = await startTenant();
    const { stdout, stderr } = await cxform(applying, { cwd: await makeProject(skills), env });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['[1/2]', '[2/2]']);
    expect(stderr).toContain('Skill/billing created');
    expect(stdout).not.toContain('[1/2]');
  });

  it('hold no progress with --quiet', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(skills);
    const ran = await cxform([...applying, '--quiet'], { cwd, env });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect((await cxform([...applying, '--quiet', '--format', 'json'], { cwd, env })).stderr).toBe('');
  });

  it('still tell what is wrong with --quiet', async () => {
    const ran = await cxform(['plan', '--quiet'], { cwd: await makeProject(broken) });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('UNKNOWN_KEY');
  });

  it('show each request on standard error with --verbose, and no token', async () => {
    const tenant = await startTenant();
    const ran = await cxform(['plan', '--verbose', '--format', 'json'], {
      cwd: await makeProject(skills),
      env: tenant.env,
    });
    expect(onlyJson<Plan>(ran).changes).toHaveLength(2);
    const lines = ran.stderr.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).path)).toEqual(
      tenant.calls.map(({ path }) => path.replace(/\?.*/, '')),
    );
    expect(ran.stderr).not.toMatch(/bearer|secret/i);
  });
});

describe('colours', () => {
  it.each([
    ['where there is no terminal', [], {}],
    ['with --no-color, whatever the environment asks for', ['--no-color'], { FORCE_COLOR: '1' }],
    ['with NO_COLOR, whatever else the environment asks for', [], { NO_COLOR: '1', FORCE_COLOR: '1' }],
  ])('are absent %s', async (_, words, more) => {
    const { env } = await startTenant();
    const cwd = await makeProject(skills);
    const ran = await cxform([...applying, ...words], { cwd, env: { ...env, ...more } });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('2 applied');
    expect(ran.stderr).toContain('[2/2]');
    expect(ran.stdout + ran.stderr).not.toContain('\u001b');
  });

  it('are absent in an output file', async () => {
    const { env } = await startTenant();
    const cwd = await makeProject(skills);
    await cxform(['plan', '--output', 'plan.txt'], { cwd, env: { ...env, FORCE_COLOR: '1' } });
    const written = await readFile(join(cwd, 'plan.txt'), 'utf8');
    expect(written).toContain('2 to create');
    expect(written).not.toContain('\u001b');
  });

  it('are there where the environment forces them', async () => {
    const { env } = await startTenant();
    const ran = await cxform(['plan'], { cwd: await makeProject(skills), env: { ...env, FORCE_COLOR: '1' } });
    expect(ran.stdout).toContain('\u001b[');
  });

  it('are never in JSON', async () => {
    const { env } = await startTenant();
    const words = ['plan', '--format', 'json'];
    const ran = await cxform(words, { cwd: await makeProject(skills), env: { ...env, FORCE_COLOR: '1' } });
    expect(onlyJson<Plan>(ran).formatVersion).toBe(1);
    expect(ran.stdout).not.toContain('\u001b');
  });
});
