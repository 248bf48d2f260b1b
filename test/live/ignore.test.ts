import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { overflowRule, queue, routingProfile, skill } from '../support/declarations.ts';
import { codes, engineWorld, refusalCodes } from '../support/engine-world.ts';

const live = (more: JsonObject = {}) => ({ id: 'q1', name: 'a', channel: 'voice', version: 1, ...more });
const ignoring = (spec: JsonObject, ...ignore: readonly JsonObject[]) =>
  queue('a', spec, { ignore: [...ignore] });

/** Virtual time begins on 2026-06-01. */
const yesterday = '2026-05-31';
const today = '2026-06-01';

describe('a field that is left to the UI', () => {
  it('is neither compared nor written, nor drift', async () => {
    const world = await engineWorld({
      queues: [live({ wrapUpTimeout: 5_000 })],
      declared: [ignoring({ wrapUpTimeout: '30s' }, { path: '/wrapUpTimeout' })],
    });
    expect((await world.plan()).changes).toEqual([]);
    await world.apply();
    await world.edit('queues', 'q1', { wrapUpTimeout: 6_000 });
    expect((await world.drift()).summary).toMatchObject({ inSync: 1, drifted: 0, pending: 0 });
    await world.declare(ignoring({ channel: 'chat', wrapUpTimeout: '30s' }, { path: '/wrapUpTimeout' }));
    await world.apply();
    expect(world.writes.map(({ body }) => body)).toEqual([{ channel: 'chat', version: 2 }]);
  });

  it('is set once where the object is created', async () => {
    const world = await engineWorld({
      declared: [ignoring({ wrapUpTimeout: '30s' }, { path: '/wrapUpTimeout' })],
    });
    await world.apply();
    expect(world.writes[0]?.body).toMatchObject({ wrapUpTimeout: 30_000 });
  });

  it('may be an element of a keyed list, or a member of one', async () => {
    const skills = ['s1', 's2'].map((id) => ({ id, name: id, version: 1 }));
    const world = await engineWorld({
      skills,
      queues: [
        live({
          skills: [
            { id: 's1', level: 5 },
            { id: 's2', level: 2 },
          ],
        }),
      ],
      declared: [
        skill('s1'),
        skill('s2'),
        ignoring(
          { skills: [{ skill: 's1', level: 1 }] },
          { path: '/skills/s1/level' },
          { path: '/skills/s2' },
        ),
      ],
    });
    expect((await world.plan()).changes).toEqual([]);
    await world.declare(
      skill('s1'),
      skill('s2'),
      ignoring(
        {
          skills: [
            { skill: 's1', level: 1 },
            { skill: 's2', level: 1 },
          ],
        },
        { path: '/skills/s1/level' },
      ),
    );
    expect((await world.plan()).changes[0]?.fields).toMatchObject([
      { path: '/skills/s2/level', before: 2, after: 1 },
    ]);
    await world.apply();
    expect(world.writes[0]?.body).toMatchObject({
      skills: [
        { id: 's1', level: 5 },
        { id: 's2', level: 1 },
      ],
    });
  });

  it.each([{ external: 'English' }, { id: 's1' }])(
    'may be an element that refers to %j, in either spelling',
    async (skillOutside) => {
      const world = await engineWorld({
        skills: [{ id: 's1', name: 'English', version: 1 }],
        queues: [live({ skills: [{ id: 's1', level: 1 }] })],
      });
      for (const segment of ['external:English', 'id:s1']) {
        await world.declare(
          ignoring({ skills: [{ skill: skillOutside, level: 3 }] }, { path: `/skills/${segment}/level` }),
        );
        expect((await world.plan()).changes).toEqual([]);
        await world.declare(
          ignoring({ skills: [{ skill: skillOutside, level: 3 }] }, { path: `/skills/${segment}` }),
        );
        expect((await world.plan()).changes).toEqual([]);
        await world.declare(ignoring({ skills: [] }, { path: `/skills/${segment}` }));
        expect((await world.plan()).changes).toEqual([]);
      }
    },
  );

  it('is written whole where the tenant has nothing around it', async () => {
    const world = await engineWorld({ skills: [{ id: 's1', name: 's1', version: 1 }], queues: [live()] });
    const overflow = { maxWaitTime: '1m', action: 'drop' };
    await world.declare(
      skill('s1'),
      ignoring(
        { skills: [{ skill: 's1', level: 3 }], overflow },
        { path: '/skills/s1/level' },
        { path: '/overflow/maxWaitTime' },
      ),
    );
    await world.apply();
    expect(world.writes[0]?.body).toMatchObject({
      skills: [{ id: 's1', level: 3 }],
      overflow: { maxWaitTime: 60_000, action: 'drop' },
    });
    expect((await world.plan()).changes).toEqual([]);
  });

  it('is nothing within an element that Git takes away', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 's1', version: 1 }],
      queues: [live({ skills: [{ id: 's1', level: 2 }] })],
    });
    await world.declare(skill('s1'), ignoring({ skills: [] }, { path: '/skills/s1/level' }));
    await world.apply();
    expect(world.writes[0]?.body).toMatchObject({ skills: [] });
  });

  it('must be one that the kind has', async () => {
    const world = await engineWorld();
    const told = async (path: string) => {
      await world.declare(ignoring({}, { path }));
      return codes((await world.validate()).diagnostics);
    };
    expect(await told('/overflow/maxWait')).toEqual(['IGNORE_UNKNOWN_FIELD']);
    expect(await told('/skills/es/weight')).toEqual(['IGNORE_UNKNOWN_FIELD']);
    expect(await told('/wrapUpTimeout/ms')).toEqual(['IGNORE_UNKNOWN_FIELD']);
    expect(await told('/skills/es/level')).toEqual([]);
    await world.declare(routingProfile('p', { agents: [{ id: 'u' }] }, { ignore: [{ path: '/agents' }] }));
    expect(codes((await world.validate()).diagnostics)).toEqual(['IGNORE_UNKNOWN_FIELD']);
    await world.declare(routingProfile('p', { agents: [{ id: 'u' }] }, { ignore: [{ path: '/queues/0' }] }));
    expect(codes((await world.validate()).diagnostics)).toEqual(['IGNORE_INSIDE_LIST']);
    await world.declare(queue('a'), overflowRule('a', {}, { ignore: [{ path: '/queue' }] }));
    expect(codes((await world.validate()).diagnostics)).toEqual(['IGNORE_UNKNOWN_FIELD']);
  });

  it('is left alone on its last day, and managed again on the next, with a warning', async () => {
    const world = await engineWorld({ queues: [live({ wrapUpTimeout: 5_000 })], tenant: { checks: {} } });
    const declared = (until: string) =>
      ignoring({ wrapUpTimeout: '30s' }, { path: '/wrapUpTimeout', until, reason: 'busy' });
    await world.declare(declared(today));
    expect((await world.plan()).changes).toEqual([]);
    await world.declare(declared(yesterday));
    const plan = await world.plan();
    expect(plan.changes).toHaveLength(1);
    expect(plan.diagnostics.filter(({ code }) => code === 'IGNORE_EXPIRED')).toMatchObject([
      { severity: 'warning', address: 'Queue/a', source: { file: 'manifests/Queue-a.yaml' } },
    ]);
    expect(codes((await world.validate()).diagnostics)).not.toContain('IGNORE_EXPIRED');
  });

  it('is an error where it is over, if the Tenant wants that', async () => {
    const world = await engineWorld({
      queues: [live()],
      declared: [ignoring({ wrapUpTimeout: '30s' }, { path: '/wrapUpTimeout', until: yesterday })],
      tenant: { checks: { IGNORE_EXPIRED: 'error', QUEUE_WITHOUT_SKILLS: 'off' } },
    });
    expect(refusalCodes(await world.planResult())).toEqual(['IGNORE_EXPIRED']);
  });
});
