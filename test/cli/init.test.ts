import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';

const json = ['--format', 'json'];

describe('init', () => {
  it('begins a project that can be planned and applied at once', async () => {
    const cwd = await tempFolder();
    const ran = await cxform(['init'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^cxform\.yaml\n[\s\S]*\n\d+ files written\. /);
    expect((await cxform(['plan', '--detailed-exitcode'], { cwd })).code).toBe(2);
    expect((await cxform(['apply', '--auto-approve'], { cwd })).code).toBe(0);
    expect((await cxform(['plan', '--detailed-exitcode'], { cwd })).code).toBe(0);
  });

  it('answers what it wrote', async () => {
    const cwd = await tempFolder();
    const answer = onlyJson<{ formatVersion: number; written: string[]; diagnostics: unknown[] }>(
      await cxform(['init', ...json], { cwd }),
    );
    expect(answer).toEqual({ formatVersion: 1, written: answer.written, diagnostics: [] });
    expect(answer.written).toContain('cxform.yaml');
    for (const file of answer.written) expect(await readFile(join(cwd, file), 'utf8')).toBeTypeOf('string');
  });

  it.each(['a b', 'http://acme', 'acme.mynicecx.com', '-acme', 'a'.repeat(64)])(
    'refuses a subdomain that no host can have: %s',
    async (subdomain) => {
      const cwd = await tempFolder();
      const ran = await cxform(['init', `--subdomain=${subdomain}`, ...json], { cwd });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['INIT_SUBDOMAIN']);
      expect(await readdir(cwd)).toEqual([]);
    },
  );

  it('takes the name of the Tenant, and where it is', async () => {
    const cwd = await tempFolder();
    await cxform(['init', '--name', 'manila', '--subdomain', 'acme'], { cwd });
    expect(onlyJson(await cxform(['tenants', ...json], { cwd }))).toMatchObject({
      tenants: [{ name: 'manila', subdomain: 'acme' }],
    });
  });

  it('calls the Tenant prod where nobody names it', async () => {
    const cwd = await tempFolder();
    await cxform(['init'], { cwd });
    expect(onlyJson(await cxform(['tenants', ...json], { cwd }))).toMatchObject({
      tenants: [{ name: 'prod' }],
    });
  });

  it('writes over nothing', async () => {
    const cwd = await tempFolder();
    await cxform(['init', '--name', 'first'], { cwd });
    const ran = await cxform(['init', '--name', 'second', ...json], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['INIT_EXISTS']);
    expect(await readFile(join(cwd, 'cxform.yaml'), 'utf8')).toContain('first');
  });

  it.each(['Prod', '', '../x', 'a b', 'x\u001b[2J'])('refuses %j for a name', async (name) => {
    const cwd = await tempFolder();
    const ran = await cxform(['init', '--name', name, ...json], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['INIT_NAME']);
    expect(ran.stderr).not.toContain('\u001b');
  });
});
