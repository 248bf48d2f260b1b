import { describe, expect, it } from 'vitest';
import { applyText, outcomeLine } from '../../../src/report/text/apply.ts';
import { driftText } from '../../../src/report/text/drift.ts';
import { planText } from '../../../src/report/text/plan.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { validationText } from '../../../src/report/text/validation.ts';
import { queue, skill } from '../../support/declarations.ts';
import { type EngineWorld, engineWorld } from '../../support/engine-world.ts';

const plain = styleOf({ color: false });
const live = (id: string, name: string, fields = {}) => ({
  id,
  name,
  channel: 'voice',
  version: 1,
  ...fields,
});
const english = { id: 's1', name: 'English', version: 1 };

const linesOf = (text: string) => text.split('\n').map((line) => line.trimEnd());

/** A centre with a field that Git moved, one changed by hand, one that both moved, a create, a delete, and a stranger. */
async function centre(): Promise<EngineWorld> {
  const world = await engineWorld({
    skills: [english],
    queues: [live('q1', 'a', { wrapUpTimeout: 5_000 }), live('q2', 'old'), live('q3', '東京 Support')],
    declared: [
      queue('a', { wrapUpTimeout: '5s', overflow: { maxWaitTime: '1m', action: 'drop' } }),
      queue('old'),
    ],
    tenant: { prune: true, guard: { maxDeletes: 9, maxDeletePercent: 100 } },
  });
  await world.apply();
  await world.edit('queues', 'q1', { wrapUpTimeout: 6_000, channel: 'chat' });
  await world.declare(
    queue('a', { wrapUpTimeout: '90s', overflow: { maxWaitTime: '2m', action: 'drop' } }),
    queue('new', { skills: [{ skill: { external: 'English' }, level: 3 }] }),
  );
  return world;
}

describe('a plan for people', () => {
  it('shows what changes by kind with its sign, place, values and origin, and ends in one line', async () => {
    const text = planText(await (await centre()).plan(), plain);
    expect(linesOf(text)).toEqual([
      'Queue',
      '  ~ Queue/a  manifests/Queue-a.yaml:1:1',
      '      channel               chat  → voice  changed by hand',
      '      overflow/maxWaitTime  1m    → 2m',
      '      wrapUpTimeout         6s    → 1m30s  changed by hand and in Git',
      '  + Queue/new  manifests/Queue-new.yaml:1:1',
      '      channel                  voice',
      '      displayName              new',
      '      skills/external:English  level 3',
      '  - Queue/old',
      '',
      'Unmanaged (in the tenant, not in Git; never touched)',
      '  Queue  東京 Support  id q3',
      '  Skill  English       id s1',
      '',
      'prod: 1 to create, 1 to update, 1 to delete. 0 unchanged, 2 unmanaged, Git coverage 25% (1 of 4). 5 requests, about 1 s.',
      '',
    ]);
  });

  it('says in one line that there is nothing to do', async () => {
    const world = await engineWorld({
      skills: [english],
      declared: [skill('english', { displayName: 'English' })],
    });
    await world.apply();
    expect(planText(await world.plan(), plain)).toBe(
      'prod: no changes. 1 unchanged, Git coverage 100% (1 of 1).\n',
    );
  });

  it('tells of adoptions and orphans', async () => {
    const world = await engineWorld({ skills: [english, live('s2', 'b')], declared: [skill('b')] });
    await world.apply();
    await world.declare(skill('english', { displayName: 'English' }));
    expect(linesOf(planText(await world.plan(), plain))).toEqual([
      'Adopted (in the tenant already; apply records them as ours)',
      '  = Skill/english  id s1',
      '',
      'Orphaned (ours, no longer in Git; left in place)',
      '  Skill/b  id s2',
      '',
      'prod: no changes. 1 unchanged, Git coverage 50% (1 of 2).',
      '',
    ]);
  });

  it('counts a long list of strangers rather than showing it', async () => {
    const skills = Array.from({ length: 25 }, (_, index) => ({
      id: `s${index}`,
      name: `n${index}`,
      version: 1,
    }));
    const text = planText(await (await engineWorld({ skills, declared: [skill('n0')] })).plan(), plain);
    expect(text).toContain('… and 4 more');
    expect(text.match(/ {2}Skill {2}n/g)).toHaveLength(20);
  });

  it('puts warnings before the verdict, with their codes', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a', { wrapUpTimeout: 'soon' })],
      declared: [queue('b')],
    });
    const lines = linesOf(planText(await world.plan(), plain));
    expect(lines.find((line) => line.startsWith('warning'))).toContain('[LIVE_UNREADABLE]');
    expect(lines.at(-2)).toMatch(/^prod: 1 to create/);
  });

  it('is coloured where colours are wanted, and says the same', async () => {
    const plan = await (await centre()).plan();
    const coloured = planText(plan, styleOf({ color: true }));
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(coloured).toMatch(escapes);
    expect(coloured.replaceAll(escapes, '')).toBe(planText(plan, plain));
  });
});

describe('a drift report for people', () => {
  it('shows declared, applied and live of each field, and ends in one line', async () => {
    expect(linesOf(driftText(await (await centre()).drift(), plain))).toEqual([
      '~ Queue/a',
      '    channel        declared voice  applied voice  live chat  manifests/Queue-a.yaml:8:16',
      '    wrapUpTimeout  declared 1m30s  applied 5s     live 6s    manifests/Queue-a.yaml:9:22',
      '',
      'Pending (declared, not applied yet)',
      '  Queue/a    update',
      '  Queue/new  create',
      '',
      'Orphaned (ours, no longer in Git; left in place)',
      '  Queue/old  id q2',
      '',
      'Unmanaged (in the tenant, not in Git; never touched)',
      '  Queue  東京 Support  id q3',
      '  Skill  English       id s1',
      '',
      'prod: 1 drifted, 0 missing. 0 in sync, 2 pending, 2 unmanaged, Git coverage 25% (1 of 4).',
      '',
    ]);
  });

  it('says in one line that there is none', async () => {
    const world = await engineWorld({
      skills: [english],
      declared: [skill('english', { displayName: 'English' })],
    });
    await world.apply();
    expect(driftText(await world.drift(), plain)).toBe(
      'prod: no drift. 1 in sync, Git coverage 100% (1 of 1).\n',
    );
  });

  it('shows what was deleted by hand with the id that it had', async () => {
    const world = await engineWorld({
      skills: [english],
      declared: [skill('english', { displayName: 'English' })],
    });
    await world.apply();
    await world.setTenant({});
    expect(linesOf(driftText(await world.drift(), plain))).toEqual([
      'Missing (deleted in the tenant)',
      '  Skill/english  was id s1',
      '',
      'prod: 0 drifted, 1 missing. 0 in sync.',
      '',
    ]);
  });
});

describe('an apply for people', () => {
  it('is one line where all went well', async () => {
    expect(applyText(await (await centre()).apply(), plain)).toBe('prod: 3 applied, 0 failed.\n');
  });

  it('is one line where there was nothing to do', async () => {
    const world = await centre();
    await world.apply();
    expect(applyText(await world.apply(), plain)).toBe('prod: nothing to change.\n');
  });

  it('shows the reason of the tenant beside the file and line, and what it blocked', async () => {
    const world = await engineWorld({
      declared: [skill('a'), queue('b', { skills: [{ skill: 'a', level: 1 }] })],
    });
    world.hooks.answer = ({ method, url }) =>
      method === 'POST' && url.endsWith('/skills')
        ? Response.json({ errors: [{ code: 'x', message: 'reserved\nname' }] }, { status: 400 })
        : undefined;
    const lines = linesOf(applyText(await world.apply(), plain));
    expect(lines).toEqual([
      expect.stringMatching(/^✗ Queue\/b blocked +manifests\/Queue-b\.yaml:1:1$/),
      expect.stringContaining('Skill/a was not applied'),
      expect.stringMatching(/^ +→ ./),
      expect.stringMatching(/^✗ Skill\/a failed +manifests\/Skill-a\.yaml:1:1$/),
      expect.stringMatching(/^ +.*400.*reserved\\u000aname$/),
      expect.stringMatching(/^ +→ ./),
      '',
      'prod: 0 applied, 1 failed, 1 blocked.',
      '',
    ]);
  });

  it('shows all three values of a conflict', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a', { wrapUpTimeout: 1_000 })],
      declared: [queue('a', { wrapUpTimeout: '2s' })],
    });
    world.hooks.boundary = async (boundary, { method }, sandbox) => {
      if (boundary === 'received' && method === 'PATCH')
        await sandbox.edit('queues', 'q1', { wrapUpTimeout: 3_000 });
    };
    const lines = linesOf(applyText(await world.apply(), plain));
    expect(lines).toContain('      wrapUpTimeout  was 1s  in the tenant 3s  in Git 2s');
    expect(lines.at(-2)).toBe('prod: 0 applied, 0 failed, 1 in conflict.');
  });

  it('has a line for each change as it ends', async () => {
    const { outcomes } = await (await centre()).apply();
    expect(outcomes.map((outcome) => outcomeLine(outcome, plain))).toEqual([
      '✓ Queue/a updated',
      '✓ Queue/new created',
      '✓ Queue/old deleted',
    ]);
  });
});

describe('a validation for people', () => {
  it('counts what it found', async () => {
    const good = await engineWorld({ declared: [skill('a'), skill('b')] });
    expect(validationText(await good.validate(), plain)).toBe(
      'valid: 2 manifests, 2 resources; 0 errors, 0 warnings.\n',
    );
    const bad = await engineWorld({ declared: [queue('a', { skills: [{ skill: 'gone', level: 1 }] })] });
    const lines = linesOf(validationText(await bad.validate(), plain));
    expect(lines[0]).toMatch(/^manifests\/Queue-a\.yaml:\d+:\d+ error .* \[REFERENCE_NOT_FOUND\]$/);
    expect(lines.at(-2)).toBe('1 error, 0 warnings.');
  });
});
