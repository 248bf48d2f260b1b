import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { hostileIn } from '../report/hostile.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cliPath, cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject } from './project.ts';

const commands = [
  ...['init', 'validate', 'fmt', 'graph', 'schema'],
  ...['plan', 'show', 'apply', 'drift'],
  ...['tenants', 'compare'],
  ...['export', 'adopt'],
  ...['explain', 'completion'],
];

const wrongUsage: readonly (readonly [title: string, words: readonly string[]])[] = [
  ['an unknown option', ['plan', '--bogus']],
  ['an unknown command', ['frobnicate']],
  ['an argument too many', ['plan', 'extra']],
  ['an option without its argument', ['plan', '--tenant']],
  ['an unknown format after a known one', ['plan', '--format', 'xml']],
  ['no command at all', []],
  ['no changes at once', ['plan', '--parallelism', '0']],
  ['a negative number of changes at once', ['plan', '--parallelism', '-1']],
  ['half a change at once', ['plan', '--parallelism', '1.5']],
  ['words where a number is asked for', ['plan', '--parallelism', 'many']],
  ['a number that is none', ['plan', '--parallelism', '']],
  ['a negative number of deletes', ['apply', '--allow-deletes', '-1']],
  ['a target that is no address', ['plan', '--target', 'billing']],
  ['one of several targets that is no address', ['apply', '--target', 'Queue/a', '--target', 'Queue/']],
  ['an adoption by what is no address', ['adopt', 'billing', 'que_1']],
  ['an adoption without an id', ['adopt', 'Queue/billing']],
  ['an adoption of nothing', ['adopt', 'Queue/billing', '']],
  ['a comparison with nothing', ['compare', 'dev']],
  ['a comparison with all', ['compare', 'dev', 'all']],
  ['a comparison of a Tenant that is an option', ['compare', 'dev', 'prod', '--tenant', 'dev']],
  ['a new Tenant that is an option', ['init', '--tenant', 'dev']],
  ['an export of all Tenants', ['export', '--tenant', 'all']],
  ['an adoption for all Tenants', ['adopt', 'Queue/billing', 'que_1', '--tenant', 'all']],
  ['an empty subdomain', ['init', '--subdomain', '']],
  ["another command's format", ['plan', '--format', 'mermaid']],
  ['nothing to show', ['show']],
  ['an empty name of a file', ['show', '']],
  ['a shell that there is not', ['completion', 'tcsh']],
  ['help on a command that there is not', ['help', 'frobnicate']],
  ['an explanation for one Tenant', ['explain', '--tenant', 'dev']],
];

describe('wrong usage', () => {
  it.each(wrongUsage)('exits 1 with one JSON document for %s', async (_, words) => {
    const cwd = await tempFolder();
    const ran = await cxform(['--format', 'json', ...words], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['USAGE']);
    expect(await readdir(cwd)).toEqual([]);
    expect(onlyJson<{ diagnostics: { summary: string }[] }>(ran).diagnostics[0]?.summary).toMatch(/ .* /);
    expect(ran.stderr).not.toBe('');
  });

  it.each(wrongUsage)('exits 1 and says so on standard error for %s', async (_, words) => {
    const ran = await cxform(words, { cwd: await tempFolder() });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).not.toBe('');
  });

  it('understands --format=json too', async () => {
    const ran = await cxform(['plan', '--bogus', '--format=json'], { cwd: await tempFolder() });
    expect(refusalCodes(ran)).toEqual(['USAGE']);
  });

  it.each([
    [['plan'], 'text, json'],
    [['graph'], 'text, mermaid, dot, json'],
    [['schema'], 'text, json'],
  ])('names the formats that %s can answer in', async (words, formats) => {
    const ran = await cxform([...words, '--format', 'xml'], { cwd: await tempFolder() });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(formats);
  });

  it('shows what was typed escaped', async () => {
    const typed = 'x\u001b[2J\u202e';
    for (const words of [
      ['plan', '--target', typed],
      ['plan', '--format', typed],
      ['plan', typed],
      [typed],
    ]) {
      const ran = await cxform(words, { cwd: await tempFolder() });
      expect(ran.code).toBe(1);
      expect(hostileIn(ran.stderr)).toEqual([]);
    }
  });

  it('sends nothing', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject();
    await cxform(['apply', '--auto-approve', '--parallelism', '0'], { cwd, env: tenant.env });
    expect(tenant.calls).toEqual([]);
  });
});

describe('help', () => {
  it.each(commands)('of %s exits 0 and shows examples that call it', async (command) => {
    const ran = await cxform([command, '--help'], { cwd: await tempFolder() });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(new RegExp(`^Usage: cxform ${command}`));
    expect(ran.stdout).toContain(`\n  $ cxform ${command}`);
  });

  it.each(commands)('of %s names the options that every command takes', async (command) => {
    const { stdout } = await cxform([command, '--help'], { cwd: await tempFolder() });
    for (const option of ['--config', '--tenant', '--format', '--output', '--quiet', '--no-color']) {
      expect(stdout).toContain(option);
    }
  });

  it('lists every command', async () => {
    const ran = await cxform(['--help'], { cwd: await tempFolder() });
    expect(ran.code).toBe(0);
    for (const command of commands) expect(ran.stdout).toContain(`\n  ${command}`);
  });
});

describe('the version', () => {
  it.each([['--version'], ['-V'], ['--quiet', '--version'], ['plan', '--version']])(
    'is what %s %s prints',
    async (...words) => {
      const ran = await cxform(words, { cwd: await tempFolder() });
      expect(ran).toEqual({ code: 0, stdout: `${packageFile.version}\n`, stderr: '' });
    },
  );

  it('is known without loading the rest', async () => {
    const loaded = new Map<string, string>();
    const load = async (path: string): Promise<void> => {
      if (loaded.has(path)) return;
      const text = await readFile(path, 'utf8');
      loaded.set(path, text);
      for (const [, name = ''] of text.matchAll(/^(?:import|\} from) "(\.[^"]+)"/gm)) {
        await load(join(dirname(path), name));
      }
    };
    await load(cliPath);
    const text = [...loaded.values()].join('');
    expect(text).toContain(`version: "${packageFile.version}"`);
    expect(text.length).toBeLessThan(10_000);
  });
});

describe('a bug', () => {
  const env = {
    NODE_OPTIONS: `--import=data:text/javascript,process.cwd=()=>{throw(Error('broken%5Cu001b[31m'))}`,
  };

  it('exits 70 and asks for a report', async () => {
    const ran = await cxform(['validate'], { cwd: await makeProject(), env });
    expect(ran).toMatchObject({ code: 70, stdout: '' });
    expect(ran.stderr).toContain('report');
    expect(ran.stderr).not.toContain('\u001b');
  });

  it('exits 70 with one JSON document', async () => {
    const ran = await cxform(['validate', '--format', 'json'], { cwd: await makeProject(), env });
    expect(ran.code).toBe(70);
    expect(refusalCodes(ran)).toEqual(['BUG']);
  });
});
