import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { queue, skill } from '../support/declarations.ts';
import { codes, engineWorld } from '../support/engine-world.ts';

const liveSkills = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `s${index}`, name: `skill-${index}`, version: 1 }));

/** A centre with this many skills of ours, of which Git has only the first `kept` left. */
async function shrunk(total: number, kept: number, tenant: JsonObject) {
  const declared = liveSkills(total).map(({ name }) => skill(name));
  const world = await engineWorld({ skills: liveSkills(total), declared, tenant });
  await world.apply();
  await world.declare(...declared.slice(0, kept));
  return world;
}

const generous = { prune: true, guard: { maxDeletes: 1_000, maxDeletePercent: 100 } };

describe('what Git no longer declares', () => {
  it('is orphaned and left in place without prune', async () => {
    const world = await shrunk(2, 1, {});
    expect(await world.plan()).toMatchObject({
      changes: [],
      orphaned: [{ address: 'Skill/skill-1', id: 's1' }],
      unmanaged: [],
    });
    await world.apply();
    expect(await world.objects('skills')).toHaveLength(2);
    expect((await world.plan()).orphaned).toHaveLength(1);
  });

  it('is deleted with prune, at the version that was read, and then forgotten', async () => {
    const world = await shrunk(2, 1, generous);
    await world.edit('skills', 's1', { description: 'by hand' });
    expect(await world.plan()).toMatchObject({
      changes: [
        { address: 'Skill/skill-1', action: 'delete', id: 's1', version: 2, fields: [], desired: {} },
      ],
      orphaned: [],
      summary: { delete: 1 },
    });
    expect((await world.apply()).outcomes).toMatchObject([
      { action: 'delete', outcome: 'applied', id: 's1' },
    ]);
    expect(world.writes).toMatchObject([{ method: 'DELETE', path: '/api/v2/routing/skills/s1?version=2' }]);
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [], unmanaged: [] });
  });

  it('is deleted after what refers to it has changed', async () => {
    const world = await engineWorld({
      skills: liveSkills(1),
      queues: [{ id: 'q1', name: 'a', channel: 'voice', skills: [{ id: 's0', level: 1 }], version: 1 }],
      declared: [skill('skill-0'), queue('a', { skills: [{ skill: 'skill-0', level: 1 }] })],
      tenant: generous,
    });
    await world.apply();
    await world.declare(queue('a', { skills: [] }));
    const deletion = (await world.plan()).changes.find(({ action }) => action === 'delete');
    expect(deletion).toMatchObject({ address: 'Skill/skill-0', dependsOn: ['Queue/a'] });
    expect((await world.apply()).summary).toMatchObject({ applied: 2 });
    expect(world.writes.map(({ method }) => method)).toEqual(['PATCH', 'DELETE']);
  });

  it('is deleted after what refers to it is deleted', async () => {
    const overflow = { maxWaitTime: 1_000, action: 'routeToQueue', targetQueueId: 'q2' };
    const world = await engineWorld({
      queues: [
        { id: 'q1', name: 'a', channel: 'voice', overflow, version: 1 },
        { id: 'q2', name: 'b', channel: 'voice', version: 1 },
      ],
      declared: [queue('a'), queue('b')],
      tenant: generous,
    });
    await world.apply();
    await world.declare();
    expect((await world.plan()).changes.map(({ address, dependsOn }) => [address, dependsOn])).toEqual([
      ['Queue/a', []],
      ['Queue/b', ['Queue/a']],
    ]);
    expect((await world.apply()).summary).toMatchObject({ applied: 2 });
    expect(await world.objects('queues')).toEqual([]);
  });

  it('is deleted with a warning where somebody has changed it by hand since', async () => {
    const world = await shrunk(2, 1, generous);
    expect(codes((await world.plan()).diagnostics)).toEqual([]);
    await world.edit('skills', 's1', { name: 'Taken over' });
    expect((await world.plan()).diagnostics).toMatchObject([
      { severity: 'warning', code: 'PRUNE_EDITED', address: 'Skill/skill-1' },
    ]);
  });

  it('is told of while it is still declared where it is no longer protected', async () => {
    const world = await engineWorld({ declared: [skill('a', {}, { protect: true })] });
    await world.apply();
    await world.declare(skill('a'));
    expect((await world.plan()).diagnostics).toMatchObject([
      { severity: 'warning', code: 'PROTECTION_LIFTED' },
    ]);
    await world.apply();
    expect((await world.plan()).diagnostics).toEqual([]);
  });

  it('counts for the guard only where it is still there', async () => {
    const world = await shrunk(10, 10, { prune: true, guard: { maxDeletePercent: 30 } });
    await world.setTenant({ skills: liveSkills(3) });
    await world.declare(...liveSkills(2).map(({ name }) => skill(name)));
    expect(codes((await world.plan()).diagnostics)).toContain('GUARD');
  });

  it('cannot go while something that stays refers to it: the plan says what', async () => {
    const world = await engineWorld({
      skills: liveSkills(1),
      queues: [
        { id: 'q9', name: 'Stranger', channel: 'voice', skills: [{ id: 's0', level: 1 }], version: 1 },
      ],
      declared: [skill('skill-0'), queue('a')],
      tenant: generous,
    });
    await world.apply();
    await world.declare(queue('a'));
    expect(await world.planResult()).toMatchObject({
      diagnostics: [
        {
          severity: 'error',
          code: 'DELETE_REFERENCED',
          address: 'Skill/skill-0',
          summary: expect.stringContaining('Stranger'),
          detail: expect.stringContaining('q9'),
        },
      ],
    });
    await world.applyResult();
    expect(world.writes).toEqual([]);
  });

  it('cannot go while something that nobody declares refers to it, even where Git declares nothing of that kind', async () => {
    const world = await engineWorld({
      skills: liveSkills(1),
      queues: [{ id: 'q1', name: 'by hand', channel: 'voice', skills: [{ id: 's0', level: 1 }], version: 1 }],
      declared: [skill('skill-0')],
      tenant: generous,
    });
    await world.apply();
    await world.declare();
    const { plan, ...result } = await world.planResult();
    expect(plan).toBeUndefined();
    expect(result).toMatchObject({
      diagnostics: [
        { code: 'DELETE_REFERENCED', address: 'Skill/skill-0', detail: expect.stringContaining('q1') },
      ],
    });
  });

  it('cannot go while something that the plan creates refers to it by its id', async () => {
    const world = await engineWorld({
      skills: liveSkills(1),
      declared: [skill('skill-0')],
      tenant: generous,
    });
    await world.apply();
    await world.declare(queue('new', { skills: [{ skill: { id: 's0' }, level: 1 }] }));
    expect(await world.planResult()).toMatchObject({ diagnostics: [{ code: 'DELETE_REFERENCED' }] });
  });

  it.each([
    ['with', generous],
    ['without', {}],
  ])('that is gone from the tenant too is forgotten, and nothing is sent, %s prune', async (_, tenant) => {
    const world = await shrunk(2, 1, tenant);
    await world.setTenant({ skills: liveSkills(1) });
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
    expect((await world.drift()).orphaned).toEqual([]);
    await world.apply();
    expect(world.writes).toEqual([]);
    expect((await world.journal()).at(-2)).toMatchObject({ type: 'forgotten', address: 'Skill/skill-1' });
  });

  it('is not known as ours without the ledger, and never deleted', async () => {
    const world = await shrunk(3, 1, generous);
    await world.loseLedger();
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [], summary: { unmanaged: 2 } });
    await world.apply({ allowDeletes: 100 });
    expect(await world.objects('skills')).toHaveLength(3);
  });
});

describe('a protected object', () => {
  it('stays when its manifest goes, since the ledger remembers', async () => {
    const world = await engineWorld({
      skills: liveSkills(1),
      declared: [skill('skill-0', {}, { protect: true })],
      tenant: generous,
    });
    await world.apply();
    await world.declare();
    expect(await world.plan()).toMatchObject({
      changes: [],
      orphaned: [{ address: 'Skill/skill-0', id: 's0' }],
      diagnostics: [{ severity: 'warning', code: 'PROTECTED', address: 'Skill/skill-0' }],
    });
    await world.apply({ allowDeletes: 5 });
    expect(await world.objects('skills')).toHaveLength(1);
  });

  it('goes once an apply has seen its manifest without protection', async () => {
    const world = await engineWorld({
      skills: liveSkills(1),
      declared: [skill('skill-0', {}, { protect: true })],
      tenant: generous,
    });
    await world.apply();
    await world.declare(skill('skill-0', {}, { protect: false }));
    await world.apply();
    await world.declare();
    expect((await world.plan()).changes).toMatchObject([{ action: 'delete' }]);
  });

  it('is known as protected even where the apply that protected it had nothing to write', async () => {
    const world = await engineWorld({
      skills: liveSkills(1),
      declared: [skill('skill-0')],
      tenant: generous,
    });
    await world.apply();
    await world.declare(skill('skill-0', {}, { protect: true }));
    await world.apply();
    expect(world.writes).toEqual([]);
    await world.declare();
    expect(codes((await world.plan()).diagnostics)).toEqual(['PROTECTED']);
  });

  it('that was created protected is known as protected', async () => {
    const world = await engineWorld({ declared: [skill('new', {}, { protect: true })], tenant: generous });
    await world.apply();
    await world.declare();
    expect(codes((await world.plan()).diagnostics)).toEqual(['PROTECTED']);
  });
});

describe('the guard', () => {
  const tenant = { prune: true };

  it('lets ten deletions of a hundred pass', async () => {
    expect(codes((await (await shrunk(100, 90, tenant)).plan()).diagnostics)).toEqual([]);
  });

  it('warns of the eleventh, and apply refuses to write anything', async () => {
    const world = await shrunk(100, 89, tenant);
    await world.declare(...liveSkills(89).map(({ name }) => skill(name, { description: 'changed' })));
    expect((await world.plan()).diagnostics).toMatchObject([{ severity: 'warning', code: 'GUARD' }]);
    const { report, ...result } = await world.applyResult();
    expect(report).toBeUndefined();
    expect(result).toMatchObject({
      diagnostics: [{ code: 'GUARD' }, { severity: 'error', code: 'GUARD_REFUSED' }],
    });
    expect(world.writes).toEqual([]);
  });

  it('warns of one deletion of three, which is more than 30 percent, however few that is', async () => {
    const world = await shrunk(3, 2, tenant);
    expect(codes((await world.plan()).diagnostics)).toEqual(['GUARD']);
    expect(await world.applyResult()).toMatchObject({
      diagnostics: [{ code: 'GUARD' }, { code: 'GUARD_REFUSED' }],
    });
  });

  it('lets three of ten pass, which is 30 percent and not more', async () => {
    expect(codes((await (await shrunk(10, 7, tenant)).plan()).diagnostics)).toEqual([]);
  });

  it('gives way to a number that a person allows, counted over all kinds', async () => {
    const world = await shrunk(3, 1, tenant);
    expect(await world.applyResult({ allowDeletes: 1 })).toMatchObject({
      diagnostics: [{ code: 'GUARD' }, { code: 'GUARD_REFUSED' }],
    });
    expect((await world.apply({ allowDeletes: 2 })).summary).toMatchObject({ applied: 2 });
    expect(await world.objects('skills')).toHaveLength(1);
  });

  it('is replaced by that number, so that fewer than the Tenant allows may be asked for', async () => {
    const world = await shrunk(100, 95, tenant);
    expect(await world.applyResult({ allowDeletes: 4 })).toMatchObject({
      diagnostics: [{ code: 'GUARD_REFUSED' }],
    });
    expect((await world.apply()).summary).toMatchObject({ applied: 5 });
  });

  it('asks nobody where it refuses', async () => {
    const world = await shrunk(3, 1, tenant);
    let asked = 0;
    await world.applyResult({
      confirm: async () => {
        asked++;
        return undefined;
      },
    });
    expect(asked).toBe(0);
  });
});
