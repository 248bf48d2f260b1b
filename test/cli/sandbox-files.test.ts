import { lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest } from './project.ts';
import { runSandbox } from './running-sandbox.ts';

const SKILLS = '/api/v2/routing/skills';

const refused = (words: readonly string[], cwd: string) =>
  cxform(['sandbox', ...words, '--format', 'json'], { cwd });

/** The one diagnostic of a refusal. */
function onlyDiagnostic(ran: { readonly stdout: string }): Diagnostic | undefined {
  return onlyJson<{ diagnostics: readonly Diagnostic[] }>(ran).diagnostics[0];
}

/** A project whose sandbox is inside the process. */
const inside = (state: string) =>
  makeProject({
    'cxform.yaml': `apiVersion: cxform/v1
kind: Tenant
metadata: {name: inside}
spec:
  sandbox: {state: ${state}}
  manifests: [manifests/]
`,
    'manifests/skill.yaml': manifest('Skill', 'spanish'),
  });

describe('a state file behind a link that leads to nothing yet', () => {
  it('is held for whoever names it by another way, and is made where the link leads', async () => {
    const cwd = await tempFolder();
    await mkdir(join(cwd, 'real'));
    await symlink('real/tenant.json', join(cwd, 'first'));
    await symlink('first', join(cwd, 'second'));
    const sandbox = await runSandbox(['--state', 'second'], cwd);
    for (const state of ['real/tenant.json', 'first', 'second']) {
      expect(refusalCodes(await refused(['--state', state], cwd))).toEqual(['SANDBOX_BUSY']);
    }
    expect((await sandbox.call('POST', SKILLS, { name: 'English' })).status).toBe(201);
    await sandbox.stop();
    expect((await lstat(join(cwd, 'second'))).isSymbolicLink()).toBe(true);
    expect(await readdir(join(cwd, 'real'))).toEqual(['tenant.json']);
    expect((await readdir(cwd)).sort()).toEqual(['first', 'real', 'second']);
  });

  it('is held against a sandbox inside a process, and made through the link by one', async () => {
    const cwd = await inside('link');
    await symlink('tenant.json', join(cwd, 'link'));
    const sandbox = await runSandbox(['--state', 'tenant.json'], cwd);
    const ran = await cxform(['apply', '--auto-approve', '--format', 'json'], { cwd });
    const [outcome] = onlyJson<ApplyReport>(ran).outcomes;
    expect([ran.code, outcome?.error?.status]).toEqual([3, 423]);
    expect(outcome?.error?.message).toContain(`process ${sandbox.child.pid} on `);
    expect(outcome?.error?.message).toContain(join(cwd, 'tenant.json.lock'));
    expect(outcome?.error?.message).not.toContain('***');
    expect(outcome?.error?.hint).toMatch(/^End what the message names, or wait/);
    await sandbox.stop();
    expect(await cxform(['apply', '--auto-approve'], { cwd })).toMatchObject({ code: 0 });
    expect((await lstat(join(cwd, 'link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(cwd, 'tenant.json'), 'utf8')).toContain('spanish');
  });

  it('is refused where links lead in a circle', async () => {
    const cwd = await inside('a');
    await symlink('b', join(cwd, 'a'));
    await symlink('a', join(cwd, 'b'));
    const served = await refused(['--state', 'a'], cwd);
    expect([served.code, refusalCodes(served)]).toEqual([1, ['SANDBOX_STATE']]);
    expect(onlyDiagnostic(served)?.summary).toContain('circle');
    const plan = await cxform(['plan', '--format', 'json'], { cwd });
    expect([plan.code, onlyDiagnostic(plan)?.code]).toEqual([1, 'SANDBOX_STATE']);
  });
});

describe('--output of cxform sandbox', () => {
  it.each(['tenant.json', 'link', './tenant.json.lock', 'linked-lock'])(
    'cannot be %s, its state file or its lock: nothing is written',
    async (output) => {
      const cwd = await tempFolder();
      const text = '{"routing": {"skills": []}}';
      await writeFile(join(cwd, 'tenant.json'), text);
      await symlink('tenant.json', join(cwd, 'link'));
      await symlink('tenant.json.lock', join(cwd, 'linked-lock'));
      for (const format of ['json', 'text']) {
        const words = ['sandbox', '--state', 'link', '--output', output, '--format', format];
        const ran = await cxform(words, { cwd });
        expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('--output')]);
        if (format === 'json') expect(refusalCodes(ran)).toEqual(['USAGE']);
      }
      expect(await readFile(join(cwd, 'tenant.json'), 'utf8')).toBe(text);
      expect((await readdir(cwd)).sort()).toEqual(['link', 'linked-lock', 'tenant.json']);
    },
  );

  it('cannot be a state file that is not there yet', async () => {
    const cwd = await tempFolder();
    await symlink('tenant.json', join(cwd, 'link'));
    const ran = await refused(['--state', 'tenant.json', '--output', 'link'], cwd);
    expect([ran.code, refusalCodes(ran)]).toEqual([1, ['USAGE']]);
    expect(await readdir(cwd)).toEqual(['link']);
  });
});

describe('a lock that nobody holds any more', () => {
  it.each([
    ['of another machine', '{"host":"desk","pid":7,"token":"ab"}', 'process 7 on desk'],
    ['that is damaged', 'nonsense', 'another run'],
  ])('%s is named, so that it can be removed', async (_, text, holder) => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, 's.lock'), text);
    const ran = await refused(['--state', 's'], cwd);
    expect(onlyDiagnostic(ran)).toMatchObject({
      code: 'SANDBOX_BUSY',
      summary: expect.stringContaining(holder),
      hint: expect.stringContaining(`remove ${join(cwd, 's.lock')}`),
    });
  });

  it('is not removed by a sandbox whose own was replaced', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 's'], cwd);
    const other = '{"host":"desk","pid":7,"token":"ab"}';
    await writeFile(join(cwd, 's.lock'), other);
    await sandbox.stop();
    expect(await readFile(join(cwd, 's.lock'), 'utf8')).toBe(other);
  });
});

describe('what a sandbox says and leaves at its end', () => {
  it('is a saved tenant only where something was written', async () => {
    const cwd = await tempFolder();
    const first = await runSandbox(['--state', 's'], cwd);
    expect((await first.call('POST', SKILLS, {})).status).toBe(400);
    expect((await first.stop()).stderr).toBe('The sandbox has ended; nothing was written\n');
    const second = await runSandbox(['--state', 's'], cwd);
    await second.call('POST', SKILLS, { name: 'English' });
    expect((await second.stop()).stderr).toBe('The sandbox has ended; its tenant is saved\n');
    const third = await runSandbox(['--state', 's'], cwd);
    await third.call('POST', SKILLS, { name: 'Spanish' });
    await rm(join(cwd, 's'));
    const { code, stderr } = await third.stop();
    expect([code, stderr]).toEqual([0, expect.stringContaining('taken away')]);
  });

  it('is no folder that was made for the lock alone', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 'new/folder/s'], cwd);
    await sandbox.stop();
    expect(await readdir(cwd)).toEqual([]);
    const next = await runSandbox(['--state', 'new/folder/s'], cwd);
    await next.call('POST', SKILLS, { name: 'English' });
    await next.stop();
    expect(await readdir(join(cwd, 'new/folder'))).toEqual(['s']);
  });

  it('is all that it held, where its file had vanished before the last write', async () => {
    const cwd = await tempFolder();
    const sandbox = await runSandbox(['--state', 's'], cwd);
    await sandbox.call('POST', SKILLS, { name: 'English' });
    await rename(join(cwd, 's'), join(cwd, 'elsewhere'));
    await sandbox.call('POST', SKILLS, { name: 'Spanish' });
    await sandbox.stop();
    const { routing } = JSON.parse(await readFile(join(cwd, 's'), 'utf8'));
    expect(routing.skills).toMatchObject([{ name: 'English' }, { name: 'Spanish' }]);
  });
});
