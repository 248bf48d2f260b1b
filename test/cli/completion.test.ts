import { execFile, spawnSync } from 'node:child_process';
import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { completionScript } from '../../src/cli/completion/scripts.ts';
import { shells } from '../../src/cli/completion/shells.ts';
import { commandGroups } from '../../src/cli/program.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { conflictedProject } from './conflicted-project.ts';
import { cliPath, cxform, onlyJson } from './cxform.ts';
import { makeProject, manifest, manifests, writeFiles } from './project.ts';
import { makeTenants, settled } from './several-tenants.ts';

const commands = commandGroups.flatMap(([, definitions]) => definitions.map(({ name }) => name));

/** The words that a shell is offered; the last of `words` is the one at the cursor. */
async function offered(
  cwd: string,
  words: readonly string[],
  flags: readonly string[] = [],
): Promise<string[]> {
  const ran = await cxform(['complete', ...flags, '--', ...words], { cwd });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return ran.stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? '']));
}

describe('cxform complete', () => {
  it('offers every command, with what it does', async () => {
    const ran = await cxform(['complete', '--', ''], { cwd: await tempFolder() });
    const lines = ran.stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split('\t')[0])).toEqual([...commands, 'help']);
    for (const line of lines) expect(line).toMatch(/^[a-z]+\t\S/);
  });

  it.each([
    [['pl'], ['plan']],
    [['--format', 'json', 'pl'], ['plan']],
    [['plan', '--det'], ['--detailed-exitcode']],
    [['plan', '--forma'], ['--format']],
    [['--forma'], ['--format']],
    [
      ['plan', '--format', ''],
      ['text', 'json'],
    ],
    [
      ['graph', '--format', ''],
      ['text', 'mermaid', 'dot', 'json'],
    ],
    [['plan', '--format=j'], ['--format=json']],
    [['plan', '--format', '=', 'j'], ['--format=json']],
    [
      ['plan', '--format', '='],
      ['--format=text', '--format=json'],
    ],
    [['completion', ''], [...shells]],
    [['help', 'pla'], ['plan']],
    [['explain', 'Q'], ['Queue']],
    [['explain', 'Queue.sk'], ['Queue.skills']],
    [['explain', 'Queue.skills.l'], ['Queue.skills.level']],
    [['show', ''], [':files']],
    [['plan', '--config', 'x'], [':files']],
    [['plan', '--output=x'], [':files']],
    [['export', '--out', ''], [':files']],
    [['apply', 'pl'], [':files']],
    [['plan', '--out', ''], [':files']],
    [['apply', '--allow-deletes', ''], []],
    [
      ['ledger', ''],
      ['verify', 'unlock', 'erase', 'compact'],
    ],
    [['--format', 'json', 'ledger', 'ver'], ['verify']],
    [['ledger', 'unlock', '--auto'], ['--auto-approve']],
    [['conflicts', ''], ['resolve']],
    [
      ['conflicts', 'resolve', 'Queue/a', '--take', ''],
      ['git', 'live'],
    ],
    [
      ['conflicts', 'resolve', '--format', ''],
      ['text', 'json'],
    ],
    [['drift', '--accept', '--for'], ['--format']],
    [['drift', '--accept', 'Queue/a', '--for'], ['--format']],
    [['ledger', 'bogus', ''], []],
    [['--lock-timeout', ''], []],
    [['plan', '--quiet=', ''], []],
    [['plan', 'extra', ''], []],
    [['plan', '--', '--for'], []],
    [['bogus'], []],
  ])('offers after %j: %j', async (words, expected) => {
    expect(await offered(await tempFolder(), words)).toEqual(expected);
  });

  it('begins a new word where it is told so', async () => {
    expect(await offered(await tempFolder(), ['plan', '--format'], ['--new-word'])).toEqual(['text', 'json']);
  });

  it('offers the Tenants of the file, and all where that is possible', async () => {
    const cwd = await makeTenants({ dev: settled, prod: settled });
    expect(await offered(cwd, ['plan', '--tenant', ''])).toEqual(['dev', 'prod', 'all']);
    expect(await offered(cwd, ['plan', '--tenant=p'])).toEqual(['--tenant=prod']);
    expect(await offered(cwd, ['export', '--tenant', ''])).toEqual(['dev', 'prod']);
    expect(await offered(cwd, ['compare', ''])).toEqual(['dev', 'prod']);
    expect(await offered(cwd, ['compare', 'dev', 'p'])).toEqual(['prod']);
    const config = ['--config', join(cwd, 'cxform.yaml')];
    expect(await offered(await tempFolder(), ['plan', ...config, '--tenant', 'd'])).toEqual(['dev']);
  });

  it('offers the addresses of manifests', async () => {
    const cwd = await makeProject({
      'manifests/a.yaml': manifests(
        manifest('Skill', 'tax'),
        manifest('Queue', 'billing', { channel: 'voice' }),
        manifest('OverflowRule', 'rule', { queue: 'billing', maxWaitTime: '1m', action: 'drop' }),
        manifest('Roster', 'people', { agents: [] }),
      ),
    });
    expect(await offered(cwd, ['plan', '--target', ''])).toEqual([
      'OverflowRule/rule',
      'Queue/billing',
      'Skill/tax',
    ]);
    expect(await offered(cwd, ['adopt', 'Q'])).toEqual(['Queue/billing']);
    expect(await offered(cwd, ['drift', '--accept', 'Q'])).toEqual(['Queue/billing']);
    expect(await offered(cwd, ['drift', '--accept', 'Queue/billing', 'Sk'])).toEqual(['Skill/tax']);
  });

  it('offers the addresses that the ledger knows, and those with an open conflict', async () => {
    const { cwd } = await conflictedProject();
    expect(await offered(cwd, ['history', ''])).toEqual(['Queue/calm', 'Queue/sales']);
    expect(await offered(cwd, ['ledger', 'erase', 'Queue/c'])).toEqual(['Queue/calm']);
    expect(await offered(cwd, ['conflicts', 'resolve', ''])).toEqual(['Queue/sales']);
  });

  it('is silent where there is nothing to say: no project, a broken one, words that are no words', async () => {
    const none = await tempFolder();
    const broken = await makeProject({ 'cxform.yaml': '{', 'manifests/a.yaml': '{' });
    for (const cwd of [none, broken]) {
      expect(await offered(cwd, ['conflicts', 'resolve', ''])).toEqual([]);
      expect(await offered(cwd, ['compare', ''])).toEqual([]);
      expect(await offered(cwd, ['plan', '--target', ''])).toEqual([]);
      expect(await offered(cwd, ['plan', '--config', '\u001b[2J', '--target', '$(x)'])).toEqual([]);
      expect(await offered(cwd, ['explain', '__proto__.'])).toEqual([]);
    }
    expect(await readdir(none)).toEqual([]);
  });

  it('looks through no project that would keep somebody waiting', async () => {
    const skills = Array.from({ length: 1_000 }, (_, index) =>
      manifest('Skill', `skill-${index}`, { description: 'x'.repeat(1_000) }),
    );
    const cwd = await makeProject({ 'manifests/a.yaml': manifests(...skills) });
    expect(await offered(cwd, ['plan', '--target', ''])).toEqual([]);
  });
});

describe('cxform completion', () => {
  it.each(shells)('prints the script for %s', async (shell) => {
    const cwd = await tempFolder();
    const inText = await cxform(['completion', shell], { cwd });
    expect(inText).toEqual({ code: 0, stdout: completionScript(shell), stderr: '' });
    const inJson = await cxform(['completion', shell, '--format', 'json'], { cwd });
    expect(onlyJson(inJson)).toEqual({ formatVersion: 1, shell, script: completionScript(shell) });
  });

  it('names the shells that there are for any other', async () => {
    const ran = await cxform(['completion', 'tcsh'], { cwd: await tempFolder() });
    expect(ran.code).toBe(1);
    for (const shell of shells) expect(ran.stderr).toContain(shell);
  });
});

describe.runIf(spawnSync('bash', ['--version']).status === 0)('the script in bash', () => {
  /** What bash would complete the last word to. Words are as bash breaks them up. */
  async function completed(
    cwd: string,
    words: readonly string[],
    { installed = true } = {},
  ): Promise<string> {
    const tools = await tempFolder();
    await writeFiles(tools, {
      completion: completionScript('bash'),
      cxform: `#!/bin/sh\nexec '${process.execPath}' '${cliPath}' "$@"\n`,
    });
    if (installed) await chmod(join(tools, 'cxform'), 0o755);
    const script = `
      set -u
      source '${tools}/completion'
      source '${tools}/completion'
      complete -p cxform
      COMP_WORDS=(cxform "$@")
      COMP_CWORD=$#
      _cxform cxform "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
      echo "\${COMPREPLY[*]-}"
    `;
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script, 'bash', ...words], {
      cwd,
      env: { PATH: `${tools}:${process.env.PATH ?? ''}` },
    });
    expect(stderr).toBe('');
    const [registered, replies] = stdout.split('\n');
    expect(registered).toBe('complete -F _cxform cxform');
    return replies ?? '';
  }

  it.each([
    [['pl'], 'plan'],
    [['plan', '--format', 'j'], 'json'],
    [['plan', '--format', '=', 'j'], 'json'],
    [['plan', '--format', '='], 'text json'],
    [['explain', 'Over'], 'OverflowRule Overlay'],
    [['show', 'pl'], ''],
    [['bogus'], ''],
  ])('completes %j to %j, sourced twice and with unset variables forbidden', async (words, expected) => {
    expect(await completed(await tempFolder(), words)).toBe(expected);
  });

  it('runs nothing of what was typed', async () => {
    const cwd = await tempFolder();
    const typed = ['plan', '--output', '"$(touch typed)"', '--config', '`touch typed`', '--for'];
    expect(await completed(cwd, typed)).toBe('--format');
    expect(await readdir(cwd)).toEqual([]);
  });

  it('says nothing where cxform is gone', async () => {
    expect(await completed(await tempFolder(), ['pl'], { installed: false })).toBe('');
  });
});
