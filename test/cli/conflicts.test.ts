import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Accepted } from '../../src/core/accepted.ts';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { ConflictList } from '../../src/core/open-conflict.ts';
import type { Plan } from '../../src/core/plan.ts';
import {
  appliedProject,
  centre,
  conflictedProject,
  editSales,
  endsOf,
  type Project,
  removeSales,
  run,
  salesOf,
} from './conflicted-project.ts';
import { onlyJson, refusalCodes } from './cxform.ts';
import { acme, manifest, writeFiles } from './project.ts';

const json = ['--format', 'json'];
const resolving = ['conflicts', 'resolve', 'Queue/sales'];

const openIn = async (project: Project) =>
  onlyJson<ConflictList>(await run(project, ['conflicts', ...json])).conflicts;

describe('a conflict', () => {
  it("is exit 3: the tenant's value stands and both are shown, with how to decide", async () => {
    const project = await appliedProject();
    await writeFiles(project.cwd, centre({ wrapUpTimeout: '1m' }));
    project.edits.push({ wrapUpTimeout: 45_000 });
    const ran = await run(project, ['apply', '--auto-approve'], 3);
    expect(ran.stdout).toMatch(/wrapUpTimeout +was 30s +in the tenant 45s +in Git 1m/);
    expect(ran.stdout).toContain('cxform conflicts resolve Queue/sales --take');
    expect(await salesOf(project)).toMatchObject({ wrapUpTimeout: 45_000 });
  });

  it('is none where somebody edits another field meanwhile: both survive', async () => {
    const project = await appliedProject();
    await writeFiles(project.cwd, centre({ wrapUpTimeout: '1m' }));
    const overflow = { maxWaitTime: 5_000, action: 'drop' };
    project.edits.push({ overflow });
    await run(project, ['apply', '--auto-approve']);
    expect(await salesOf(project)).toMatchObject({ wrapUpTimeout: 60_000, overflow });
    expect(await openIn(project)).toEqual([]);
  });
});

describe('conflicts', () => {
  it('lists what is open with both values, and exits 0', async () => {
    const project = await conflictedProject();
    expect(await openIn(project)).toMatchObject([
      {
        address: 'Queue/sales',
        action: 'update',
        fields: [{ path: '/wrapUpTimeout', base: '30s', theirs: '45s', ours: '1m' }],
      },
    ]);
    const inText = await run(project, ['conflicts']);
    expect(inText.stdout).toMatch(/wrapUpTimeout +was 30s +in the tenant 45s +in Git 1m/);
    expect(inText.stdout).toMatch(/acme: 1 open conflict\.\n$/);
  });

  it('needs no tenant', async () => {
    const project = await conflictedProject();
    const before = project.tenant.calls.length;
    await openIn(project);
    expect(project.tenant.calls).toHaveLength(before);
  });

  it('shows commands that name the Tenant where it had to be named, as they can be copied', async () => {
    const project = await conflictedProject();
    expect((await run(project, ['conflicts'])).stdout).not.toContain('--tenant');
    const named = (await run(project, ['conflicts', '--tenant', 'acme'])).stdout;
    const [, words = ''] = /→ cxform (.* --take git)/.exec(named) ?? [];
    expect(words).toBe('conflicts resolve Queue/sales --tenant acme --take git');
    const unasked = await run(project, words.split(' '), 1);
    expect(unasked.stderr).toContain(`cxform ${words} --auto-approve does not ask`);
  });

  it('is closed by a later apply that works', async () => {
    const project = await conflictedProject();
    await run(project, ['apply', '--auto-approve']);
    expect(await salesOf(project)).toMatchObject({ wrapUpTimeout: 60_000 });
    expect(await openIn(project)).toEqual([]);
  });
});

describe('conflicts resolve --take git', () => {
  it('shows the plan of that address and applies it, nothing else', async () => {
    const project = await conflictedProject();
    await writeFiles(project.cwd, {
      'manifests/centre.yaml': centre({ wrapUpTimeout: '1m' })['manifests/centre.yaml'].replace(
        '"voice"',
        '"chat"',
      ),
    });
    const ran = await run(project, [...resolving, '--take', 'git', '--auto-approve']);
    expect(ran.stdout).toMatch(/~ Queue\/sales[\s\S]*acme: 1 applied, 0 failed\./);
    expect(await openIn(project)).toEqual([]);
    expect(await salesOf(project)).toMatchObject({ wrapUpTimeout: 60_000 });
    const left = onlyJson<Plan>(await run(project, ['plan', ...json]));
    expect(left.changes.map(({ address }) => address)).toEqual(['Queue/calm']);
  });

  it('asks before it writes', async () => {
    const project = await conflictedProject();
    const before = project.tenant.writes.length;
    expect(refusalCodes(await run(project, [...resolving, '--take', 'git', ...json], 1))).toEqual([
      'CANNOT_ASK',
    ]);
    expect(project.tenant.writes).toHaveLength(before);
    expect(await openIn(project)).toHaveLength(1);
  });

  it('closes it where the tenant has come to say what Git does', async () => {
    const project = await conflictedProject();
    await editSales(project, { wrapUpTimeout: 60_000 });
    const ran = await run(project, [...resolving, '--take', 'git', '--auto-approve', ...json]);
    expect(onlyJson<ApplyReport>(ran).outcomes).toEqual([]);
    expect(await openIn(project)).toEqual([]);
  });

  it('deletes what Git has no more, where the guard or --allow-deletes lets it', async () => {
    const project = await conflictedProject();
    const pruning = acme.replace('spec:\n', 'spec:\n  prune: true\n');
    const calm = manifest('Queue', 'calm', { channel: 'voice' });
    await writeFiles(project.cwd, { 'cxform.yaml': pruning, 'manifests/centre.yaml': calm });
    const words = [...resolving, '--take', 'git', '--auto-approve', ...json];
    const refused = await run(project, words, 1);
    expect(refusalCodes(refused)).toContain('GUARD_REFUSED');
    expect(refused.stderr).toContain('with --allow-deletes 1');
    const ran = await run(project, [...words, '--allow-deletes', '1']);
    expect(endsOf(onlyJson<ApplyReport>(ran))).toEqual(['Queue/sales applied']);
    expect(await salesOf(project)).toBeUndefined();
    expect(await openIn(project)).toEqual([]);
  });

  it('stays open where it is met again', async () => {
    const project = await conflictedProject();
    project.edits.push({ wrapUpTimeout: 50_000 });
    const ran = await run(project, [...resolving, '--take', 'git', '--auto-approve', ...json], 3);
    expect(endsOf(onlyJson<ApplyReport>(ran))).toEqual(['Queue/sales conflict']);
    expect((await openIn(project))[0]?.fields).toMatchObject([{ base: '45s', theirs: '50s', ours: '1m' }]);
  });
});

describe('conflicts resolve --take live', () => {
  it("writes the tenant's value into the manifest and journals it; then there is nothing to do", async () => {
    const project = await conflictedProject();
    const before = project.tenant.writes.length;
    const ran = await run(project, [...resolving, '--take', 'live', ...json]);
    expect(onlyJson<Accepted>(ran).written).toEqual([
      {
        address: 'Queue/sales',
        path: '/wrapUpTimeout',
        file: 'manifests/centre.yaml',
        line: 4,
        before: '1m',
        after: '45s',
      },
    ]);
    expect(await readFile(join(project.cwd, 'manifests/centre.yaml'), 'utf8')).toContain('45s');
    expect(await openIn(project)).toEqual([]);
    expect(onlyJson<Plan>(await run(project, ['plan', ...json])).changes).toEqual([]);
    expect(project.tenant.writes).toHaveLength(before);
  });

  it('is refused where no manifest declares it any more, and stays open', async () => {
    const project = await conflictedProject();
    await writeFiles(project.cwd, { 'manifests/centre.yaml': '' });
    expect(refusalCodes(await run(project, [...resolving, '--take', 'live', ...json], 1))).toContain(
      'CONFLICT_UNDECLARED',
    );
    expect(await openIn(project)).toHaveLength(1);
  });

  it('is refused where the object is gone, and stays open', async () => {
    const project = await conflictedProject();
    await removeSales(project);
    expect(refusalCodes(await run(project, [...resolving, '--take', 'live', ...json], 1))).toContain(
      'CONFLICT_GONE',
    );
    expect(await openIn(project)).toHaveLength(1);
  });
});

describe('conflicts resolve', () => {
  it.each(['git', 'live'])(
    'names those that there are where an address has none: --take %s',
    async (take) => {
      const project = await conflictedProject();
      const ran = await run(project, ['conflicts', 'resolve', 'Queue/sale', '--take', take, ...json], 1);
      expect(refusalCodes(ran)).toEqual(['CONFLICT_NOT_FOUND']);
      expect(ran.stderr).toMatch(/Queue\/sales/);
    },
  );

  it('takes one of two sides, and one Tenant', async () => {
    const project = await conflictedProject();
    for (const words of [[], ['--take', 'mine'], ['--take', 'git', '--tenant', 'all']]) {
      expect(refusalCodes(await run(project, [...resolving, ...words, ...json], 1))).toEqual(['USAGE']);
    }
  });
});

describe('drift --accept', () => {
  it('writes what was changed by hand into the manifests: all of it, or of an address', async () => {
    const project = await appliedProject();
    await editSales(project, { wrapUpTimeout: 45_000, channel: 'chat' });
    const calm = await run(project, ['drift', '--accept', 'Queue/calm', ...json]);
    expect(onlyJson<Accepted>(calm)).toMatchObject({
      written: [],
      diagnostics: [{ code: 'ACCEPT_NOTHING' }],
    });
    const ran = await run(project, ['drift', '--accept']);
    expect(ran.stdout).toMatch(/channel +voice +→ chat +manifests\/centre\.yaml:4/);
    expect(ran.stdout).toMatch(/wrapUpTimeout +30s +→ 45s +manifests\/centre\.yaml:4/);
    expect(onlyJson<Plan>(await run(project, ['plan', ...json])).changes).toEqual([]);
  });

  it('exits 1 where anything was refused', async () => {
    const project = await appliedProject();
    const ran = await run(project, ['drift', '--accept', 'Queue/sale', ...json], 1);
    expect(onlyJson<Accepted>(ran)).toMatchObject({
      written: [],
      diagnostics: [{ code: 'ACCEPT_NOT_FOUND' }],
    });
  });
});
