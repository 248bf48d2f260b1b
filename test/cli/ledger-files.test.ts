import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LedgerCheck } from '../../src/core/ledger-check.ts';
import { appliedProject, centre, type Project, run } from './conflicted-project.ts';
import { cxform, onlyJson, type Ran, refusalCodes } from './cxform.ts';
import { makeProject, writeFiles } from './project.ts';

const json = ['--format', 'json'];
const within = ({ cwd }: Pick<Project, 'cwd'>, name: string) => join(cwd, '.cxform/acme', name);

interface Hinted {
  readonly diagnostics: readonly { readonly hint: string }[];
}

const hintOf = (ran: Ran) => onlyJson<Hinted>(ran).diagnostics[0]?.hint;

describe('what a crash left at the end of a ledger', () => {
  it('is told by verify, which exits 0, until the next apply has written', async () => {
    const project = await appliedProject();
    const journal = within(project, 'journal.jsonl');
    await writeFile(journal, (await readFile(journal, 'utf8')).trimEnd());
    await appendFile(within(project, 'values.jsonl'), '\0'.repeat(100));
    const { diagnostics } = onlyJson<LedgerCheck>(await run(project, ['ledger', 'verify', ...json]));
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning LEDGER_TORN',
      'warning LEDGER_TORN',
    ]);
    const inText = await run(project, ['ledger', 'verify']);
    expect(inText.stdout).toMatch(/LEDGER_TORN[\s\S]*acme: whole\./);
    await writeFiles(project.cwd, centre({ wrapUpTimeout: '1m' }));
    await run(project, ['apply', '--auto-approve']);
    expect((await run(project, ['ledger', 'verify'])).stdout).toMatch(/^acme: whole\./);
  });
});

describe('a file in the place of a ledger', () => {
  it.each(['.cxform', '.cxform/acme'])('is no empty ledger: %s', async (place) => {
    const cwd = await makeProject();
    await mkdir(join(cwd, '.cxform'));
    await rm(join(cwd, place), { recursive: true, force: true });
    await writeFile(join(cwd, place), 'mine');
    for (const words of [['ledger', 'verify'], ['history'], ['ledger', 'unlock'], ['ledger', 'compact']]) {
      const ran = await cxform([...words, ...json], { cwd });
      expect([ran.code, refusalCodes(ran)], words.join(' ')).toEqual([1, ['LEDGER_UNREADABLE']]);
      expect(hintOf(ran)).toContain('move it away');
    }
    expect(await readFile(join(cwd, place), 'utf8')).toBe('mine');
  });
});

describe('what is no file in the place of one of a ledger', () => {
  it('is not opened where it is a pipe, which nobody may ever write to', async () => {
    const project = await appliedProject();
    const journal = within(project, 'journal.jsonl');
    await rm(journal);
    execFileSync('mkfifo', [journal]);
    for (const words of [['ledger', 'verify'], ['history'], ['plan']]) {
      expect(refusalCodes(await run(project, [...words, ...json], 1))).toEqual(['LEDGER_UNREADABLE']);
    }
  });

  it('is to be removed where it is a folder in the place of the lock', async () => {
    const project = await appliedProject();
    await mkdir(within(project, 'lock'));
    for (const words of [['apply'], ['ledger', 'unlock']]) {
      const ran = await run(project, [...words, '--auto-approve', ...json], 1);
      expect(refusalCodes(ran)).toEqual(['LEDGER_UNREADABLE']);
      expect(hintOf(ran)).toContain('Remove');
    }
  });
});
