import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { History } from '../../src/core/history.ts';
import type { LedgerCheck } from '../../src/core/ledger-check.ts';
import type { ConflictList } from '../../src/core/open-conflict.ts';
import type { Plan } from '../../src/core/plan.ts';
import { startTenant } from '../support/loopback-tenant.ts';
import {
  appliedProject,
  centre,
  conflictedProject,
  type Project,
  run,
  salesOf,
} from './conflicted-project.ts';
import { cxform, onlyJson, type Ran, refusalCodes } from './cxform.ts';
import { makeProject, manifest, writeFiles } from './project.ts';

const json = ['--format', 'json'];
const ledgerOf = ({ cwd }: Pick<Project, 'cwd'>) => join(cwd, '.cxform/acme');

/** Flips a bit in the middle of a line of the journal. */
async function damage(project: Project, line: number): Promise<void> {
  const path = join(ledgerOf(project), 'journal.jsonl');
  const lines = (await readFile(path, 'utf8')).split('\n');
  const text = Buffer.from(lines[line] ?? '');
  const middle = Math.floor(text.length / 2);
  text[middle] = (text[middle] ?? 0) ^ 1;
  lines[line] = text.toString();
  await writeFile(path, lines.join('\n'));
}

describe('ledger verify', () => {
  it('finds a ledger whole, also one that does not exist yet', async () => {
    const project = await conflictedProject();
    const check = onlyJson<LedgerCheck>(await run(project, ['ledger', 'verify', ...json]));
    expect(check).toMatchObject({ erased: 0, diagnostics: [] });
    expect(check.entries).toBeGreaterThan(8);
    expect((await run(project, ['ledger', 'verify'])).stdout).toMatch(/^acme: whole\. /);
    const fresh = await cxform(['ledger', 'verify', ...json], { cwd: await makeProject() });
    expect(onlyJson<LedgerCheck>(fresh)).toMatchObject({ entries: 0, head: '', diagnostics: [] });
  });

  it('finds every line that has a flipped bit, and exits 1', async () => {
    const project = await conflictedProject();
    await damage(project, 2);
    await damage(project, 5);
    const ran = await run(project, ['ledger', 'verify', ...json], 1);
    const { diagnostics } = onlyJson<LedgerCheck>(ran);
    expect(diagnostics.length).toBeGreaterThanOrEqual(2);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['LEDGER_DAMAGED']));
    expect((await run(project, ['ledger', 'verify'], 1)).stdout).toMatch(/acme: damaged in \d+ places\./);
  });

  it("says once that it is another tenant's, however many runs there were", async () => {
    const project = await conflictedProject();
    const config = join(project.cwd, 'cxform.yaml');
    const other = (await readFile(config, 'utf8')).replace('name: acme}', 'name: other}');
    await writeFile(config, other.replace('spec:', 'spec:\n  ledger: {file: .cxform/acme}'));
    const ran = await run(project, ['ledger', 'verify', ...json], 1);
    expect(onlyJson<LedgerCheck>(ran).diagnostics.map(({ code }) => code)).toEqual(['LEDGER_FOREIGN']);
  });

  it.each([
    ['history'],
    ['conflicts'],
    ['ledger', 'compact'],
    ['ledger', 'erase', 'Queue/sales', '--auto-approve'],
  ])('is what a damaged ledger wants of whoever reads it: %s', async (...words) => {
    const project = await conflictedProject();
    await damage(project, 2);
    expect(refusalCodes(await run(project, [...words, ...json], 1))).toEqual(['LEDGER_DAMAGED']);
  });
});

interface Held {
  readonly project: Project;
  readonly pid: number | undefined;
  /** Lets the tenant answer; how that apply ends. */
  finish(): Promise<Ran>;
}

/** An apply that has the lease and waits for an answer of its tenant, to an update of a skill. */
async function heldProject(): Promise<Held> {
  let answer = () => {};
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const tenant = await startTenant({
    skills: [{ id: 'skl_1', name: 'tax', description: 'before', version: 1 }],
    intercept: async ({ method, path }, serve) => {
      if (method !== 'GET' && path !== '/oauth/token') {
        arrive();
        await answering;
      }
      return serve();
    },
  });
  const cwd = await makeProject({
    'manifests/a.yaml': manifest('Skill', 'tax', { description: 'after' }),
  });
  let pid: number | undefined;
  const applied = cxform(['apply', '--auto-approve', ...json], {
    cwd,
    env: tenant.env,
    onStart: (child) => {
      pid = child.pid;
    },
  });
  await arrived;
  const finish = () => {
    answer();
    return applied;
  };
  return { project: { cwd, tenant, edits: [] }, pid, finish };
}

describe('a ledger that somebody else holds', () => {
  it('refuses at once whoever would write, and says who holds it', async () => {
    const { project, pid, finish } = await heldProject();
    for (const words of [
      ['apply', '--auto-approve'],
      ['ledger', 'compact'],
      ['ledger', 'erase', 'Skill/tax', '--auto-approve'],
    ]) {
      const ran = await run(project, [...words, ...json], 1);
      expect(refusalCodes(ran)).toEqual(['LEDGER_BUSY']);
      expect(ran.stderr).toContain(String(pid));
    }
    expect((await finish()).code).toBe(0);
  });

  it('is waited for as long as --lock-timeout says', async () => {
    const { project, finish } = await heldProject();
    const waiting = run(project, ['ledger', 'compact', '--lock-timeout', '1m', ...json]);
    await finish();
    expect(onlyJson(await waiting)).toMatchObject({ tenant: 'acme', diagnostics: [] });
  });

  it('is unlocked by whoever says so; the next apply finds out what became of the writes', async () => {
    const { project, pid, finish } = await heldProject();
    const asked = await run(project, ['ledger', 'unlock', ...json], 1);
    expect(refusalCodes(asked)).toEqual(['CANNOT_ASK']);
    expect(asked.stderr).toContain(`process ${pid} on `);
    const ran = await run(project, ['ledger', 'unlock', '--auto-approve', ...json]);
    expect(onlyJson(ran)).toMatchObject({ tenant: 'acme', unlocked: true, from: { pid }, diagnostics: [] });
    const ended = await finish();
    expect(ended.code).toBe(1);
    const { outcomes, diagnostics } = onlyJson<ApplyReport>(ended);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied']);
    expect(diagnostics).toMatchObject([
      { code: 'LEASE_LOST', summary: expect.stringContaining('with cxform ledger unlock') },
    ]);
    await run(project, ['apply', '--auto-approve', '--lock-timeout', '1m']);
    expect(await project.tenant.skills()).toMatchObject([{ name: 'tax', description: 'after' }]);
    const { events } = onlyJson<History>(await run(project, ['history', ...json]));
    expect(events.map(({ type }) => type)).toContain('unlocked');
    await run(project, ['ledger', 'verify']);
  });
});

describe('ledger unlock', () => {
  it('says that nobody holds it, and changes nothing', async () => {
    const project = await appliedProject();
    const files = await readdir(ledgerOf(project));
    expect((await run(project, ['ledger', 'unlock'])).stdout).toContain('nobody holds the ledger');
    expect(onlyJson(await run(project, ['ledger', 'unlock', ...json]))).toMatchObject({
      unlocked: false,
      from: null,
    });
    expect(await readdir(ledgerOf(project))).toEqual(files);
  });

  it('clears away what a process of another machine has left', async () => {
    const project = await appliedProject();
    const lock = { pid: 7, host: 'elsewhere', token: 'abc' };
    await writeFile(join(ledgerOf(project), 'lock'), JSON.stringify(lock));
    expect(refusalCodes(await run(project, ['apply', '--auto-approve', ...json], 1))).toEqual([
      'LEDGER_BUSY',
    ]);
    const ran = await run(project, ['ledger', 'unlock', '--auto-approve', ...json]);
    expect(onlyJson(ran)).toMatchObject({ unlocked: true, from: null });
    expect(ran.stderr).toContain('process 7 on elsewhere');
    await run(project, ['apply', '--auto-approve']);
  });
});

describe('ledger erase', () => {
  const secret = 'ana 555 0199';

  it('takes the values of an address out of the ledger, and leaves the chain whole', async () => {
    const project = await appliedProject();
    await writeFiles(project.cwd, centre({ wrapUpTimeout: '30s', displayName: `sales ${secret}` }));
    await run(project, ['apply', '--auto-approve']);
    expect(await textOf(project)).toContain(secret);
    const ran = await run(project, ['ledger', 'erase', 'Queue/sales', '--auto-approve', ...json]);
    const { erased } = onlyJson<{ readonly erased: number }>(ran);
    expect(erased).toBeGreaterThan(1);
    expect(await textOf(project)).not.toContain(secret);
    expect(onlyJson<LedgerCheck>(await run(project, ['ledger', 'verify', ...json]))).toMatchObject({
      erased,
      diagnostics: [],
    });
    expect((await run(project, ['history', 'Queue/sales'])).stdout).toMatch(/desired +erased/);
    expect((await run(project, ['history', 'Queue/calm'])).stdout).not.toMatch(/ erased\n/);
    await run(project, ['apply', '--auto-approve']);
    expect(onlyJson<Plan>(await run(project, ['plan', ...json])).changes).toEqual([]);
  });

  it('asks before it does, and knows the addresses of the journal alone', async () => {
    const project = await appliedProject();
    const before = await textOf(project);
    const unasked = await run(project, ['ledger', 'erase', 'Queue/sales', ...json], 1);
    expect(refusalCodes(unasked)).toEqual(['CANNOT_ASK']);
    const unknown = await run(project, ['ledger', 'erase', 'Queue/sale', '--auto-approve', ...json], 1);
    expect(refusalCodes(unknown)).toEqual(['ADDRESS_NOT_RECORDED']);
    expect(await textOf(project)).toBe(before);
  });

  /** All that the ledger's folder holds but who has had the lease. */
  async function textOf(project: Project): Promise<string> {
    const names = (await readdir(ledgerOf(project))).filter((name) => name.endsWith('.jsonl'));
    return (await Promise.all(names.map((name) => readFile(join(ledgerOf(project), name), 'utf8')))).join('');
  }
});

describe('ledger compact', () => {
  it('leaves out what is not needed any more; what is known stays', async () => {
    const project = await conflictedProject();
    for (const wrapUpTimeout of ['2m', '3m', '4m']) {
      await writeFiles(project.cwd, centre({ wrapUpTimeout }));
      await run(project, ['apply', '--auto-approve']);
    }
    await writeFiles(project.cwd, centre({ wrapUpTimeout: '5m' }));
    project.edits.push({ wrapUpTimeout: 45_000 });
    await run(project, ['apply', '--auto-approve'], 3);

    const { before, after, archive } = onlyJson<{ before: number; after: number; archive: string }>(
      await run(project, ['ledger', 'compact', ...json]),
    );
    expect(after).toBeLessThan(before);
    expect(archive).toEqual(expect.any(String));
    await run(project, ['ledger', 'verify']);
    const { conflicts } = onlyJson<ConflictList>(await run(project, ['conflicts', ...json]));
    expect(conflicts.map(({ address }) => address)).toEqual(['Queue/sales']);
    await run(project, ['apply', '--auto-approve']);
    expect(await salesOf(project)).toMatchObject({ wrapUpTimeout: 300_000 });
    expect((await run(project, ['ledger', 'compact'])).stdout).toMatch(/^acme: /);
  });
});

describe('--lock-timeout', () => {
  it.each(['5', '-5s', '', '1x', '5 s', 'forever'])(
    'takes durations with a unit, and not %j',
    async (value) => {
      const ran = await cxform(['apply', '--lock-timeout', value, ...json], { cwd: await makeProject() });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['USAGE']);
      expect(ran.stderr).toContain('1m30s');
    },
  );
});
