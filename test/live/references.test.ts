import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Json } from '../../src/core/json.ts';
import { queue, skill } from '../support/declarations.ts';
import { codes, engineWorld } from '../support/engine-world.ts';

const english = { id: 's1', name: 'English', version: 1 };
const french = { id: 's2', name: 'French', version: 1 };
const live = (level: number) => ({
  id: 'q1',
  name: 'a',
  channel: 'voice',
  skills: [{ id: 's1', level, since: 2019 }],
  version: 1,
});

/** A queue that asks for the skill s1 at level 3, referred to in this way, in a tenant where it is asked for at `level`. */
const referring = (reference: Json, level = 3) =>
  engineWorld({
    skills: [english, french],
    queues: [live(level)],
    declared: [queue('a', { skills: [{ skill: reference, level: 3 }] })],
  });

const forms: readonly (readonly [string, Json, string])[] = [
  ['by its name', { external: 'English' }, '/skills/external:English/level'],
  ['by its id', { id: 's1' }, '/skills/id:s1/level'],
];

describe('a reference to what Git does not manage', () => {
  it.each(forms)('%s compares by id, so that nothing differs', async (_, reference) => {
    const world = await referring(reference);
    expect((await world.plan()).changes).toEqual([]);
  });

  it.each(forms)(
    '%s names the place as the manifest does, and the write finds the element',
    async (_, reference, path) => {
      const world = await referring(reference, 5);
      expect((await world.plan()).changes[0]?.fields).toEqual([
        { path, before: 5, after: 3, origin: 'manifest' },
      ]);
      expect((await world.apply()).summary).toMatchObject({ applied: 1 });
      expect(world.writes[0]?.body).toEqual({ version: 1, skills: [{ id: 's1', level: 3, since: 2019 }] });
      expect((await world.plan()).changes).toEqual([]);
    },
  );

  it.each(forms)(
    '%s is recognised in the ledger, so that drift shows as drift',
    async (_, reference, path) => {
      const world = await referring(reference);
      const place = { file: 'manifests/Queue-a.yaml' };
      await world.apply();
      await world.edit('queues', 'q1', { skills: [{ id: 's1', level: 5 }] });
      expect((await world.plan()).changes[0]?.fields).toEqual([
        { path, before: 5, after: 3, origin: 'drift' },
      ]);
      expect((await world.drift()).drifted).toEqual([
        {
          address: 'Queue/a',
          fields: [{ path, declared: 3, applied: 3, live: 5, source: expect.objectContaining(place) }],
        },
      ]);
    },
  );

  it.each(forms)('%s is bound to its id in a create', async (_, reference) => {
    const world = await engineWorld({
      skills: [english],
      declared: [queue('new', { skills: [{ skill: reference, level: 2 }] })],
    });
    await world.apply();
    expect(world.writes[0]?.body).toMatchObject({ skills: [{ id: 's1', level: 2 }] });
  });

  it('has to bear a name that the tenant has', async () => {
    const world = await referring({ external: 'Englisch' });
    const { plan, ...result } = await world.planResult();
    expect(plan).toBeUndefined();
    expect(result).toMatchObject({
      diagnostics: [
        {
          code: 'EXTERNAL_NOT_FOUND',
          severity: 'error',
          address: 'Queue/a',
          source: { file: 'manifests/Queue-a.yaml' },
          hint: expect.stringContaining('English'),
        },
      ],
    });
  });

  it('has a hint as long as there are no more than a hundred different ones wrong', async () => {
    const world = await engineWorld({ skills: [{ ...english, name: 'spoken language' }] });
    const asking = (name: string, spelling: string) => {
      const skills = Array.from({ length: 60 }, (_, index) => ({
        skill: { external: `${spelling}${index}` },
        level: 1,
      }));
      return queue(name, { skills });
    };
    await world.declare(
      asking('a', 'spoken languag'),
      asking('b', 'spoken languag'),
      asking('c', 'spoken_languag'),
    );
    const { diagnostics = [] } = { ...(await world.planResult()) } as { diagnostics?: Diagnostic[] };
    const hinted = diagnostics.filter(({ hint }) => hint === 'Did you mean spoken language?');
    expect([diagnostics.length, hinted.length]).toEqual([180, 60 + 60 + 40]);
  });

  it('has to bear an id that the tenant has', async () => {
    const result = await (await referring({ id: 's9' })).planResult();
    expect(result).toMatchObject({ diagnostics: [{ code: 'REFERENCE_ID_NOT_FOUND', address: 'Queue/a' }] });
  });

  it('by a name that several objects bear is an error with their ids', async () => {
    const world = await referring({ external: 'English' });
    await world.setTenant({ skills: [english, { ...french, name: 'English' }], queues: [live(3)] });
    expect(await world.planResult()).toMatchObject({
      diagnostics: [{ code: 'EXTERNAL_AMBIGUOUS', detail: expect.stringMatching(/s1.*s2/) }],
    });
  });

  it('does not find an object of another kind', async () => {
    expect(await (await referring({ id: 'q1' })).planResult()).toMatchObject({
      diagnostics: [{ code: 'REFERENCE_ID_NOT_FOUND' }],
    });
  });

  it('twice, once by name and once by id, is one and an error', async () => {
    const world = await referring({ id: 's1' });
    const skills = [
      { skill: { id: 's1' }, level: 3 },
      { skill: { external: 'English' }, level: 3 },
    ];
    await world.declare(queue('a', { skills }));
    expect(await world.planResult()).toMatchObject({ diagnostics: [{ code: 'LIST_DUPLICATE' }] });
  });

  it.each(forms)('%s needs no more of its object than name and id', async (_, reference) => {
    const world = await referring(reference);
    await world.setTenant({ skills: [{ ...english, description: 7 }], queues: [live(3)] });
    const plan = await world.plan();
    expect([plan.changes, codes(plan.diagnostics)]).toEqual([[], ['LIVE_UNREADABLE']]);
  });

  it('is written nowhere when it is wrong', async () => {
    const world = await referring({ external: 'Nobody' });
    await world.applyResult();
    expect(world.writes).toEqual([]);
    expect(await world.journal()).toEqual([]);
  });
});

describe('a reference to what Git manages', () => {
  const managed = skill('english', { displayName: 'English' });

  it('by its manifest name compares by id', async () => {
    const world = await referring('english');
    await world.declare(managed, queue('a', { skills: [{ skill: 'english', level: 3 }] }));
    expect(await world.plan()).toMatchObject({ changes: [], diagnostics: [] });
  });

  it('by its name in CXone is a warning, and means the same object', async () => {
    const world = await referring('english');
    await world.declare(managed, queue('a', { skills: [{ skill: { external: 'English' }, level: 3 }] }));
    expect(await world.plan()).toMatchObject({
      changes: [],
      diagnostics: [{ code: 'EXTERNAL_IS_MANAGED', severity: 'warning', address: 'Queue/a' }],
    });
  });

  it('by its id means the same object', async () => {
    const world = await referring('english');
    await world.declare(managed, queue('a', { skills: [{ skill: { id: 's1' }, level: 3 }] }));
    expect(await world.plan()).toMatchObject({ changes: [], diagnostics: [] });
  });

  it('that this plan creates waits for it, and gets its new id', async () => {
    const world = await engineWorld({
      declared: [skill('new'), queue('a', { skills: [{ skill: 'new', level: 1 }] })],
    });
    const plan = await world.plan();
    expect(plan.changes.map(({ address, dependsOn }) => [address, dependsOn])).toEqual([
      ['Queue/a', ['Skill/new']],
      ['Skill/new', []],
    ]);
    await world.apply();
    const [created] = await world.objects('skills');
    expect(world.writes.map(({ path }) => path)).toEqual([
      '/api/v2/routing/skills',
      '/api/v2/routing/queues',
    ]);
    expect(world.writes[1]?.body).toMatchObject({ skills: [{ id: created?.id, level: 1 }] });
  });
});

describe('an id in a live object', () => {
  it('that nothing in the tenant has any more shows as gone, and can be replaced', async () => {
    const world = await referring({ id: 's1' });
    await world.setTenant({
      skills: [english],
      queues: [{ ...live(3), skills: [{ id: 'lost', level: 1 }] }],
    });
    expect((await world.plan()).changes[0]?.fields).toMatchObject([
      { path: '/skills/id:lost', before: { skill: { id: 'lost', gone: true }, level: 1 }, after: null },
      { path: '/skills/id:s1', before: null },
    ]);
    expect((await world.apply()).summary).toMatchObject({ applied: 1 });
    expect((await world.object('queues', 'q1'))?.skills).toEqual([{ id: 's1', level: 3 }]);
  });

  it('of an unmanaged object without a name is not gone', async () => {
    const world = await referring({ id: 's2' });
    world.hooks.answer = ({ url }) =>
      url.includes('/skills') ? Response.json({ entities: [{ id: 's1' }, french] }) : undefined;
    expect((await world.plan()).changes[0]?.fields[0]?.before).toEqual({ skill: { id: 's1' }, level: 3 });
  });

  it('of an unmanaged object shows its name as a label', async () => {
    const world = await referring({ id: 's2' });
    expect((await world.plan()).changes[0]?.fields[0]).toMatchObject({
      path: '/skills/id:s1',
      before: { skill: { id: 's1', label: 'English' }, level: 3 },
    });
  });
});
